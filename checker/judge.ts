/** The judgement of one file: all its expectations, properties, assertions and what is asked of every choreography, as one report. */
import type { Model } from "../calculus/core/index.ts";
import { projectionFindings } from "../calculus/amendment/index.ts";
import type { ProjectionFinding } from "../calculus/amendment/index.ts";
import { catalogue } from "../calculus/diagnostics/index.ts";
import type { Diagnostic, SourceFile, Span } from "../calculus/diagnostics/index.ts";
import type { Analysis } from "../calculus/loading/index.ts";
import { isReplayProperty } from "../calculus/typing/index.ts";
import { choreographySystem, isClosed, networkSystem } from "../calculus/semantics/index.ts";
import type { Asked } from "./decide.ts";
import { decide } from "./decide.ts";
import { exitCode } from "./exit-code.ts";
import { expectedErrors, judgeErrors, lineOf } from "./expected-errors.ts";
import type { ExpectedError } from "./expected-errors.ts";
import type { RunItem } from "./items.ts";
import { judgedByAllEngines } from "./all-engines.ts";
import { judgementKey } from "./judgement-key.ts";
import { isBuiltInItem, isRunItem, questionOf } from "./items.ts";
import type { EngineChoice, JudgeOptions, VerifyOptions } from "./options.ts";
import { boundsOf, defaultBounds } from "./options.ts";
import { endpointVerdicts } from "./session-types/judge-endpoints.ts";
import { processDiagnostics } from "./session-types/judged-processes.ts";
import { sessionTyping } from "./session-types/type-endpoints.ts";
import { proceduresBelow, staticVerdict, verdictOnFindings } from "./static-verdicts.ts";
import type { ExpectationResult, FileReport, Verdict } from "./verdict.ts";
import { isOutcome } from "./verdict.ts";
import type { ExpectedVerdict, WantedSubject } from "./wanted.ts";
import { expectedVerdicts, isOfUsualRuns, wantedSubjects } from "./wanted.ts";
import { assumptionsOf } from "./assumptions.ts";
import { declaresRunProperty, isFairItem } from "./depends-on-fairness.ts";
import { runPropertyVerdicts, undecidedRunProperties } from "./run-properties.ts";
import { undecidedWholeRunItems, wholeRunItems, wholeRunItemVerdicts } from "./whole-run-items.ts";
import { writtenItem, writtenItemText } from "./written-item.ts";
import { withRefinementChecks } from "./refinement-checks.ts";
import { isElsewhere, verdictsElsewhere, whereOf } from "./other-networks.ts";
import { verdictsAsProtocol } from "./protocols/judge-choreography.ts";
import { protocolVerdicts, symbolicProtocolVerdicts } from "./protocols/judge-protocols.ts";
import { communicatingVerdicts } from "./communicating-systems/index.ts";
import { replayVerdicts } from "./resilience/index.ts";
import { unknownProperty } from "./unknown-property.ts";

/**
 * Judges an analysed file. Throws only on mistakes of ours. The cost is that of the explorations, which the options bound; `engine: "all"` makes every one of them by
 * each engine.
 */
export function verifyModel(analysis: Analysis, { engine, ...others }: JudgeOptions = {}): FileReport {
  const { model: written, sources, diagnostics } = analysis;
  const model = written === undefined || others.checkRefinements !== true ? written : withRefinementChecks(written);
  const options: VerifyOptions = engine === undefined || engine === "all" ? others : { ...others, engine };
  const errors = options.ignoreExpect === true ? [] : expectedErrors(analysis.files[0]);
  if (model === undefined) return refused(analysis, errors, options);
  const findings = projectionFindings(model, analysis.files);
  const expected = expectedVerdicts(model);
  const typing = sessionTyping(analysis, model);
  const judgedBy = (by: VerifyOptions): readonly Verdict[] => verdictsOfModel(model, findings, expected, typing, by);
  const verdicts = engine === "all" ? judgedByAllEngines((one) => judgedBy(asOneOfAll(one, others))) : judgedBy(options);
  const judged = options.ignoreExpect === true ? [] : expected.filter((one) => isAsked(model, one, options));
  const everything = [
    ...diagnostics,
    ...findings.map(({ diagnostic }) => diagnostic),
    ...processDiagnostics(model, typing),
    ...unknownProperty(model, verdicts, options),
  ];
  return report(sources, everything, verdicts, judged, errors, options);
}

/** The options of one of all engines. A further opinion is not worth the millions of states that generated code may look at where it is the only engine. */
function asOneOfAll(engine: EngineChoice, others: Omit<JudgeOptions, "engine">): VerifyOptions {
  return engine === "auto" ? { ...others, engine } : { ...others, engine, maxStates: others.maxStates ?? defaultBounds.maxStates };
}

