/**
 * What can be brought about from every configuration that an abstract one stands for: we choose the steps, and whatever the abstraction does not know is against
 * us. Receiving from a queue again and again without sending to it comes to an end, since queues are finite (docs/compatibility.md, with the proof).
 */
import { present } from "../../calculus/present.ts";
import type { AbstractGraph, AbstractStep } from "./queue-abstraction.ts";
import type { Move } from "./component.ts";

/** The abstract configurations from which a step that is wanted can be brought about. Linear for each round, channel and shrinking of a candidate set. */
export function guaranteed(graph: AbstractGraph, isWanted: (move: Move) => boolean): (configuration: number) => boolean {
  const sure = attracted(
    graph,
    () => false,
    isWanted,
    () => true,
  );
  for (let before = -1, size = count(sure); before !== size;) {
    before = size;
    for (const channel of graph.component.channels.keys()) {
      const drained = draining(graph, sure, channel);
      for (const [configuration, isIn] of drained.entries()) if (isIn === 1) sure[configuration] = 1;
    }
    const more = attracted(
      graph,
      (configuration) => sure[configuration] === 1,
      isWanted,
      () => true,
    );
    sure.set(more);
    size = count(sure);
  }
  return (configuration) => sure[configuration] === 1;
}

/** The configurations from which some step that is wanted, or one whose outcomes all are among the goals, can be brought about by steps that are allowed. */
function attracted(
  { steps }: AbstractGraph,
  isGoal: (configuration: number) => boolean,
  isWanted: (move: Move) => boolean,
  isAllowed: (move: Move) => boolean,
): Uint8Array {
  const sure = new Uint8Array(steps.length);
  const uses: { readonly configuration: number; open: number }[][] = steps.map(() => []);
  const pending: number[] = [];
  const add = (configuration: number): void => {
    if (sure[configuration] === 1) return;
    sure[configuration] = 1;
    pending.push(configuration);
  };
  for (const [configuration, own] of steps.entries()) {
    if (isGoal(configuration)) add(configuration);
    for (const { move, outcomes } of own) {
      if (isWanted(move)) add(configuration);
      else if (isAllowed(move)) {
        const use = { configuration, open: outcomes.length };
        for (const outcome of outcomes) present(uses[outcome]).push(use);
      }
    }
  }
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const use of present(uses[at])) {
      use.open -= 1;
      if (use.open === 0) add(use.configuration);
    }
  }
  return sure;
}

/**
 * The configurations from which the sure ones are reached by receiving from one queue until something else is the case, with other steps in between that do not
 * send to it: the largest set from each of which such a receive, with outcomes in the set or sure, can be brought about.
 */
function draining({ steps, component }: AbstractGraph, sure: Uint8Array, channel: number): Uint8Array {
  let candidates = sure.map((isSure) => 1 - isSure);
  for (;;) {
    const isIn = (configuration: number): boolean => sure[configuration] === 1 || candidates[configuration] === 1;
    const drains = ({ move, outcomes }: AbstractStep): boolean => !move.sends && move.channel === channel && outcomes.every(isIn);
    const starts = steps.map((own, configuration) => sure[configuration] === 1 || own.some(drains));
    const graph = { steps, component } as AbstractGraph;
    const reached = attracted(
      graph,
      (configuration) => starts[configuration] === true,
      () => false,
      (move) => !(move.channel === channel),
    );
    const fewer = candidates.map((isCandidate, configuration) => (isCandidate === 1 && reached[configuration] === 1 ? 1 : 0));
    if (count(fewer) === count(candidates)) return fewer;
    candidates = fewer;
  }
}

function count(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}
