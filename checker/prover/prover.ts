/** The seam: an obligation goes in, an outcome comes out. The checks that need a prover see no more of it than this. */
import type { Value } from "../../calculus/core/index.ts";
import type { OracleAnswer } from "../../calculus/values/index.ts";
import type { Claim, Obligation, Place } from "./obligation.ts";
import type { OwnPlace } from "./places.ts";

export interface ProofEffort {
  /** Wall clock for each question to a solver. */
  readonly milliseconds: number;
  /** Executions of stages that are looked at one by one. */
  readonly executions: number;
}

/** What a stage came to. */
export type StageEnd =
  | { readonly kind: "completed"; readonly store: ReadonlyMap<OwnPlace, Value> }
  /** `store`: as it was then. */
  | { readonly kind: "failed"; readonly reason: string; readonly store: ReadonlyMap<OwnPlace, Value> }
  /** A stage that it reads from failed. */
  | { readonly kind: "not-reached" };

export interface StageRun {
  readonly name: string;
  readonly end: StageEnd;
  /** What was chosen on the way, in order: `Shop.key := 3`, `branch 2`. */
  readonly choices: readonly string[];
}

/** Inputs for which a claim fails, evaluated. With a `match` its run is one of those that do not match. */
export interface Violation {
  readonly inputs: ReadonlyMap<Place, Value>;
  readonly answers: readonly OracleAnswer[];
  readonly stages: readonly StageRun[];
  /** The first that fails. */
  readonly claim: Claim;
}

export type ProofOutcome = { /** Who says so: `exhaustive evaluation`, `symbolic execution, words, z3 4.8.12`. */ readonly method: string } & (
  | { readonly kind: "proved" }
  | { readonly kind: "violated"; readonly violation: Violation }
  /** Nothing contradicts it, and nothing could. */
  | { readonly kind: "vacuous"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string }
  /** A model of a solver that evaluation does not confirm: a mistake of ours or of the solver's. */
  | { readonly kind: "disagreement"; readonly reason: string }
);

export interface Prover {
  /** Never throws for what the obligation says: what it has no answer for is `unknown`. */
  readonly prove: (obligation: Obligation, effort: ProofEffort) => ProofOutcome;
}

export const defaultProofEffort: ProofEffort = { milliseconds: 20_000, executions: 200_000 };
