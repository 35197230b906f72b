/**
 * Terms: expressions resolved and typed, for code generators, encoders and exporters. Constants are values, bodies of functions stand in the place of their
 * calls under `let`, contracts are explicit checks; what is evaluated, and in which order, is what `calculus/values` evaluates (docs/machine.md, terms).
 */
import type { Definitions, FunctionDefinition, Value } from "../core/index.ts";
import type { BinaryOperator, Type } from "../syntax/index.ts";

/** Every node has its type: closed, without refinements, names of aliases expanded; names of enums and records are kept. */
export type Term = Typed &
  (
    | { readonly kind: "constant"; readonly value: Value }
    /** A variable of a process, by indices of the machine. `mayBeUnset`: undefined in some states. */
    | { readonly kind: "variable"; readonly process: number; readonly index: number; readonly mayBeUnset?: true }
    /** What the `let` with this number binds; numbers are unique in a term. */
    | { readonly kind: "local"; readonly number: number }
    /** The value is evaluated first, and once. */
    | { readonly kind: "let"; readonly number: number; readonly value: Term; readonly body: Term }
    | { readonly kind: "not" | "negate"; readonly operand: Term }
    /** `and`, `or`, `implies` evaluate the right side only where the left one does not decide. `/` and `%` are Euclidean and undefined for 0. */
    | { readonly kind: "operation"; readonly operator: BinaryOperator; readonly left: Term; readonly right: Term }
    | { readonly kind: "builtin"; readonly name: string; readonly arguments: readonly Term[] }
    /** Of an enum, or `some` and `none`. `position` among the constructors of its enum; `none` is 0 and `some` is 1. */
    | { readonly kind: "constructor"; readonly name: string; readonly position: number; readonly arguments: readonly Term[] }
    /** In the order in which they are evaluated; `position` in the declaration. */
    | { readonly kind: "record"; readonly name: string; readonly fields: readonly { readonly position: number; readonly value: Term }[] }
    | { readonly kind: "list" | "set"; readonly items: readonly Term[] }
    | { readonly kind: "map"; readonly entries: readonly { readonly key: Term; readonly value: Term }[] }
    | { readonly kind: "field"; readonly of: Term; readonly name: string; readonly position: number }
    /** Of a list by position or of a map by key; undefined where there is nothing. */
    | { readonly kind: "index"; readonly of: Term; readonly index: Term }
    | { readonly kind: "conditional"; readonly condition: Term; readonly then: Term; readonly else: Term }
    /** An application of a function without body; its `requires` has been checked around it. */
    | { readonly kind: "oracle"; readonly definition: FunctionDefinition; readonly arguments: readonly Term[] }
    /** A clause of a contract: undefined where the condition is false, otherwise the body. */
    | { readonly kind: "check"; readonly condition: Term; readonly clause: "requires" | "ensures"; readonly function: string; readonly body: Term }
    /** Never has a value: a constant that is undefined, a name that is not set. */
    | { readonly kind: "undefined"; readonly reason: string }
  );

interface Typed {
  readonly type: Type;
}

/** `reason`: a clause. Bodies of functions in the place of calls can make a term too large. */
export type TermResult = { readonly ok: true; readonly term: Term } | { readonly ok: false; readonly reason: string };

/** What the names of an expression stand for, besides constants, constructors and functions. */
export interface TermScope {
  readonly definitions: Definitions;
  readonly variable: (name: string) => VariableReference | undefined;
  /** In properties: the variable of a role, for `A.x`. */
  readonly roleVariable?: (role: string, name: string) => VariableReference | undefined;
}

export interface VariableReference {
  readonly process: number;
  readonly index: number;
  readonly type: Type;
  readonly mayBeUnset?: true;
}
