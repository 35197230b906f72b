/**
 * Which properties of whole runs fail on a small graph of moments, by the definitions: every set of steps that a run could take for ever is tried, and of
 * each it is asked whether it is fair and how the run can come to it. Exponential in the number of steps.
 */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { beyond, nobody, type MomentGraph, type RunProperty } from "../../checker/liveness/index.ts";

interface Step {
  readonly source: number;
  readonly target: number;
  readonly action: number;
}

/** The steps of a graph that are followed. */
function stepsOf({ moments, offsets, targets, actionOf }: MomentGraph): readonly Step[] {
  const steps: Step[] = [];
  for (let source = 0; source < moments; source += 1) {
    for (let step = present(offsets[source]); step < present(offsets[source + 1]); step += 1) {
      const target = present(targets[step]);
      if (target !== beyond) steps.push({ source, target, action: present(actionOf[step]) });
    }
  }
  return steps;
}

/** Moments that can be reached from these by steps between moments that are allowed. */
function reachable(from: Iterable<number>, steps: readonly Step[], isAllowed: (moment: number) => boolean): ReadonlySet<number> {
  const reached = new Set([...from].filter(isAllowed));
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    for (const { source, target } of steps) if (reached.has(source) && isAllowed(target)) reached.add(target);
  }
  return reached;
}

/** The sets of moments that some fair run visits for ever, with all that it then takes. */
export function endlessVisits(graph: MomentGraph, fairness: Fairness): readonly ReadonlySet<number>[] {
  const steps = stepsOf(graph);
  const found: ReadonlySet<number>[] = [];
  for (let bits = 1; bits < 2 ** steps.length; bits += 1) {
    const taken = steps.filter((_, index) => (bits & (1 << index)) !== 0);
    const visited = new Set(taken.flatMap(({ source, target }) => [source, target]));
    const isRound = [...visited].every(
      (moment) => reachable([moment], taken, () => true).size === visited.size && taken.some(({ source }) => source === moment),
    );
    if (isRound && isFair(graph, visited, new Set(taken.map(({ action }) => action)), fairness)) found.push(visited);
  }
  return found;
}

function isFair({ offsets, actionOf }: MomentGraph, visited: ReadonlySet<number>, taken: ReadonlySet<number>, fairness: Fairness): boolean {
  if (fairness === "no-fairness") return true;
  const possible = [...visited].map((moment) => new Set(actionOf.subarray(offsets[moment], offsets[moment + 1])));
  const owed = [...new Set(possible.flatMap((actions) => [...actions]))].filter((action) => {
    const where = possible.filter((actions) => actions.has(action)).length;
    return action !== nobody && (fairness === "strong-fairness" ? where > 0 : where === possible.length);
  });
  return owed.every((action) => taken.has(action));
}

/** Whether some fair run contradicts the property, by what the property says. */
export function failsByDefinition(graph: MomentGraph, shape: RunProperty["shape"], visits: readonly ReadonlySet<number>[]): boolean {
  const steps = stepsOf(graph);
  const holds = (atom: number, moment: number): boolean => graph.truth[moment * graph.atoms + atom] === 1;
  const everything = (): boolean => true;
  /** Whether a fair run goes on from one of these through allowed moments only. */
  const goesOn = (from: Iterable<number>, isAllowed: (moment: number) => boolean): boolean => {
    const reached = reachable(from, steps, isAllowed);
    return visits.some((visited) => [...visited].every((moment) => reached.has(moment)));
  };
  const [firstFails, secondFails] = [(moment: number) => !holds(0, moment), (moment: number) => !holds(1, moment)];
  switch (shape) {
    case "eventually":
      return goesOn(graph.initial, firstFails);
    case "leads-to":
      return [...reachable(graph.initial, steps, everything)].some((moment) => holds(0, moment) && goesOn([moment], secondFails));
    case "until": {
      if (goesOn(graph.initial, secondFails)) return true;
      const upTo = reachable(graph.initial, steps, (moment) => holds(0, moment) && secondFails(moment));
      const broken = [...graph.initial, ...steps.flatMap(({ source, target }) => (upTo.has(source) ? [target] : []))];
      return goesOn(
        broken.filter((moment) => firstFails(moment) && secondFails(moment)),
        everything,
      );
    }
  }
}
