/**
 * Exhaustive breadth-first exploration of a state space: one exploration serves all targets, the first run found for each is a shortest one in moves,
 * and the order is a function of the space alone. Limits are results, not errors. Clarke, Grumberg and Peled, Model Checking, 1999.
 */
import type { Move, StateFacts, StateSpace, TakenStep, Waiting } from "./state-space.ts";
import type { Sighting, Target } from "./target.ts";

export interface ExplorationLimits {
  readonly maxStates: number;
  /** In moves. */
  readonly maxDepth?: number;
  /** Estimated bytes. */
  readonly memory: number;
  /** Asked now and then; a text ends the exploration and says why. The only way in for clocks and signals. */
  readonly shouldStop?: () => string | undefined;
}

/** Why an exploration ended. `decided`: every target was reached, the rest was not looked at. */
export type Ending =
  | { readonly kind: "complete" }
  | { readonly kind: "decided" }
  | { readonly kind: "depth"; readonly limit: number }
  | { readonly kind: "limit"; readonly reason: string }
  | { readonly kind: "interrupted"; readonly reason: string };

/** A run to a sighting: the initial state it starts from, and its steps. */
export interface FoundRun {
  readonly sighting: Sighting;
  readonly initial: number;
  readonly steps: readonly TakenStep[];
}

export interface Exploration<Name> {
  readonly found: ReadonlyMap<Name, FoundRun>;
  readonly ending: Ending;
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** Roles that wait in some state in which nobody moves any more, with whom they wait for. */
  readonly waiting: readonly Waiting[];
  /** Every run is cut off: it ends in a state in which a false assumption stopped a role and nobody finished. */
  readonly isCutOff: boolean;
}

interface Node {
  readonly parent: number;
  readonly steps: readonly TakenStep[];
  readonly depth: number;
}

/** Bytes that a state takes besides its key, as measured with small models. */
const bytesPerState = 400;
/** `shouldStop` is asked once for so many states. */
const statesBetweenQuestions = 64;

