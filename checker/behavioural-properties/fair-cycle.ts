/** A round through a strongly connected part that is fair when it is repeated for ever. */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "./items.ts";
import type { StepGraph } from "./step-graph.ts";
import { staysIn, type Part } from "./strongly-connected.ts";

/**
 * Steps from a configuration of the part back to it. A shortest round first; then it is made longer as long as it neglects an action. The part must be one of
 * `fairComponents` for the same fairness.
 */
export function fairCycle(graph: StepGraph, part: Part, entry: number, fairness: Fairness): readonly number[] {
  const back = (from: number): readonly number[] => walk(graph, part, from, (edge) => graph.targetOf[edge] === entry);
  let round = back(entry);
  for (let action = neglectedBy(graph, round, fairness); action !== undefined; action = neglectedBy(graph, round, fairness)) {
    const wanted = action;
    const away = walk(graph, part, entry, (edge) => {
      const target = present(graph.targetOf[edge]);
      return graph.actionOf[edge] === wanted || (fairness === "weak-fairness" && !actionsAt(graph, target).includes(wanted));
    });
    const reached = present(graph.targetOf[present(away.at(-1))]);
    round = [...round, ...away, ...(reached === entry ? [] : back(reached))];
  }
  return round;
}

/** An action that the round must take, and does not. */
function neglectedBy(graph: StepGraph, round: readonly number[], fairness: Fairness): number | undefined {
  if (fairness === "no-fairness") return undefined;
  const taken = new Set(round.map((edge) => present(graph.actionOf[edge])));
  const visited = [...new Set(round.map((edge) => present(graph.sourceOf[edge])))].map((configuration) => new Set(actionsAt(graph, configuration)));
  const candidates = fairness === "strong-fairness" ? new Set(visited.flatMap((actions) => [...actions])) : present(visited[0]);
  const isWanted = (action: number): boolean => fairness === "strong-fairness" || visited.every((actions) => actions.has(action));
  return [...candidates].find((action) => !taken.has(action) && isWanted(action));
}

function actionsAt({ actionOf, first }: StepGraph, configuration: number): readonly number[] {
  return [...actionOf.subarray(first[configuration], first[configuration + 1])];
}

/** A shortest walk in the part whose last step is wanted. */
function walk(graph: StepGraph, part: Part, from: number, isWanted: (edge: number) => boolean): readonly number[] {
  const by = new Map<number, number>([[from, -1]]);
  for (const configuration of by.keys()) {
    for (let edge = present(graph.first[configuration]); edge < present(graph.first[configuration + 1]); edge++) {
      if (!staysIn(graph, part, edge)) continue;
      if (isWanted(edge)) return pathBy(graph, by, edge);
      const target = present(graph.targetOf[edge]);
      if (!by.has(target)) by.set(target, edge);
    }
  }
  throw new Error("a strongly connected part has no way to what it has");
}

/** The steps to and with the last one, by the steps that first reached each configuration. */
export function pathBy({ sourceOf }: StepGraph, by: ReadonlyMap<number, number>, last: number): readonly number[] {
  const steps: number[] = [];
  for (let edge = last; edge >= 0; edge = present(by.get(present(sourceOf[edge])))) steps.push(edge);
  return steps.reverse();
}
