/** Expectations: their subjects, items, networks and diagnostic codes exist (docs/language.md, expectations). */
import { readNetwork } from "../core/index.ts";
import { isDiagnosticCode, maximumCapacity } from "../diagnostics/index.ts";
import { entryPoint } from "../elaboration/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Declaration, ExpectItem, Fairness, Name, ParsedFile } from "../syntax/index.ts";
import { isAboutRuns, isBuiltInProperty, isReplayProperty, laterNetworks, laterProperties } from "./built-in-properties.ts";
import { reportNotClosed } from "./closed-choreography.ts";
import { isBehavioural, isOfWholeRuns, itemsOf, kindsWith } from "./expected-items.ts";
import type { SubjectKind } from "./expected-items.ts";
import { checkItemArguments } from "./item-arguments.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { performingChoreographies } from "./transactions/performing.ts";
import { listed } from "./wording.ts";

const fairnesses: readonly string[] = ["weak-fairness", "strong-fairness", "no-fairness"] satisfies Fairness[];

type Expectation = Extract<Declaration, { kind: "expect" }>;

/** Reports what is wrong in the expectations of a file. */
export function checkExpectations(file: ParsedFile, program: Program, reporter: Reporter): void {
  for (const declaration of file.declarations) {
    if (declaration.kind === "expect") checkExpectation(declaration, program, reporter);
    else if (declaration.kind === "expect-error") checkCode(declaration.code, declaration.span, reporter);
  }
  if (file.expectedError !== undefined) checkCode(file.expectedError.code, { ...file.span, end: file.span.start }, reporter);
}

function checkCode(code: string, span: Span, reporter: Reporter): void {
  if (isDiagnosticCode(code)) return;
  reporter.report("unknown-diagnostic", span, `unknown diagnostic code \`${code}\``, { notes: ["`choreo-verify explain` lists the codes"] });
}

function checkExpectation(declaration: Expectation, program: Program, reporter: Reporter): void {
  const { subject } = declaration;
  checkNetwork(declaration, reporter);
  if (declaration.fairness !== undefined && !fairnesses.includes(declaration.fairness)) {
    reporter.report("unknown-fairness", declaration.span, `unknown fairness \`${declaration.fairness}\``, { notes: [`known are ${fairnesses.join(", ")}`] });
  }
  checkFaultModel(declaration, program, reporter);
  const judged = subjectOf(subject.text, program);
  if (judged !== undefined) {
    for (const item of declaration.items) {
      checkItem(item, judged, program, reporter);
      checkAssumptions(item, judged, declaration, program, reporter);
    }
  } else if (program.properties.has(subject.text)) {
    checkAssumptionsOnProperty(declaration, program, reporter);
    for (const item of declaration.items) {
      if (item.property === undefined) continue;
      reporter.report("unknown-property", item.span, `\`${subject.text}\` is a property; what is expected of it is a verdict`, {
        notes: [`write \`expect ${subject.text} : ${item.verdict ?? "proved"};\``],
      });
    }
  } else if (!program.hasUnsupported) {
    reporter.unknown("unknown-subject", subject, "choreography, protocol, process, system, context or property", () => [
      ...program.choreographies.keys(),
      ...program.protocols.keys(),
      ...program.symbolicProtocols.keys(),
      ...program.processes.keys(),
      ...program.systems.keys(),
      ...contextsOf(program).keys(),
      ...program.properties.keys(),
    ]);
  }
}

/** Properties of whole runs depend on fairness, unless they say which one themselves; none is about actions in step. */
function checkAssumptionsOnProperty({ subject, network, faults, fairness, span }: Expectation, program: Program, reporter: Reporter): void {
  const declaration = program.properties.get(subject.text);
  if (declaration === undefined) return;
  const { property } = declaration;
  checkFaultsOfNetworks(span, faults, program, reporter);
  const isOfWhole = property.kind === "eventually" || property.kind === "leads-to" || property.kind === "until";
  if (isOfWhole && performingChoreographies(program).has(declaration.of?.text ?? entryPoint(program.files) ?? ""))
    checkBounded(subject.text, span, faults, program, reporter);
  if (network === "synchronous") {
    reporter.report("irrelevant-network", span, `\`${subject.text}\` is judged in networks with queues, not on \`synchronous\``);
  }
  if (fairness === undefined || !fairnesses.includes(fairness)) return;
  const labels = [{ span: declaration.span, message: "the property" }];
  if (!("fairness" in property) && !["eventually", "leads-to", "until"].includes(property.kind)) {
    reporter.report("irrelevant-fairness", span, `\`${subject.text}\` is about single states and does not depend on fairness`, { labels });
  } else if ("fairness" in property && property.fairness !== fairness) {
    reporter.report("irrelevant-fairness", span, `\`${subject.text}\` says itself that it is about runs \`with ${property.fairness}\``, { labels });
  }
}

interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Of a choreography, a protocol or a context. */
  readonly roles: readonly string[];
}

