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
  /** Where the steps of each configuration lead. */
  readonly successors: readonly (readonly number[])[];
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
 * @param chooser answers a question always alike.
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
  if (before >= maxStates) return { configurations: [], parents: [], arrivals: [], quiescent: [], transitions: 0, successors: [], limit: told };
  const configurations: ReplayConfiguration[] = [initial];
  const parents = [-1];
  const arrivals: (ReplayStep<ReplayConfiguration> | undefined)[] = [undefined];
  const numbers = new Map([[system.key(initial), 0]]);
  const quiescent: number[] = [];
  const successors: number[][] = [];
  let transitions = 0;
  const stepsOf = system.remembering(chooser);
  let limit: string | undefined;
  let isDone = isEnough(initial, 0);
  for (let next = 0; next < configurations.length && !isDone && limit === undefined; next += 1) {
    const configuration = configurations[next] as ReplayConfiguration;
    let isQuiescent = true;
    const own: number[] = [];
    successors.push(own);
    for (const step of stepsOf(configuration)) {
      transitions += 1;
      if (!isReplayFault(step.label)) isQuiescent = false;
      const key = system.key(step.target);
      const known = numbers.get(key);
      own.push(known ?? configurations.length);
      if (known !== undefined) continue;
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
  return { configurations, parents, arrivals, quiescent, transitions, successors, ...(limit === undefined ? {} : { limit }) };
}

/** Whether no configuration comes again: then every run comes to an end. Linear in the transitions. */
export function isAcyclic({ configurations, successors }: ReplayExploration): boolean {
  const coming = configurations.map(() => 0);
  for (const own of successors) for (const target of own) coming[target] = (coming[target] ?? 0) + 1;
  const open = [...coming.keys()].filter((number) => coming[number] === 0);
  let left = configurations.length;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    left -= 1;
    for (const target of successors[next] ?? []) {
      const count = (coming[target] ?? 0) - 1;
      coming[target] = count;
      if (count === 0) open.push(target);
    }
  }
  return left === 0;
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
