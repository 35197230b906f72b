/** Schedulers decide which of the enabled steps of a run is taken. A scheduler is a value: deciding gives the scheduler of the rest of the run. */
import { isFault } from "../../calculus/semantics/index.ts";
import type { Step } from "../../calculus/semantics/index.ts";

/** What a scheduler may look at: labels, rules and sites of the enabled steps, in the order of the transition system. Never the target. */
export type Candidate = Pick<Step<unknown>, "label" | "rules" | "site">;

export type Decision =
  | { readonly kind: "take"; readonly index: number; readonly next: Scheduler }
  /** `misfit`: the schedule asks for a step that does not exist, so it is no schedule of this program. */
  | { readonly kind: "stop"; readonly reason: string; readonly misfit: boolean };

export interface Scheduler {
  /** How a person asks for it again: `random`, `starving:Seller`, `script:0,2,1`. */
  readonly name: string;
  /** Picks one of the candidates by its index, or ends the run. A function of the scheduler and the candidates alone; stops when there are none. */
  readonly decide: (candidates: readonly Candidate[]) => Decision;
}

/** The decision to take the candidate at `index` and to go on with `next`. */
export function take(index: number, next: Scheduler): Decision {
  return { kind: "take", index, next };
}

/** The decision to end the run. */
export function stopRun(reason: string): Decision {
  return { kind: "stop", reason, misfit: false };
}

/** The decision to end the run because the schedule asks for what is not there. */
export function misfit(reason: string): Decision {
  return { kind: "stop", reason, misfit: true };
}

/** The positions of the candidates that are moves of the program, not faults. */
export function movesAmong(candidates: readonly Candidate[]): readonly number[] {
  return candidates.flatMap(({ label }, index) => (isFault(label) ? [] : [index]));
}

/** What every scheduler says when nothing is enabled. */
export const nothingEnabled: Decision = stopRun("no step is enabled");