/** The roles of the contexts of a program. */
function contextsOf({ files }: Program): ReadonlyMap<string, readonly string[]> {
  return new Map(
    files.flatMap(({ declarations }) =>
      declarations.flatMap((each) => (each.kind === "context" ? [[each.name.text, each.members.map(({ role }) => role.text)] as const] : [])),
    ),
  );
}

function subjectOf(name: string, program: Program): Subject | undefined {
  const choreography = program.choreographies.get(name);
  if (choreography !== undefined) return { kind: "choreography", name, roles: choreography.roles.map((role) => role.name.text) };
  const protocol = program.protocols.get(name);
  if (protocol !== undefined) return { kind: "protocol", name, roles: protocol.roles.map(({ text }) => text) };
  const symbolic = program.symbolicProtocols.get(name);
  if (symbolic !== undefined) return { kind: "symbolic-protocol", name, roles: symbolic.roles.map(({ text }) => text) };
  if (program.processes.has(name)) return { kind: "process", name, roles: [] };
  if (program.systems.has(name)) return { kind: "system", name, roles: [] };
  const context = contextsOf(program).get(name);
  return context === undefined ? undefined : { kind: "context", name, roles: context };
}

function checkNetwork({ network, span }: Expectation, reporter: Reporter): void {
  if (network === undefined || network === "synchronous") return;
  const reading = readNetwork(network);
  if (reading.ok) return;
  const { word, because } = reading;
  if (laterNetworks.has(word)) reporter.report("not-yet-supported", span, `the network \`${word}\` is not supported yet`);
  else if (because === "contradiction" || word === "synchronous") {
    reporter.report("contradictory-network", span, `\`${word}\` says again, or otherwise, what another word of \`${network}\` says`, {
      notes: ["a network is one of fifo, mailbox, bag; and it may be bounded(n), lossy, duplicating; or it is synchronous"],
    });
  } else {
    reporter.report("unknown-network", span, `unknown network \`${word}\``, {
      notes: [
        word.startsWith("bounded")
          ? `write \`bounded(n)\` with a number n from 1 to ${String(maximumCapacity)}`
          : "networks are fifo, mailbox, bag, bounded(n), lossy, duplicating, synchronous",
      ],
    });
  }
}

function checkFaultModel({ faults }: Expectation, program: Program, reporter: Reporter): void {
  if (faults !== undefined && !program.faults.has(faults.text)) reporter.unknown("unknown-fault-model", faults, "fault model", () => program.faults.keys());
}

/** A network, a fault model or a fairness is named for items that depend on it. */
function checkAssumptions(item: ExpectItem, subject: Subject, expectation: Expectation, program: Program, reporter: Reporter): void {
  const { property, span } = item;
  const { network, fairness } = expectation;
  if (property === undefined || !itemsOf(subject.kind).has(property.name)) return;
  if (isReplayProperty(property.name)) {
    checkReplay(property.name, span, expectation, program, reporter);
    return;
  }
  checkFaultsOfNetworks(span, expectation.faults, program, reporter);
  if (isUnreliable(expectation, program)) checkUnreliable(item, property.name, subject, expectation, reporter);
  if (isBehavioural(property.name, subject.kind)) return;
  const notes = ["what depends on it: safe, deadlock-free, terminating, never-terminating, live, live+, live++ of a protocol, a system or a context"];
  if (network === "synchronous")
    reporter.report(
      "irrelevant-network",
      span,
      `\`${property.name}\` of a ${subject.kind} does not depend on \`synchronous\`: what it says of a network, it says of one with queues`,
      { notes },
    );
  if (fairness !== undefined && fairnesses.includes(fairness) && !isOfWholeRuns(property.name, subject.kind))
    reporter.report("irrelevant-fairness", span, `\`${property.name}\` of a ${subject.kind} does not depend on fairness`, { notes });
}

/** Machines that replay have queues of their own, and recover from finitely many crashes. */
function checkReplay(name: string, span: Span, { network = "fifo", fairness, faults }: Expectation, program: Program, reporter: Reporter): void {
  if (network !== "fifo") reporter.report("irrelevant-network", span, `\`${name}\` is judged on the machine that replays, which has a network of its own`);
  if (fairness !== undefined) reporter.report("irrelevant-fairness", span, `\`${name}\` does not depend on fairness`);
  checkBounded(name, span, faults, program, reporter);
}

/** Reports a fault model in which something crashes any number of times. */
function checkBounded(what: string, span: Span, faults: Name | undefined, program: Program, reporter: Reporter): void {
  const unbounded = program.faults
    .get(faults?.text ?? "")
    ?.clauses.find((clause) => clause.atMost === undefined && crashing.has(clause.kind) && !("permanently" in clause && clause.permanently));
  if (unbounded === undefined) return;
  reporter.report("unbounded-crashes", span, `\`${what}\` promises something of runs in which crashes come to an end`, {
    labels: [{ span: unbounded.span, message: "any number of times" }],
    notes: ["say how often: `at most 2`"],
  });
}

