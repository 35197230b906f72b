/**
 * Where a run can go round for ever and be fair: strongly connected parts in which no action is neglected. For strong fairness configurations with neglected
 * actions are struck and the rest is decomposed again (Streett's condition; Emerson and Lei, Science of Computer Programming 8, 1987).
 */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "./items.ts";
import type { StepGraph } from "./step-graph.ts";
import { cyclicComponents, staysIn, visitsFor, type Part } from "./strongly-connected.ts";

/** Whether a round that visits all of a part has to take an action that is possible at `where` of the configurations of the part. */
type Wants = (where: number, all: number) => boolean;

const wants: Readonly<Record<Fairness, Wants>> = {
  "no-fairness": () => false,
  "weak-fairness": (where, all) => where === all,
  "strong-fairness": (where) => where > 0,
};

/**
 * Strongly connected parts of a part, reached from the roots in it, each with a fair run that visits all of it for ever; as parts of the graph. None is found
 * exactly if there is no fair run that stays in the part. Linear for weak fairness; for strong fairness times the number of actions.
 */
export function fairComponents(graph: StepGraph, part: Part, roots: Iterable<number>, fairness: Fairness): readonly Part[] {
  const visits = visitsFor(graph);
  const labels = new Int32Array(graph.count);
  const found: Part[] = [];
  const waiting: { readonly part: Part; readonly roots: Iterable<number> }[] = [{ part, roots }];
  let name = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const component of cyclicComponents(graph, next.part, next.roots, visits)) {
      name += 1;
      const inner: Part = { ...part, labels, name };
      for (const configuration of component) labels[configuration] = name;
      const isNeglected = neglected(graph, inner, component, wants[fairness]);
      if (isNeglected === undefined) {
        found.push(inner);
        continue;
      }
      if (fairness !== "strong-fairness") continue;
      const kept = component.filter((configuration) => !hasAction(graph, configuration, isNeglected));
      name += 1;
      for (const configuration of kept) labels[configuration] = name;
      if (kept.length > 0) waiting.push({ part: { ...part, labels, name }, roots: kept });
    }
  }
  return found;
}

/** By action: whether it is wanted and no step of the component takes it; undefined if there is none such. */
function neglected(graph: StepGraph, part: Part, component: readonly number[], isWanted: Wants): Uint8Array | undefined {
  const { actions, actionOf, first } = graph;
  const possible = new Int32Array(actions.length);
  const lastSeen = new Int32Array(actions.length).fill(-1);
  const taken = new Uint8Array(actions.length);
  for (const configuration of component) {
    for (let edge = present(first[configuration]); edge < present(first[configuration + 1]); edge++) {
      const action = present(actionOf[edge]);
      if (lastSeen[action] !== configuration) possible[action] = present(possible[action]) + 1;
      lastSeen[action] = configuration;
      if (staysIn(graph, part, edge)) taken[action] = 1;
    }
  }
  const isNeglected = possible.map((where, action) => (taken[action] === 0 && isWanted(where, component.length) ? 1 : 0));
  return isNeglected.includes(1) ? Uint8Array.from(isNeglected) : undefined;
}

function hasAction({ actionOf, first }: StepGraph, configuration: number, isOne: Uint8Array): boolean {
  for (let edge = present(first[configuration]); edge < present(first[configuration + 1]); edge++) if (isOne[present(actionOf[edge])] === 1) return true;
  return false;
}
