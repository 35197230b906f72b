/** Complete fair runs that stay in a part of the graph: they end where nobody can move, or go round for ever. */
import { present } from "../../calculus/present.ts";
import { fairComponents } from "./fair-components.ts";
import { fairCycle, pathBy } from "./fair-cycle.ts";
import type { Fairness } from "./items.ts";
import type { StepGraph } from "./step-graph.ts";
import { staysIn, type Part } from "./strongly-connected.ts";

const stuckByGraph = new WeakMap<StepGraph, readonly number[]>();

/** Where nobody can move. */
export function stuckConfigurations(graph: StepGraph): readonly number[] {
  let stuck = stuckByGraph.get(graph);
  if (stuck === undefined) {
    const { count, first } = graph;
    const all: number[] = [];
    for (let configuration = 0; configuration < count; configuration++) if (first[configuration] === first[configuration + 1]) all.push(configuration);
    stuckByGraph.set(graph, (stuck = all));
  }
  return stuck;
}

/** Steps from `start`, and then the round; empty where nobody can move at the end. */
export interface FoundRun {
  readonly start: number;
  readonly path: readonly number[];
  readonly cycle: readonly number[];
}

/** A complete fair run from one of the roots that never leaves the part; finite runs are fair. Of those, one that soon ends or soon comes to its round. */
export function fairRun(graph: StepGraph, part: Part, roots: readonly number[], fairness: Fairness): FoundRun | undefined {
  const { first, count, targetOf } = graph;
  const rounds = fairComponents(graph, part, roots, fairness);
  if (rounds.length === 0 && !stuckConfigurations(graph).some((configuration) => part.labels[configuration] === part.name)) return undefined;
  const byName = new Map(rounds.map((round) => [round.name, round]));
  const roundAt = (configuration: number): Part | undefined => rounds[0] && byName.get(present(rounds[0].labels[configuration]));
  const by = new Map<number, number>();
  for (const root of roots) if (root < count && part.labels[root] === part.name) by.set(root, -1);
  for (const configuration of by.keys()) {
    const isStuck = first[configuration] === first[configuration + 1];
    const round = isStuck ? undefined : roundAt(configuration);
    if (isStuck || round !== undefined) {
      const last = present(by.get(configuration));
      const path = last < 0 ? [] : pathBy(graph, by, last);
      const start = path[0] === undefined ? configuration : present(graph.sourceOf[path[0]]);
      return { start, path, cycle: round === undefined ? [] : fairCycle(graph, round, configuration, fairness) };
    }
    for (let edge = present(first[configuration]); edge < present(first[configuration + 1]); edge++) {
      const target = present(targetOf[edge]);
      if (staysIn(graph, part, edge) && !by.has(target)) by.set(target, edge);
    }
  }
  return undefined;
}
