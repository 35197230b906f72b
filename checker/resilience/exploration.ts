/** All configurations of the replay machine, breadth first: runs to what is found are as short as any. */
import type { Chooser } from "../../calculus/semantics/index.ts";
import { isReplayFault } from "../../interpreter/recovery/index.ts";
import type { ReplayConfiguration, ReplayStep, ReplaySystem } from "../../interpreter/recovery/index.ts";

export interface ReplayExploration {
  readonly configurations: readonly ReplayConfiguration[];
  /** Who came to it first, and by which step; -1 for the initial one. */
  readonly parents: readonly number[];
  readonly arrivals: readonly (ReplayStep<ReplayConfiguration> | undefined)[];
  /** Those in which only faults can happen. */
  readonly quiescent: readonly number[];
  readonly transitions: number;
  /** Absent: all configurations were reached. */
  readonly limit?: string;
}

export interface ReplayLimits {
  readonly maxStates: number;
  /** States that were explored before and count as well: from other initial configurations. */
  readonly before?: number;
  readonly shouldStop?: () => string | undefined;
}

/**
 * Explores from one initial configuration. Linear in the transitions.
 * @param isEnough told of every new configuration; the exploration ends where it is true.
 */
export function exploreReplay(
  system: ReplaySystem,
  initial: ReplayConfiguration,
  chooser: Chooser,
  { maxStates, before = 0, shouldStop }: ReplayLimits,
  isEnough: (configuration: ReplayConfiguration, number: number) => boolean = () => false,
): ReplayExploration {
  const told = `the limit of ${String(maxStates)} states was reached`;
  if (before >= maxStates) return { configurations: [], parents: [], arrivals: [], quiescent: [], transitions: 0, limit: told };
  const configurations: ReplayConfiguration[] = [initial];
  const parents = [-1];
  const arrivals: (ReplayStep<ReplayConfiguration> | undefined)[] = [undefined];
  const numbers = new Map([[system.key(initial), 0]]);
  const quiescent: number[] = [];
  let transitions = 0;
  let limit: string | undefined;
  let isDone = isEnough(initial, 0);
  for (let next = 0; next < configurations.length && !isDone && limit === undefined; next += 1) {
    const configuration = configurations[next] as ReplayConfiguration;
    let isQuiescent = true;
    for (const step of system.steps(configuration, chooser)) {
      transitions += 1;
      if (!isReplayFault(step.label)) isQuiescent = false;
      const key = system.key(step.target);
      if (numbers.has(key)) continue;
      if (before + configurations.length >= maxStates) {
        limit = told;
        break;
      }
      numbers.set(key, configurations.length);
      configurations.push(step.target);
      parents.push(next);
      arrivals.push(step);
      if (isEnough(step.target, configurations.length - 1)) isDone = true;
    }
    if (isQuiescent) quiescent.push(next);
    if ((next & 255) === 0) limit ??= shouldStop?.();
  }
  return { configurations, parents, arrivals, quiescent, transitions, ...(limit === undefined ? {} : { limit }) };
}

/** The steps from the initial configuration to this one. */
export function runTo({ parents, arrivals }: ReplayExploration, number: number): readonly ReplayStep<ReplayConfiguration>[] {
  const steps: ReplayStep<ReplayConfiguration>[] = [];
  for (let at = number; at > 0; at = parents[at] ?? -1) {
    const step = arrivals[at];
    if (step !== undefined) steps.push(step);
  }
  return steps.reverse();
}
