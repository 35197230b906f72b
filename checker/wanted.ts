/** What is to be judged of a file: what its `expect` lines ask for, and what is asked of every choreography anyway. */
import type { Model, PropertyDefinition } from "../calculus/core/index.ts";
import { choreographiesOf } from "../calculus/core/index.ts";
import type { Span } from "../calculus/diagnostics/index.ts";
import type { Fairness } from "../calculus/syntax/index.ts";
import { isClosed } from "../calculus/semantics/index.ts";
import { instructionsBelow } from "./assumptions.ts";
import type { BuiltInItem } from "./items.ts";
import { isBuiltInItem } from "./items.ts";
import { expectedFairness, isAboutWholeRuns, isFairItem } from "./depends-on-fairness.ts";
import { usualFairness } from "./liveness/index.ts";
import type { VerifyOptions } from "./options.ts";
import type { Outcome } from "./verdict.ts";
import { isOutcome } from "./verdict.ts";
import { writtenItemText } from "./written-item.ts";

/** One item of an `expect` line, resolved. */
export interface ExpectedVerdict {
  /** What is judged: a choreography, a protocol. */
  readonly subject: string;
  /** The item as written, with its arguments, or the property's name. */
  readonly property: string;
  readonly network: string;
  /** The name of a fault model. */
  readonly faults?: string;
  readonly fairness?: Fairness;
  readonly expected: Outcome;
  /** The subject as written: the choreography, or the property itself. */
  readonly written: string;
  readonly span: Span;
}

export interface WantedSubject {
  readonly name: string;
  readonly span: Span;
  readonly items: readonly BuiltInItem[];
  /** Those of the items that an `expect` line names. */
  readonly expected: ReadonlySet<string>;
  readonly properties: readonly PropertyDefinition[];
}

/** The expectations of a model, in the order of the text; what the type checker has refused does not get here. */
export function expectedVerdicts(model: Model): readonly ExpectedVerdict[] {
  return model.expectations.flatMap(({ subject, items, network, faults, fairness }) => {
    const where = { network, ...(faults === undefined ? {} : { faults }), ...(isFairness(fairness) ? { fairness } : {}) };
    return items.flatMap(({ property, verdict, span }): readonly ExpectedVerdict[] => {
      const expected = verdict ?? "proved";
      if (!isOutcome(expected)) return [];
      if (property !== undefined) {
        const text = writtenItemText(property);
        const fair = isFairItem(model, subject.text, text) ? { fairness: isFairness(fairness) ? fairness : usualFairness } : {};
        return [{ subject: subject.text, property: text, ...where, ...fair, expected, written: subject.text, span }];
      }
      const definition = model.properties.find(({ name }) => name === subject.text);
      if (definition === undefined) return [];
      const asked = { subject: definition.of, property: definition.name, ...where, expected, written: subject.text, span };
      return [isAboutWholeRuns(definition) ? { ...asked, fairness: expectedFairness(definition, asked.fairness) } : asked];
    });
  });
}

/** Whether an expectation is of the network and the runs of every verdict that says nothing else. */
export function isOfUsualRuns({ network, faults, fairness }: ExpectedVerdict): boolean {
  return network === "fifo" && faults === undefined && fairness === undefined;
}

/** Whether every expectation about the runs of a subject, or about its properties, names another network: then it is judged there, and not on `fifo`. */
export function isOnOtherNetworksOnly({ expectations, properties }: Model, subject: string): boolean {
  const own = expectations.filter(({ subject: { text }, items }) => {
    if (text === subject) return items.some(({ property }) => property !== undefined && property.name !== "well-typed");
    return properties.some(({ name, of }) => name === text && of === subject);
  });
  return own.length > 0 && own.every(({ network }) => network !== "fifo" && network !== "synchronous");
}

/** Whether every expectation about a declared property is of other networks or of faults: then it is judged there only. */
export function isExpectedElsewhereOnly({ expectations }: Model, property: string): boolean {
  const own = expectations.filter(({ subject }) => subject.text === property);
  return own.length > 0 && own.every(({ network, faults }) => faults !== undefined || (network !== "fifo" && network !== "synchronous"));
}

function isFairness(word: string | undefined): word is Fairness {
  return word !== undefined && (fairnesses as readonly string[]).includes(word);
}

const fairnesses: readonly Fairness[] = ["no-fairness", "weak-fairness", "strong-fairness"];

/** Asked of every choreography that is judged; `assert` where there is an assertion. */
const standing: readonly BuiltInItem[] = ["well-typed", "projectable", "no-failure", "deadlock-free", "assert"];

/** Whether the runs of one of these choreographies include those of `name`. */
function isCalled(model: Model, name: string, from: ReadonlySet<string>): boolean {
  return [...from].some((subject) => subject === name || instructionsBelow(model, subject).some((I) => I.kind === "call" && I.procedure === name));
}

/**
 * The entry, every choreography that is named by an expectation or a property, and every closed one that none of these calls, with all that is judged
 * of it: no choreography that can run is left unseen.
 */
export function wantedSubjects(model: Model, expected: readonly ExpectedVerdict[], { property: only }: VerifyOptions): readonly WantedSubject[] {
  const names = new Set([
    ...(model.entry === undefined ? [] : [model.entry]),
    ...expected.map(({ subject }) => subject),
    ...model.properties.map(({ of }) => of),
  ]);
  for (const procedure of choreographiesOf(model)) {
    const { name } = procedure;
    if (isClosed(procedure) && !isCalled(model, name, names)) names.add(name);
  }
  return [...names].flatMap((name) => {
    const procedure = model.procedures.get(name);
    if (procedure === undefined) return [];
    const asked = expected.filter(({ subject }) => subject === name).map(({ property }) => property);
    const hasAssertion = instructionsBelow(model, name).some(({ kind }) => kind === "assert");
    const usual = standing.filter((item) => (item !== "assert" || hasAssertion) && (isClosed(procedure) || item === "well-typed" || item === "projectable"));
    const items = new Set([...usual, ...asked.filter(isBuiltInItem)]);
    return [
      {
        name,
        span: procedure.span,
        expected: new Set(asked),
        items: only === undefined ? [...items] : isBuiltInItem(only) ? [only] : [],
        properties: model.properties.filter(({ name: own, of }) => of === name && (only === undefined ? !isExpectedElsewhereOnly(model, own) : own === only)),
      },
    ];
  });
}
