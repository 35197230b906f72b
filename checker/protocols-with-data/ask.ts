/** Who is asked, and how much. */
import type { Effort, Solver } from "../smt/solver/index.ts";

export interface Asking {
  readonly solver: Solver;
  readonly effort: Effort;
  /** Moves of the longest runs that are looked at. */
  readonly longest: number;
  readonly shouldStop: () => string | undefined;
}
