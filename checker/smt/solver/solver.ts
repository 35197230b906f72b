/**
 * The port to solvers: what is asked, what is answered, and how much may be spent. Answers are those of SMT-LIB 2.6 (§4.2.5); everything that is not one of them, and
 * every `(error …)`, is `unknown` with its reason.
 */
import type { FunctionSymbol, Term } from "../terms/index.ts";

/** Are these assertions together satisfiable? */
export interface Query {
  /** What is asked, for evidence and for the name of the kept text: letters, digits, `-` and `.`. */
  readonly name: string;
  /** `QF_BV`, `QF_LIA`, `HORN`, …; absent: everything. */
  readonly logic?: string;
  /** A name makes the assertion a candidate of the unsatisfiable core. */
  readonly assertions: readonly Assertion[];
  /** Terms of which a model gives the values. */
  readonly values?: readonly Term[];
  /** Predicates of which a model gives the definitions (Horn clauses). */
  readonly predicates?: readonly FunctionSymbol[];
}

export interface Assertion {
  readonly term: Term;
  readonly name?: string;
}

export interface Effort {
  /** The solver's own deterministic count (Z3's `rlimit`); absent: no limit. Counts of different solvers and builds differ. */
  readonly steps?: number;
  /** Wall clock, after which the solver is ended. */
  readonly milliseconds: number;
  /** Mebibytes that the solver may hold. */
  readonly memory?: number;
}

/** The value of a term in a model. A member of an uninterpreted sort is known by its number only: equal numbers, equal members. */
export type ModelValue =
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "word"; readonly value: bigint; readonly width: number }
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "opaque"; readonly index: number };

export interface Definition {
  readonly function: FunctionSymbol;
  /** Symbols that stand for the arguments in `body`. */
  readonly parameters: readonly Extract<Term, { readonly kind: "symbol" }>[];
  readonly body: Term;
}

export type UnknownReason = "incomplete" | "steps" | "time" | "memory" | "crash" | "garbage" | "missing" | "interrupted";

export type Answer =
  | { readonly kind: "sat"; readonly values: readonly ModelValue[]; readonly definitions: readonly Definition[] }
  /** `core`: names of assertions that are unsatisfiable together; absent if none was named. */
  | { readonly kind: "unsat"; readonly core?: readonly string[] }
  | { readonly kind: "unknown"; readonly reason: UnknownReason; readonly detail: string };

/** One solver. Asking waits for the answer: a judgement runs in a thread of its own. */
export interface Solver {
  /** As a verdict names it: `z3 5.1.0 (embedded)`, `z3 4.8.12`, `cvc5 1.0.3`. */
  readonly name: string;
  /** A fresh context for this query alone. Never throws for what a solver does: the next query works whatever became of this one. */
  ask(query: Query, effort: Effort): Answer;
  /** A context that grows and shrinks, for the questions of one property. */
  open(logic?: string): Dialogue;
  /** Ends threads and processes. */
  close(): void;
}

export interface Dialogue {
  assert(term: Term): void;
  push(): void;
  pop(): void;
  /** Is what is asserted, together with these Boolean terms, satisfiable? */
  check(assumptions: readonly Term[], values: readonly Term[], effort: Effort): Answer;
  close(): void;
}
