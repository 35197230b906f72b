/**
 * The port to solvers: what is asked, what is answered, and how much may be spent. Answers are those of SMT-LIB 2.6 (§4.2.5); everything that is not one of them, and
 * every `(error …)`, is `unknown` with its reason.
 */
import type { FunctionSymbol, ModelValue, Symbol, Term, Terms } from "../terms/index.ts";

/** Are these assertions together satisfiable? */
export interface Query {
  /** What is asked, for evidence and for the name of the kept text: letters, digits, `-` and `.`. */
  readonly name: string;
  /** `QF_BV`, `QF_LIA`, `HORN`, …; absent: everything. It must cover all that is used: enumerations are not in `QF_BV`. */
  readonly logic?: string;
  /** Options of Z3 by which it searches: of Horn clauses all of them are told, because they outlast a query. */
  readonly options?: readonly string[];
  /** Z3 is to solve it by its core at once, and not to try a chain of tactics on it first, which takes longer than most questions and solves some others alone. */
  readonly isDirect?: true;
  /** A name makes the assertion a candidate of the unsatisfiable core. Names may be any text. */
  readonly assertions: readonly Assertion[];
  /** Terms of which a model gives the values; none of them of an array sort. */
  readonly values?: readonly Term[];
  /** Predicates of which a model gives the definitions (Horn clauses), made of `terms`. */
  readonly predicates?: { readonly terms: Terms; readonly symbols: readonly FunctionSymbol[] };
}

export interface Assertion {
  readonly term: Term;
  readonly name?: string;
}

export interface Effort {
  /** The solver's own deterministic count (Z3's `rlimit`, cvc5's `rlimit-per`); absent: no limit. Counts of different solvers and builds differ. */
  readonly steps?: number;
  /** Wall clock, after which the solver is ended. Starting one is not counted. */
  readonly milliseconds: number;
  /** Mebibytes that the solver may hold. */
  readonly memory?: number;
}

export interface Definition {
  readonly function: FunctionSymbol;
  /** Symbols that stand for the arguments in `body`. */
  readonly parameters: readonly Symbol[];
  readonly body: Term;
}

/**
 * - `incomplete`: the solver says so itself; `steps`, `time`, `memory`: the effort was not enough
 * - `crash`: it ended; `garbage`: it said something else than an answer, an `(error …)` above all; `missing`: it is not there
 * - `unreadable`: there is a model, with something in it that has no term or value of ours
 * - `interrupted`: somebody asked to stop
 */
export type UnknownReason = "incomplete" | "steps" | "time" | "memory" | "crash" | "garbage" | "missing" | "unreadable" | "interrupted";

export type Answer =
  | { readonly kind: "sat"; readonly values: readonly ModelValue[]; readonly definitions: readonly Definition[] }
  /** `core`: names of assertions that are unsatisfiable together; absent if none was named. */
  | { readonly kind: "unsat"; readonly core?: readonly string[] }
  | { readonly kind: "unknown"; readonly reason: UnknownReason; readonly detail: string }
  /** Of several solvers some say `sat` and others `unsat`: a defect of theirs or of ours, never a verdict. */
  | { readonly kind: "disagreement"; readonly detail: string };

/** One solver. Asking waits for the answer: a judgement runs in a thread of its own. */
export interface Solver {
  /** As a verdict names it: `z3 5.1.0 (embedded)`, `z3 4.8.12`, `cvc5 1.0.3`. It is the solver who says its version, so that reading the name starts it. */
  readonly name: string;
  /** A fresh context for this query alone. Never throws for what a solver does: the next query works whatever became of this one. */
  readonly ask: (query: Query, effort: Effort) => Answer;
  /** The same in a process or thread of its own, which works while other things are asked. Its time is counted from when the answer is waited for. */
  readonly begin: (query: Query, effort: Effort) => Pending;
  /** A context that grows and shrinks, for the questions of one property. `name` is for the kept texts. */
  readonly open: (logic?: string, name?: string) => Dialogue;
  /** Ends threads and processes. What is asked afterwards starts them again. */
  readonly close: () => void;
}

/** A query that somebody works on. */
export interface Pending {
  /** Whether the answer is there. */
  readonly isAnswered: () => boolean;
  /** Waits for the answer, which is given once. */
  readonly answer: () => Answer;
  /** Ends it, where it was not answered. */
  readonly cancel: () => void;
}

/** What was asserted stays so even if the solver ends in between. */
export interface Dialogue {
  readonly assert: (term: Term) => void;
  readonly push: () => void;
  /** @throws Error without a `push` before it. */
  readonly pop: () => void;
  /** Is what is asserted, together with these Boolean terms, satisfiable? */
  readonly check: (assumptions: readonly Term[], values: readonly Term[], effort: Effort) => Answer;
  readonly close: () => void;
}

/** Takes the text of a query and its hash (SHA-256, hexadecimal). Equal queries have equal texts. */
export type Keep = (name: string, hash: string, text: string) => void;
