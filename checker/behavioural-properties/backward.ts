/** Least fixed points on the graph, backwards from a goal: what can be reached at all, and what some schedule reaches whatever the roles choose. */
import { present } from "../../calculus/present.ts";
import { beyond, type StepGraph } from "./step-graph.ts";

/** The steps into each configuration: those into c are `edges[at[c]]` up to, not including, `edges[at[c + 1]]`. */
interface Incoming {
  readonly at: Int32Array;
  readonly edges: Int32Array;
}

const incomingOf = new WeakMap<StepGraph, Incoming>();

function incoming(graph: StepGraph): Incoming {
  const known = incomingOf.get(graph);
  if (known !== undefined) return known;
  const { count, targetOf } = graph;
  const at = new Int32Array(count + 2);
  for (const target of targetOf) if (target !== beyond) at[target + 2] = present(at[target + 2]) + 1;
  for (let place = 2; place < at.length; place++) at[place] = present(at[place]) + present(at[place - 1]);
  const edges = new Int32Array(present(at[count + 1]));
  for (let edge = 0; edge < targetOf.length; edge++) {
    const target = present(targetOf[edge]);
    if (target === beyond) continue;
    const place = present(at[target + 1]);
    edges[place] = edge;
    at[target + 1] = place + 1;
  }
  const built = { at, edges };
  incomingOf.set(graph, built);
  return built;
}

/**
 * μY.(goal ∨ ⟨t⟩Y), by configuration. Steps beyond what is stored are taken to reach the goal, so that a 0 is certain and a 1 is so only on whole graphs. Linear.
 */
export function canReach(graph: StepGraph, goal: Uint8Array): Uint8Array {
  return backward(graph, goal, (edge, reached) => {
    reached(present(graph.sourceOf[edge]));
  });
}

/**
 * μY.(goal ∨ ∃r.(⟨t(r,·)⟩⊤ ∧ [t(r,·)]Y)), by configuration: a schedule picks the role that acts, the role picks what it does. Steps beyond what is stored are
 * taken to reach the goal. Linear.
 */
export function canSchedule(graph: StepGraph, goal: Uint8Array): Uint8Array {
  const turns = turnsOf(graph);
  const left = Int32Array.from(turns.sizes);
  return backward(graph, goal, (edge, reached) => {
    const turn = present(turns.of[edge]);
    left[turn] = present(left[turn]) - 1;
    if (left[turn] === 0) reached(present(graph.sourceOf[edge]));
  });
}

function backward(graph: StepGraph, goal: Uint8Array, onEdge: (edge: number, reached: (configuration: number) => void) => void): Uint8Array {
  const { at, edges } = incoming(graph);
  const won = new Uint8Array(graph.count);
  const waiting: number[] = [];
  const reached = (configuration: number): void => {
    if (won[configuration] === 1) return;
    won[configuration] = 1;
    waiting.push(configuration);
  };
  for (let configuration = 0; configuration < graph.count; configuration++) if (goal[configuration] === 1) reached(configuration);
  if (graph.cut !== undefined) for (const [edge, target] of graph.targetOf.entries()) if (target === beyond) onEdge(edge, reached);
  for (let configuration = waiting.pop(); configuration !== undefined; configuration = waiting.pop()) {
    for (let place = present(at[configuration]); place < present(at[configuration + 1]); place++) onEdge(present(edges[place]), reached);
  }
  return won;
}

/** The steps of one configuration that are one role's choice are a turn. */
export interface Turns {
  /** By step. */
  readonly of: Int32Array;
  readonly sizes: readonly number[];
}

const turnsByGraph = new WeakMap<StepGraph, Turns>();

/** The turns of a graph. Linear. */
export function turnsOf(graph: StepGraph): Turns {
  const known = turnsByGraph.get(graph);
  if (known !== undefined) return known;
  const { actions, actionOf, sourceOf } = graph;
  const of = new Int32Array(actionOf.length);
  const sizes: number[] = [];
  let [source, actor] = [-1, -1];
  for (let edge = 0; edge < actionOf.length; edge++) {
    const acting = present(actions[present(actionOf[edge])]).actor;
    if (sourceOf[edge] !== source || acting !== actor) sizes.push(0);
    [source, actor] = [present(sourceOf[edge]), acting];
    of[edge] = sizes.length - 1;
    sizes[sizes.length - 1] = present(sizes.at(-1)) + 1;
  }
  const built = { of, sizes };
  turnsByGraph.set(graph, built);
  return built;
}