const crashing: ReadonlySet<string> = new Set(["crash", "exception", "restart-broker"]);

/** Faults that only the machine that replays knows say nothing about networks without it. */
function checkFaultsOfNetworks(span: Span, faults: Name | undefined, program: Program, reporter: Reporter): void {
  const clause = program.faults.get(faults?.text ?? "")?.clauses.find(({ kind }) => kind === "exception" || kind === "restart-broker");
  if (clause === undefined) return;
  reporter.report("not-yet-supported", span, "exceptions and restarts of the broker are supported for what is asked of machines that replay only", {
    labels: [{ span: clause.span, message: "here" }],
  });
}

/** Whether the expectation is of other runs than those of roles with queues without bound, or of actions in step. */
function isUnreliable({ network = "fifo", faults }: Expectation, program: Program): boolean {
  if (faults !== undefined) return program.faults.has(faults.text);
  return network !== "synchronous" && readNetwork(network).ok && network !== "fifo";
}

/** Under faults and on other networks the runs of choreographies and systems are explored; nothing else is judged there. */
function checkUnreliable(item: ExpectItem, name: string, { kind }: Subject, { network, faults, fairness }: Expectation, reporter: Reporter): void {
  const { span } = item;
  const where = faults === undefined ? `on \`${network ?? "fifo"}\`` : `under \`${faults.text}\``;
  const isOfRuns = isBuiltInProperty(name) && isAboutRuns(name);
  if (isOfRuns && (kind === "choreography" || kind === "system")) {
    if (network === "synchronous" || fairness !== undefined)
      reporter.report("not-yet-supported", span, `\`${name}\` ${where} is not supported yet on a synchronous network or under a fairness`);
  } else if (isOfRuns || isBehavioural(name, kind) || isOfWholeRuns(name, kind)) {
    reporter.report("not-yet-supported", span, `\`${name}\` of a ${kind} is not supported yet ${where}; ${listedRuns} of a choreography or a system are`);
  } else {
    const code = faults === undefined ? "irrelevant-network" : "irrelevant-faults";
    reporter.report(code, span, `\`${name}\` of a ${kind} is not judged ${where}`, {
      notes: [`what is: ${listedRuns} of a choreography or a system, and properties`],
    });
  }
}

const listedRuns = "no-failure, deadlock-free, reception-safe, orphan-free, assert";

function checkItem(item: ExpectItem, subject: Subject, program: Program, reporter: Reporter): void {
  const { property, span } = item;
  if (property === undefined) {
    reporter.report("unknown-property", span, `\`${item.verdict ?? ""}\` of which property of \`${subject.name}\`?`, {
      notes: [`write \`expect ${subject.name} : ${subject.kind === "process" ? "well-typed" : "deadlock-free"};\``],
    });
    return;
  }
  const { name } = property;
  const takes = itemsOf(subject.kind).get(name);
  if (takes === undefined) {
    checkUnknownItem(name, item, subject, program, reporter);
    return;
  }
  checkItemArguments(property, takes, subject, span, reporter, {
    protocols: program.protocols,
    contexts: contextsOf(program),
    hasUnsupported: program.hasUnsupported,
  });
  const choreography = program.choreographies.get(subject.name);
  if (choreography === undefined) return;
  if ((isBuiltInProperty(name) && isAboutRuns(name)) || name === "bounded" || name === "terminating" || isReplayProperty(name))
    reportNotClosed(choreography, span, `\`${name}\``, reporter);
  if (name === "conforms" && choreography.implements === undefined) {
    reporter.report("unknown-property", span, `\`${subject.name}\` says of no protocol that it implements it`, {
      labels: [{ span: choreography.name.span, message: "declared here" }],
      notes: ["write `implements P` behind its roles"],
    });
  }
}

function checkUnknownItem(name: string, item: ExpectItem, subject: Subject, program: Program, reporter: Reporter): void {
  const { span } = item;
  const others = kindsWith(name);
  if (program.properties.has(name)) {
    reporter.report("unknown-property", span, `\`${name}\` is not built in, but a property of this file`, {
      notes: [`write \`expect ${name} : ${item.verdict ?? "proved"};\``],
    });
  } else if (laterProperties.has(name)) reporter.report("not-yet-supported", span, `\`${name}\` is not supported yet`);
  else if (others.length > 0) {
    reporter.report("unknown-property", span, `\`${name}\` is asked of a ${others.join(" or a ")}, and \`${subject.name}\` is a ${subject.kind}`, {
      notes: [`of a ${subject.kind}: ${listed([...itemsOf(subject.kind).keys()], 20)}`],
    });
  } else {
    const written = { text: name, span: { ...span, end: span.start + name.length } };
    reporter.unknown("unknown-property", written, "property", () => [...itemsOf(subject.kind).keys(), ...laterProperties]);
  }
}
