/** The decisions of the search for fair accepted runs that are easily got wrong, as one record: the suite of theorems replaces them one by one. */
import type { Fairness } from "../../calculus/syntax/index.ts";

export interface RunParts {
  /** The fairness that is assumed where this one is asked for. */
  readonly assumed: (fairness: Fairness) => Fairness;
  /** How many of the acceptance sets of an automaton a component must meet. */
  readonly demanded: (sets: number) => number;
  /** Whether the last moment of a run that is over is repeated for ever, so that finite runs count. */
  readonly repeatsLastMoment: boolean;
}

export const usualRunParts: RunParts = { assumed: (fairness) => fairness, demanded: (sets) => sets, repeatsLastMoment: true };
