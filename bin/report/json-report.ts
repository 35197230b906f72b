/** The machine-readable report (docs/schema/report-1.json): what other tools read. Names from programs occur as values only, integers of programs as decimal strings. */
import type { Diagnostic, Fix, SourceFile, Span } from "../../calculus/diagnostics/index.ts";
import type { Counterexample, ExitCode, ExpectationResult, FaultyStep, FileReport, Verdict } from "../../checker/index.ts";
import type { IndistinguishableRuns, SplitEvent } from "../../calculus/protocols/index.ts";
import { encodeLabel, encodeTrace, encodeValue } from "../../interpreter/index.ts";
import type { Json } from "../../interpreter/index.ts";
import { version } from "../version.ts";
import { networkReplay, runsReplay } from "./replayable.ts";
import { groundText } from "./core-text.ts";
import { locator } from "./positions.ts";
import type { Locate } from "./positions.ts";
import type { JudgedFile } from "./judged-file.ts";

/** The version of the report's form. */
export const reportSchemaVersion = 1;

function spanJson(span: Span, locate: Locate): Json {
  const place = locate(span);
  if (place === undefined) return null;
  const { path, positions } = place;
  return { file: path, start: { ...positions.at(span.start) }, end: { ...positions.at(span.end) } };
}

function diagnosticJson(diagnostic: Diagnostic, locate: Locate): Json {
  const { code, severity, message, span, labels, notes, fix } = diagnostic;
  return {
    code,
    severity,
    message,
    span: spanJson(span, locate),
    labels: labels.map((label) => ({ span: spanJson(label.span, locate), message: label.message })),
    notes,
    fix: fix === undefined ? null : fixJson(fix, locate),
  };
}

function fixJson({ title, edits }: Fix, locate: Locate): Json {
  return { title, edits: edits.map((edit) => ({ span: spanJson(edit.span, locate), replacement: edit.replacement })) };
}

function bindingsJson(bindings: Counterexample["initial"]): Json {
  return bindings.map(({ variable, value, text }) => ({ variable, value: value === undefined ? null : encodeValue(value), text }));
}

function counterexampleJson(counterexample: Counterexample, locate: Locate): Json {
  const { kind, message, initial, steps, loop, step, role, conjunct, waiting, reproduce } = counterexample;
  return {
    kind,
    message,
    initial: bindingsJson(initial),
    steps: steps.map((one) => ({
      number: one.number,
      role: one.role,
      label: encodeLabel(one.label),
      text: one.text,
      rules: one.rules,
      span: spanJson(one.site.span, locate),
    })),
    loop: loop ?? null,
    step,
    role: role ?? null,
    conjunct: conjunct === undefined ? null : { text: conjunct.text, bindings: bindingsJson(conjunct.bindings) },
    waiting: waiting.map((wait) => ({ role: wait.role, for: wait.for })),
    reproduce,
    trace: JSON.parse(encodeTrace(counterexample.trace)) as Json,
  };
}

function eventJson({ kind, sender, receiver, message, span }: SplitEvent, locate: Locate): Json {
  return { kind, sender, receiver, message, span: span === undefined ? null : spanJson(span, locate) };
}

/** The runs with their places, and once more in the form that `replay` reads. */
function runsJson(runs: IndistinguishableRuns, subject: string, sources: readonly SourceFile[], locate: Locate): Json {
  const { claim, role, first, second, step } = runs;
  const events = (run: readonly SplitEvent[]): Json => run.map((event) => eventJson(event, locate));
  const replay = JSON.parse(runsReplay(runs, subject, sources)) as Json;
  return { claim, role, first: events(first), second: events(second), step: eventJson(step, locate), replay };
}

function lassoJson({ prefix, cycle }: NonNullable<Verdict["lasso"]>, locate: Locate): Json {
  return { prefix: prefix.map((event) => eventJson(event, locate)), cycle: cycle.map((event) => eventJson(event, locate)) };
}

/** The run of communicating automata once more, in the form that `replay` reads. */
function networkReplayJson(verdict: Verdict, sources: readonly SourceFile[]): Json {
  const text = networkReplay(verdict, sources);
  return text === undefined ? null : (JSON.parse(text) as Json);
}

function derivationJson({ subject, types, judgements, assumptions }: NonNullable<Verdict["derivations"]>[number]): Json {
  return {
    subject,
    types: types.map(({ name, is }) => ({ name, is })),
    judgements: judgements.map(({ number, rule, variables, ends, process, type, premises }) => ({
      number,
      rule,
      variables: variables.map((one) => ({ variable: one.variable, type: one.type })),
      ends: ends.map((one) => ({ variable: one.variable, type: one.type })),
      process,
      type,
      premises,
    })),
    assumptions,
  };
}