/** All verdicts on a well-typed file, by the engine of the options. */
function verdictsOfModel(
  model: Model,
  findings: readonly ProjectionFinding[],
  expected: readonly ExpectedVerdict[],
  typing: ReturnType<typeof sessionTyping>,
  options: VerifyOptions,
): readonly Verdict[] {
  const usual = expected.filter(
    (one) => isOfUsualRuns(one) || (one.network === "fifo" && one.faults === undefined && dependsOnFairness(model, one.subject, one.property)),
  );
  return [
    ...(isAboutOtherRuns(model, options)
      ? []
      : [
          ...protocolVerdicts(model, usual, options),
          ...symbolicProtocolVerdicts(model, usual, options),
          ...endpointVerdicts(model, typing, usual, options),
          ...wantedSubjects(model, usual, options).flatMap((subject) => [
            ...verdictsOn(model, subject, usual, findings, options),
            ...verdictsAsProtocol(model, subject, usual, options),
          ]),
        ]),
    ...verdictsElsewhere(
      model,
      expected.filter(({ property }) => !isReplayProperty(property)),
      findings,
      typing.contracts,
      options,
    ),
    ...replayVerdicts(model, expected, typing.contracts, options),
    ...(isElsewhere(whereOf(options))
      ? []
      : communicatingVerdicts(
          model,
          expected.filter((one) => !isElsewhere(one)),
          options,
        )),
  ];
}

/**
 * A file that was not understood: what it expects of its diagnostics and of `well-typed` can still be judged. An expectation that is itself what is
 * wrong asks nothing.
 */
