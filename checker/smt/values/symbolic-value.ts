/**
 * Symbolic values: trees with the structure of values, whose leaves are terms. What a tag, a length or a presence leaves out means nothing, and may be anything.
 * Flattening of data instead of datatypes, as in Clarke, Kroening and Lerda, A tool for checking ANSI-C programs, TACAS 2004.
 */
import type { Term } from "../terms/index.ts";

export type SymbolicValue =
  /** There is no value here: of what is never defined, or never read. */
  | { readonly kind: "nothing" }
  | SymbolicBoolean
  | SymbolicInteger
  | SymbolicString
  | { readonly kind: "unit" }
  | SymbolicSum
  | SymbolicRecord
  | SymbolicList
  | SymbolicKeyed;

export interface SymbolicBoolean {
  readonly kind: "boolean";
  readonly term: Term;
}

/** Where it means something it lies within the bounds; a bound that is absent is none. A word is as wide as the bounds need, and signed. */
export interface SymbolicInteger {
  readonly kind: "integer";
  readonly term: Term;
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
}

export interface SymbolicString {
  readonly kind: "string";
  readonly term: Term;
  /** It is one of these; absent: it may be any. */
  readonly among: readonly string[] | undefined;
}

/** The constructors of an enum, `none` and `some` of options, or the ends of further sessions, in the order of their numbers. */
export interface SumType {
  readonly name: string;
  readonly constructors: readonly string[];
}

export interface SymbolicSum {
  readonly kind: "sum";
  readonly type: SumType;
  /** Which case it is: of an option whether there is a value, otherwise as the context numbers constructors. */
  readonly tag: Term;
  /** The cases that it may be, in the order of the type. */
  readonly cases: readonly SymbolicCase[];
}

export interface SymbolicCase {
  readonly name: string;
  readonly payload: readonly SymbolicValue[];
}

export interface SymbolicRecord {
  readonly kind: "record";
  readonly name: string;
  /** In the order of the declaration. */
  readonly fields: readonly (readonly [string, SymbolicValue])[];
}

export interface SymbolicList {
  readonly kind: "list";
  /** At most the number of items. */
  readonly length: SymbolicInteger;
  readonly items: readonly SymbolicValue[];
}

/** A set or a map. The keys of entries that are present differ from each other; keys that are literals differ whether present or not. */
export interface SymbolicKeyed {
  readonly kind: "set" | "map";
  readonly entries: readonly SymbolicEntry[];
}

export interface SymbolicEntry {
  readonly key: SymbolicValue;
  readonly present: Term;
  /** The unit value in sets. */
  readonly value: SymbolicValue;
}

export const nothing: SymbolicValue = { kind: "nothing" };
export const symbolicUnit: SymbolicValue = { kind: "unit" };
export const optionType: SumType = { name: "option", constructors: ["none", "some"] };

/** What an evaluation comes to: it has a value, it fails, or (an unanswered question) there is none. */
export interface Evaluated {
  /** Means something where the evaluation is defined. */
  readonly value: SymbolicValue;
  /** No partial operation fails, of those that are reached. Without it, and answered, the evaluation fails. */
  readonly defined: Term;
  /** The functions without body that are asked have answers that their contracts allow. Without it there is no evaluation, and no failure either. */
  readonly answered: Term;
}

/** What a variable holds, and whether it is set. */
export interface Cell {
  /** Means something where the variable is set. */
  readonly value: SymbolicValue;
  readonly isSet: Term;
}
