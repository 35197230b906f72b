/** Expectations: their subjects, items, networks and diagnostic codes exist (docs/language.md, expectations). */
import { isDiagnosticCode } from "../diagnostics/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Declaration, ExpectItem, Fairness, ParsedFile } from "../syntax/index.ts";
import { builtInProperties, isAboutRuns, isBuiltInProperty, laterNetworks, laterProperties } from "./built-in-properties.ts";
import { reportNotClosed } from "./closed-choreography.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

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
  const choreography = program.choreographies.get(subject.text);
  if (choreography !== undefined) {
    for (const item of declaration.items) checkItem(item, choreography, program, reporter);
  } else if (program.properties.has(subject.text)) {
    for (const item of declaration.items) {
      if (item.property === undefined) continue;
      reporter.report("unknown-property", item.span, `\`${subject.text}\` is a property; what is expected of it is a verdict`, {
        notes: [`write \`expect ${subject.text} : ${item.verdict ?? "proved"};\``],
      });
    }
  } else if (!program.hasUnsupported) {
    reporter.unknown("unknown-subject", subject, "choreography or property", () => [...program.choreographies.keys(), ...program.properties.keys()]);
  }
}

function checkNetwork({ network, span }: Expectation, reporter: Reporter): void {
  if (network === undefined || network === "fifo") return;
  const [family = network] = network.split("(");
  if (laterNetworks.has(family)) reporter.report("not-yet-supported", span, `the network \`${network}\` is not supported yet; \`fifo\` is`);
  else reporter.report("unknown-network", span, `unknown network \`${network}\``, { notes: [`networks are fifo, ${[...laterNetworks].join(", ")}`] });
}

function checkItem(item: ExpectItem, choreography: ChoreographyDeclaration, program: Program, reporter: Reporter): void {
  const { property, span } = item;
  const subject = choreography.name.text;
  if (property === undefined) {
    reporter.report("unknown-property", span, `\`${item.verdict ?? ""}\` of which property of \`${subject}\`?`, {
      notes: [`write \`expect ${subject} : deadlock-free;\``],
    });
    return;
  }
  if (!isBuiltInProperty(property.name)) {
    if (laterProperties.has(property.name)) reporter.report("not-yet-supported", span, `\`${property.name}\` is not supported yet`);
    else if (program.properties.has(property.name)) {
      const verdict = item.verdict ?? "proved";
      reporter.report("unknown-property", span, `\`${property.name}\` is not built in, but a property of this file`, {
        notes: [`write \`expect ${property.name} : ${verdict};\``],
      });
    } else {
      const name = { text: property.name, span: { ...span, end: span.start + property.name.length } };
      reporter.unknown("unknown-property", name, "property", () => [...builtInProperties, ...laterProperties]);
    }
    return;
  }
  if (property.arguments.length > 0) reporter.report("wrong-argument-count", span, `\`${property.name}\` takes no argument`);
  if (isAboutRuns(property.name)) reportNotClosed(choreography, span, `\`${property.name}\``, reporter);
}