function refused({ files, sources, diagnostics }: Analysis, errors: readonly ExpectedError[], options: VerifyOptions): FileReport {
  const bounds = boundsOf(options);
  const isFinding = diagnostics.every(({ code, severity }) => severity !== "error" || catalogue[code].category === "finding");
  const expected = (files[0]?.declarations ?? []).flatMap((declaration): readonly ExpectedVerdict[] => {
    if (declaration.kind !== "expect" || options.ignoreExpect === true) return [];
    if (diagnostics.some((diagnostic) => isInside(diagnostic.span, declaration.span))) return [];
    return declaration.items.flatMap(({ property, verdict, span }) => {
      const outcome = verdict ?? "proved";
      const subject = declaration.subject.text;
      return isOutcome(outcome)
        ? [{ subject, property: property === undefined ? subject : writtenItemText(property), network: "fifo", expected: outcome, written: subject, span }]
        : [];
    });
  });
  const verdicts = expected.flatMap(({ subject, property, span }): readonly Verdict[] => {
    if (!isBuiltInItem(property)) return [];
    if (property === "well-typed" && isFinding) return [verdictOnFindings(subject, property, diagnostics, span, bounds)];
    return [staticVerdict(subject, property, "error", span, bounds, { reason: "the file was refused" })];
  });
  return report(sources, diagnostics, verdicts, expected, errors, options);
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

function verdictsOn(
  model: Model,
  subject: WantedSubject,
  expected: readonly ExpectedVerdict[],
  findings: readonly ProjectionFinding[],
  options: VerifyOptions,
): readonly Verdict[] {
  const bounds = boundsOf(options);
  const { name, span } = subject;
  const below = proceduresBelow(model, name);
  const own = findings.filter(({ procedure }) => below.has(procedure)).map(({ diagnostic }) => diagnostic);
  const verdicts: Verdict[] = [];
  if (subject.items.includes("well-typed")) verdicts.push(verdictOnFindings(name, "well-typed", [], span, bounds));
  if (subject.items.includes("projectable")) verdicts.push(verdictOnFindings(name, "projectable", own, span, bounds));
  const isJudged = (item: RunItem): boolean => own.length === 0 || subject.expected.has(item);
  const asked: readonly Asked[] = [
    ...subject.items
      .filter(isRunItem)
      .filter(isJudged)
      .map((item): Asked => ({ question: { kind: "built-in", item }, span })),
    ...subject.properties.flatMap((definition): readonly Asked[] => {
      const question = questionOf(definition);
      return question === undefined ? [] : [{ question, span: definition.span }];
    }),
  ];
  const { properties } = subject;
  const items = wholeRunItems(name, expected, options);
  if (asked.length + properties.length + items.length === 0) return verdicts;
  const network = own.length === 0 && isClosedSubject(model, name) ? networkSystem(model, name) : undefined;
  if (network?.ok === true) {
    const systems = { model, choreography: choreographySystem(model, name), network: network.system };
    const judged = { model, subject: name, network: network.system, architecture: "fifo", faults: "none", assumptions: assumptionsOf(model, name) };
    return [
      ...verdicts,
      ...decide(systems, name, asked, options),
      ...runPropertyVerdicts(judged, properties, expected, options, true),
      ...wholeRunItemVerdicts(judged, items, span, options),
    ];
  }
  const reason = own.length > 0 ? `${name} is not projectable, so it has no network` : `${name} has formal roles or parameters and cannot be run by itself`;
  return [
    ...verdicts,
    ...asked.map((one) => undecided(name, one, reason, options)),
    ...undecidedRunProperties(model, name, properties, expected, reason, options),
    ...undecidedWholeRunItems(name, items, span, reason, options),
  ];
}

function undecided(subject: string, { question, span }: Asked, reason: string, options: VerifyOptions): Verdict {
  const item = question.kind === "built-in" ? question.item : "no-failure";
  const verdict = staticVerdict(subject, item, "unknown", span, boundsOf(options), { reason });
  return question.kind === "built-in"
    ? verdict
    : { ...verdict, property: question.name, definition: `the ${question.property.kind} property ${question.name}` };
}

function isClosedSubject(model: Model, name: string): boolean {
  const procedure = model.procedures.get(name);
  return procedure !== undefined && isClosed(procedure);
}

/** Whether `--property` is asked under a network or fairness that only communicating automata are judged under, or everything of runs elsewhere. */
function isAboutOtherRuns(model: Model, options: VerifyOptions): boolean {
  const { property, network = "fifo", fairness } = options;
  if (isElsewhere(whereOf(options))) return true;
  return property !== undefined && (network !== "fifo" || (fairness !== undefined && !isFairly(model, property)));
}

/** Whether a choreography or a declared property of that name is judged under a fairness. */
function dependsOnFairness(model: Model, subject: string, property: string): boolean {
  return declaresRunProperty(model, property) || isFairItem(model, subject, property);
}

/** Whether something in the file is judged under a fairness for this property, communicating automata apart. */
function isFairly(model: Model, property: string): boolean {
  return declaresRunProperty(model, property) || [...model.procedures.keys()].some((subject) => isFairItem(model, subject, property));
}

/** Whether the options leave the expectation to be judged: all, those of runs elsewhere, or those of the one property and its runs. */
function isAsked(model: Model, one: ExpectedVerdict, options: VerifyOptions): boolean {
  const { property, network = "fifo", faults, fairness } = options;
  if (one.faults !== faults && (property !== undefined || faults !== undefined)) return false;
  if (property === undefined) return !isElsewhere(whereOf(options)) || one.network === network;
  const isFair = one.fairness === fairness || (fairness === undefined && dependsOnFairness(model, one.subject, property));
  return one.property === writtenItemText(writtenItem(property)) && one.network === network && isFair;
}

function report(
  sources: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  verdicts: readonly Verdict[],
  expected: readonly ExpectedVerdict[],
  errors: readonly ExpectedError[],
  options: VerifyOptions,
): FileReport {
  const verdictOf = new Map<string, Verdict>();
  for (const verdict of verdicts) if (!verdictOf.has(judgementKey(verdict))) verdictOf.set(judgementKey(verdict), verdict);
  const verdictFor = (one: ExpectedVerdict): Verdict | undefined => verdictOf.get(judgementKey(one));
  const expectedOf = new Map<Verdict, ExpectedVerdict>();
  for (const one of expected) {
    const verdict = verdictFor(one);
    if (verdict !== undefined && !expectedOf.has(verdict)) expectedOf.set(verdict, one);
  }
  const judged = expected.map((one): ExpectationResult => {
    const actual = verdictFor(one)?.verdict ?? "error";
    const { written, property, network, faults = "none", fairness, span } = one;
    const where = { network, faults, ...(fairness === undefined ? {} : { fairness }) };
    return { line: lineOf(sources, span), subject: written, item: property, ...where, expected: one.expected, actual, met: actual === one.expected, span };
  });
  const judgedErrors = judgeErrors(errors, diagnostics, sources);
  const expectations = [...judgedErrors.results, ...judged].toSorted((a, b) => a.line - b.line);
  const excused = new Set(
    expected.flatMap((one) => {
      const verdict = verdictFor(one);
      return verdict?.verdict === one.expected ? (verdict.diagnostics ?? []) : [];
    }),
  );
  const isExpected = (diagnostic: Diagnostic): boolean => excused.has(diagnostic) || judgedErrors.expected.has(diagnostic);
  const unexpected = diagnostics.filter((diagnostic) => !isExpected(diagnostic));
  const decides = (verdict: Verdict): boolean => verdict.informs !== true && (verdict.diagnostics === undefined || !verdict.diagnostics.every(isExpected));
  return {
    file: sources[0]?.path ?? "-",
    diagnostics: unexpected,
    expectedDiagnostics: diagnostics.filter(isExpected),
    verdicts,
    expectations,
    exitCode: exitCode({
      verdicts: verdicts.filter(decides).map((verdict) => {
        const one = expectedOf.get(verdict);
        return {
          actual: verdict.verdict,
          boundAsked: options.maxDepth !== undefined || options.approximate !== undefined,
          ...(one === undefined ? {} : { expected: one.expected }),
        };
      }),
      diagnostics: unexpected.map(({ code, severity }) => ({ severity, category: catalogue[code].category })),
      unmetExpectations: expectations.filter(({ met }) => !met).length,
    }),
  };
}
