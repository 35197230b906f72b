/** Terms of SMT-LIB 2.6 (§3.6), well-sorted by construction: `terms.ts` makes them. Every term is made once, so that equal terms are the same object. */
import type { Sort } from "./sort.ts";

export type Term =
  | { readonly kind: "true" | "false"; readonly sort: Sort; readonly id: number }
  | { readonly kind: "integer"; readonly value: bigint; readonly sort: Sort; readonly id: number }
  /** `value` is the word read as a number without sign, below 2^width. */
  | { readonly kind: "word"; readonly value: bigint; readonly sort: Sort; readonly id: number }
  | { readonly kind: "member"; readonly name: string; readonly sort: Sort; readonly id: number }
  /** A declared constant, or a variable that a quantifier around it binds. */
  | { readonly kind: "symbol"; readonly name: string; readonly sort: Sort; readonly id: number }
  | { readonly kind: "apply"; readonly operator: Operator; readonly arguments: readonly Term[]; readonly sort: Sort; readonly id: number }
  /** A declared function, or a predicate of Horn clauses. */
  | { readonly kind: "call"; readonly function: FunctionSymbol; readonly arguments: readonly Term[]; readonly sort: Sort; readonly id: number }
  | { readonly kind: "forall" | "exists"; readonly variables: readonly Symbol[]; readonly body: Term; readonly sort: Sort; readonly id: number };

export type Symbol = Extract<Term, { readonly kind: "symbol" }>;

export interface FunctionSymbol {
  readonly name: string;
  readonly domain: readonly Sort[];
  readonly range: Sort;
}

/** Operators with their names in SMT-LIB; `sign-extend` and `extract` have numbers. */
export type Operator =
  SimpleOperator | { readonly kind: "sign-extend"; readonly by: number } | { readonly kind: "extract"; readonly high: number; readonly low: number };

export type SimpleOperator =
  | "not"
  | "and"
  | "or"
  | "=>"
  | "="
  | "distinct"
  | "ite" //                 Core
  | "+"
  | "-"
  | "*"
  | "div"
  | "mod"
  | "<"
  | "<=" //                           Ints; div and mod are Euclid's
  | "bvadd"
  | "bvsub"
  | "bvmul"
  | "bvneg"
  | "bvsdiv"
  | "bvsrem"
  | "bvslt"
  | "bvsle"
  | "bvult"
  | "bvule"
  | "bvand"
  | "bvor"
  | "select"
  | "store";