/** Explores `space` until everything is seen, every target is reached, or a limit is. Time and space linear in the moves explored. */
export function explore<State, Name>(space: StateSpace<State>, targets: ReadonlyMap<Name, Target>, limits: ExplorationLimits): Exploration<Name> {
  const nodes: Node[] = [];
  const successors: number[][] = [];
  const indices = new Map<string, number>();
  let frontier: State[] = [];
  const found = new Map<Name, FoundRun>();
  const open = new Map(targets);
  const waiting = new Map<string, Waiting>();
  let [transitions, finalStates, bytes, initialStates] = [0, 0, 0, 0];
  let everyEndIsCutOff = true;
  let wasCutByDepth = false;

  const pathTo = (index: number): { readonly initial: number; readonly steps: readonly TakenStep[] } => {
    const parts: (readonly TakenStep[])[] = [];
    let node = index;
    for (;;) {
      const { parent, steps } = nodes[node]!;
      if (parent < 0) return { initial: node, steps: parts.reverse().flat() };
      parts.push(steps);
      node = parent;
    }
  };

  /** Asks every open target; `steps` are those after the state `from`, which is -1 - i for the initial state i. */
  const look = (ask: (target: Target) => Sighting | undefined, from: number, steps: readonly TakenStep[]): void => {
    for (const [name, target] of open) {
      const sighting = ask(target);
      if (sighting === undefined) continue;
      const path = from < 0 ? { initial: -1 - from, steps: [] } : pathTo(from);
      found.set(name, { sighting, initial: path.initial, steps: [...path.steps, ...steps] });
      open.delete(name);
    }
  };

  /** The index of the state, and whether it is new. */
  const enter = (state: State, node: Node): number => {
    const key = space.key(state);
    const known = indices.get(key);
    if (known !== undefined) return known;
    const index = nodes.length;
    indices.set(key, index);
    nodes.push(node);
    successors.push([]);
    frontier.push(state);
    bytes += 2 * key.length + bytesPerState;
    return index;
  };

  const follow = (move: Move<State>, from: number): void => {
    transitions += 1;
    const known = nodes.length;
    const steps = move.moments.map(({ step }) => step);
    const index = enter(move.target, { parent: from, steps, depth: nodes[from]!.depth + 1 });
    successors[from]!.push(index);
    move.moments.forEach(({ step, scene }, position) => {
      const upToHere = position === steps.length - 1 ? steps : steps.slice(0, position + 1);
      const isSeen = position === steps.length - 1 && index < known;
      look((target) => target.atMoment?.(scene, step.label) ?? (isSeen ? undefined : target.atScene?.(scene)), from, upToHere);
    });
  };

  const assess = (facts: StateFacts, isCutOff: boolean, index: number): void => {
    if (facts.isFinal) finalStates += 1;
    for (const one of facts.waiting) waiting.set(`${one.role} ${one.for}`, one);
    if (facts.isTerminal && !isCutOff) everyEndIsCutOff = false;
    look((target) => target.atState?.(facts), index, []);
  };

  const finish = (ending: Ending): Exploration<Name> => ({
    found,
    ending,
    states: nodes.length,
    transitions,
    initialStates,
    finalStates,
    waiting: [...waiting.values()],
    isCutOff: ending.kind === "complete" && initialStates > 0 && everyEndIsCutOff && isAcyclic(successors),
  });

  for (const state of space.initial()) {
    const before = nodes.length;
    const index = enter(state, { parent: -1, steps: [], depth: 0 });
    if (index < before) continue;
    initialStates += 1;
    const scene = space.scene(state);
    look((target) => target.atMoment?.(scene, undefined) ?? target.atScene?.(scene), -1 - index, []);
  }
  for (let index = 0; index < nodes.length;) {
    const layer = frontier;
    frontier = [];
    for (const state of layer) {
      if (targets.size > 0 && open.size === 0) return finish({ kind: "decided" });
      if (nodes.length > limits.maxStates) return finish({ kind: "limit", reason: `the limit of ${String(limits.maxStates)} states was reached` });
      if (bytes > limits.memory) return finish({ kind: "limit", reason: `the memory limit of ${String(limits.memory)} bytes was reached` });
      const reason = index % statesBetweenQuestions === 0 ? limits.shouldStop?.() : undefined;
      if (reason !== undefined) return finish({ kind: "interrupted", reason });
      const moves = space.moves(state);
      assess(space.facts(state, moves), isCutOffHere(space, state), index);
      if (limits.maxDepth !== undefined && nodes[index]!.depth >= limits.maxDepth) wasCutByDepth ||= moves.length > 0;
      else for (const move of moves) follow(move, index);
      index += 1;
    }
  }
  if (targets.size > 0 && open.size === 0) return finish({ kind: "decided" });
  return finish(wasCutByDepth && limits.maxDepth !== undefined ? { kind: "depth", limit: limits.maxDepth } : { kind: "complete" });
}

/** A false assumption stopped somebody here, and nobody is finished. */
function isCutOffHere<State>(space: StateSpace<State>, state: State): boolean {
  const scene = space.scene(state);
  const { stopped, store } = scene.world;
  if (![...stopped.values()].includes("assumption")) return false;
  return [...store.keys()].every((role) => stopped.has(role) || !scene.isAtEnd(role));
}

/** Whether a graph has no cycle: Kahn, Topological sorting of large networks, CACM 1962. */
function isAcyclic(successors: readonly (readonly number[])[]): boolean {
  const incoming = new Array<number>(successors.length).fill(0);
  for (const targets of successors) for (const target of targets) incoming[target]! += 1;
  const free = incoming.flatMap((count, index) => (count === 0 ? [index] : []));
  let removed = 0;
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    removed += 1;
    for (const target of successors[next]!) if ((incoming[target]! -= 1) === 0) free.push(target);
  }
  return removed === successors.length;
}