/** One verdict for programs. */
export function verdictJson(verdict: Verdict, sources: readonly SourceFile[], locate: Locate, derivations: boolean): Json {
  const { bounds } = verdict;
  return {
    subject: verdict.subject,
    property: verdict.property,
    verdict: verdict.verdict,
    definition: verdict.definition,
    method: verdict.method,
    technique: verdict.technique ?? null,
    theorem: verdict.theorem ?? null,
    bounds: { maxStates: bounds.maxStates, maxDepth: bounds.maxDepth ?? null, memory: bounds.memory },
    network: verdict.network,
    fairness: verdict.fairness ?? null,
    faults: verdict.faults,
    assumptions: verdict.assumptions,
    evidence: verdict.evidence,
    states: verdict.states,
    transitions: verdict.transitions,
    ...(verdict.threads === undefined ? {} : { threads: { count: verdict.threads.count, alone: verdict.threads.alone ?? null } }),
    reason: verdict.reason ?? null,
    ...(verdict.core === undefined ? {} : { core: coreJson(verdict.core, sources, locate) }),
    neverExecuted: (verdict.neverExecuted ?? []).map(({ text, span }) => ({ text, span: spanJson(span, locate) })),
    informs: verdict.informs === true,
    span: spanJson(verdict.span, locate),
    indistinguishable: (verdict.indistinguishable ?? []).map((runs) => runsJson(runs, verdict.subject, sources, locate)),
    repair: verdict.repair === undefined ? null : fixJson(verdict.repair, locate),
    networkRun: verdict.networkRun === undefined ? null : verdict.networkRun.map((event) => eventJson(event, locate)),
    ...(verdict.faultyRun === undefined ? {} : { faultyRun: faultyRunJson(verdict.faultyRun, locate) }),
    lasso: verdict.lasso === undefined ? null : lassoJson(verdict.lasso, locate),
    networkReplay: networkReplayJson(verdict, sources),
    leastK: verdict.leastK ?? null,
    derivations: derivations ? (verdict.derivations ?? []).map(derivationJson) : null,
    counterexample: verdict.counterexample === undefined ? null : counterexampleJson(verdict.counterexample, locate),
  };
}

function faultyRunJson({ steps, shows, other }: NonNullable<Verdict["faultyRun"]>, locate: Locate): Json {
  const stepJson = ({ role, session, text, isFault, span }: FaultyStep): Json => ({
    role,
    session,
    text,
    isFault,
    span: span === undefined ? null : spanJson(span, locate),
  });
  return { steps: steps.map(stepJson), shows, other: other === undefined ? null : other.map(stepJson) };
}

function coreJson(core: NonNullable<Verdict["core"]>, sources: readonly SourceFile[], locate: Locate): Json {
  if (core.kind === "none") return { grounds: null, of: null, isLeast: null, reason: core.reason };
  const grounds = core.grounds.map(({ kind, span }) => ({ kind, text: groundText(span, sources), span: spanJson(span, locate) }));
  return { grounds, of: core.of, isLeast: core.isLeast, reason: null };
}

function expectationJson({ line, subject, item, network, faults, fairness, expected, actual, met }: ExpectationResult): Json {
  return { line, subject, item, network, faults, fairness: fairness ?? null, expected, actual, met };
}

function fileJson(report: FileReport, sources: readonly SourceFile[], derivations: boolean): Json {
  const locate = locator(sources);
  return {
    file: report.file,
    diagnostics: report.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, locate)),
    expectedDiagnostics: report.expectedDiagnostics.map((diagnostic) => diagnosticJson(diagnostic, locate)),
    verdicts: report.verdicts.map((verdict) => verdictJson(verdict, sources, locate, derivations)),
    expectations: report.expectations.map(expectationJson),
    exitCode: report.exitCode,
  };
}

/** The report of all files as JSON text that ends in a newline; with the derivations of processes where they are asked for. */
export function jsonReport(files: readonly JudgedFile[], exitCode: ExitCode, { derivations = false }: { readonly derivations?: boolean } = {}): string {
  const report = {
    schemaVersion: reportSchemaVersion,
    tool: { name: "choreo-verify", version },
    files: files.map(({ report: file, sources }) => fileJson(file, sources, derivations)),
    exitCode,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
