/** What can be judged of a choreography: the built-in items and the declared properties, each with the sentence that its verdict decides. */
import { assertNever } from "../calculus/assert-never.ts";
import type { PropertyDefinition } from "../calculus/core/index.ts";
import type { Property } from "../calculus/syntax/index.ts";
import { isAboutRuns, isBuiltInProperty } from "../calculus/typing/index.ts";
import type { BuiltInProperty, RunProperty } from "../calculus/typing/index.ts";

/** An item of an `expect` line that this version judges: one of the built-in properties. */
export type BuiltInItem = BuiltInProperty;
export { isAboutRuns as isRunItem, isBuiltInProperty as isBuiltInItem };

/** The built-in items that are decided by looking at runs. */
export type RunItem = RunProperty;

/** A property that is decided by looking at the states of runs. */
export type StateProperty = Extract<Property, { kind: "always" | "never" | "finally" | "witness" }>;

/** Something that exploration decides. */
export type Question =
  { readonly kind: "built-in"; readonly item: RunItem } | { readonly kind: "property"; readonly name: string; readonly property: StateProperty };

/** The name under which a verdict reports the question. */
export function nameOf(question: Question): string {
  return question.kind === "built-in" ? question.item : question.name;
}

/** Whether this version decides the property; the others are about infinite runs. */
export function isStateProperty(property: Property): property is StateProperty {
  return property.kind === "always" || property.kind === "never" || property.kind === "finally" || property.kind === "witness";
}

/** A declared property as a question; undefined for one about infinite runs. */
export function questionOf({ name, property }: PropertyDefinition): Question | undefined {
  return isStateProperty(property) ? { kind: "property", name, property } : undefined;
}

/** The sentence that a verdict on a built-in item decides. */
export function definitionOfItem(item: BuiltInItem): string {
  switch (item) {
    case "well-typed":
      return "the file has a type derivation: types, scopes, definite assignment and guardedness are in order";
    case "projectable":
      return "the projection of the choreography, and of every choreography that it calls, is defined for every role by full merge";
    case "no-failure":
      return "no reachable step applies a partial operation where it has no value";
    case "deadlock-free":
      return "no reachable state of the network in which nobody can move (faults are no moves) leaves a role waiting, unless it waits for a role that failed or whose assumption is false; a state with an unspecified reception is one of reception-safe alone";
    case "reception-safe":
      return "in no reachable state of the network a role that can only receive finds, from everybody whom it may hear from, a message waiting first that it does not expect; where messages have no order, none is first";
    case "orphan-free":
      return "in no reachable state of the network all roles are finished or have stopped and a message is left for one that has not stopped";
    case "assert":
      return "no reachable step evaluates an assertion to false";
    default:
      return assertNever(item);
  }
}

/** The sentence that a verdict on the question decides. */
export function definitionOf(question: Question): string {
  if (question.kind === "built-in") return definitionOfItem(question.item);
  switch (question.property.kind) {
    case "always":
      return "the formula is true in every reachable state of the network, the initial ones included";
    case "never":
      return "the formula is false in every reachable state of the network, the initial ones included";
    case "finally":
      return "the formula is true in every reachable final state of the network, in which everybody is finished or has crashed for good (partial correctness)";
    case "witness":
      return "the formula is true in some reachable state of the network";
    default:
      return assertNever(question.property.kind);
  }
}
