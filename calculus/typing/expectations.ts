/** Expectations: their subjects, items, networks and diagnostic codes exist (docs/language.md, expectations). */
import { assertNever } from "../assert-never.ts";
import { isDiagnosticCode } from "../diagnostics/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Declaration, ExpectItem, Fairness, ParsedFile } from "../syntax/index.ts";
import { isAboutRuns, isBuiltInProperty, laterNetworks, laterProperties } from "./built-in-properties.ts";
import { reportNotClosed } from "./closed-choreography.ts";
import { itemsOf, kindsWith, projections } from "./expected-items.ts";
import type { ItemArguments, SubjectKind } from "./expected-items.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
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
  if (declaration.faults !== undefined) reporter.report("not-yet-supported", declaration.faults.span, "fault models are not supported yet");
  const judged = subjectOf(subject.text, program);
  if (judged !== undefined) {
    for (const item of declaration.items) checkItem(item, judged, program, reporter);
  } else if (program.properties.has(subject.text)) {
    for (const item of declaration.items) {
      if (item.property === undefined) continue;
      reporter.report("unknown-property", item.span, `\`${subject.text}\` is a property; what is expected of it is a verdict`, {
        notes: [`write \`expect ${subject.text} : ${item.verdict ?? "proved"};\``],
      });
    }
  } else if (!program.hasUnsupported) {
    reporter.unknown("unknown-subject", subject, "choreography, protocol, process, system or property", () => [
      ...program.choreographies.keys(),
      ...program.protocols.keys(),
      ...program.processes.keys(),
      ...program.systems.keys(),
      ...program.properties.keys(),
    ]);
  }
}

interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Of a choreography or a protocol. */
  readonly roles: readonly string[];
}

function subjectOf(name: string, program: Program): Subject | undefined {
  const choreography = program.choreographies.get(name);
  if (choreography !== undefined) return { kind: "choreography", name, roles: choreography.roles.map((role) => role.name.text) };
  const protocol = program.protocols.get(name);
  if (protocol !== undefined) return { kind: "protocol", name, roles: protocol.roles.map(({ text }) => text) };
  if (program.processes.has(name)) return { kind: "process", name, roles: [] };
  return program.systems.has(name) ? { kind: "system", name, roles: [] } : undefined;
}

function checkNetwork({ network, span }: Expectation, reporter: Reporter): void {
  if (network === undefined || network === "fifo") return;
  const [family = network] = network.split("(");
  if (laterNetworks.has(family)) reporter.report("not-yet-supported", span, `the network \`${network}\` is not supported yet; \`fifo\` is`);
  else reporter.report("unknown-network", span, `unknown network \`${network}\``, { notes: [`networks are fifo, ${[...laterNetworks].join(", ")}`] });
}

function checkItem(item: ExpectItem, subject: Subject, program: Program, reporter: Reporter): void {
  const { property, span } = item;
  if (property === undefined) {
    reporter.report("unknown-property", span, `\`${item.verdict ?? ""}\` of which property of \`${subject.name}\`?`, {
      notes: [`write \`expect ${subject.name} : ${subject.kind === "process" ? "well-typed" : "deadlock-free"};\``],
    });
    return;
  }
  const { name, arguments: given } = property;
  const takes = itemsOf(subject.kind).get(name);
  if (takes === undefined) {
    checkUnknownItem(name, item, subject, program, reporter);
    return;
  }
  checkArguments(name, given, takes, subject, span, reporter);
  const choreography = program.choreographies.get(subject.name);
  if (choreography === undefined) return;
  if (isBuiltInProperty(name) && isAboutRuns(name)) reportNotClosed(choreography, span, `\`${name}\``, reporter);
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

/** At most this many digits, so that the number is exact. */
const mostDigits = 15;

function checkArguments(name: string, given: readonly string[], takes: ItemArguments, subject: Subject, span: Span, reporter: Reporter): void {
  const [first, second] = given;
  const wrong = (message: string): void => {
    reporter.report("wrong-argument-count", span, message);
  };
  const checkRole = (role: string): void => {
    if (subject.roles.includes(role)) return;
    reporter.report("unknown-role", span, `\`${subject.name}\` has no role \`${role}\``, { notes: [`its roles are ${listed(subject.roles)}`] });
  };
  const isNumber = (text: string | undefined): boolean => text !== undefined && /^[0-9]+$/.test(text) && text.length <= mostDigits;
  switch (takes) {
    case "none":
      if (given.length > 0) wrong(`\`${name}\` takes no argument`);
      return;
    case "role?":
      if (given.length > 1) wrong(`\`${name}\` takes a role, or nothing`);
      else if (first !== undefined) checkRole(first);
      return;
    case "projection?, role?":
      if (given.length > 2 || (first !== undefined && !projections.includes(first))) {
        wrong(`\`${name}\` takes a projection (${listed(projections)}) and then a role, or less`);
      } else if (second !== undefined) checkRole(second);
      return;
    case "bound":
      if (given.length !== 1 || !isNumber(first)) wrong(`\`${name}\` takes the bound of the queues: \`${name}(2)\``);
      return;
    case "bound, count":
      if (given.length !== 2 || !isNumber(first) || !isNumber(second)) {
        wrong(`\`${name}\` takes the bound of the queues and the number of configurations: \`${name}(2, 14)\``);
      }
      return;
    default:
      assertNever(takes);
  }
}
