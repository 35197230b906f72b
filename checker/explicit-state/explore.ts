/**
 * Exhaustive breadth-first exploration of a state space: one exploration serves all targets, the first run found for each is a shortest one in moves,
 * and the order is a function of the space alone. Limits are results, not errors. Clarke, Grumberg and Peled, Model Checking, 1999.
 */
import type { Site } from "../../calculus/core/index.ts";
import type { Scene } from "../property/scene.ts";
import { waitingKey } from "./network-errors.ts";
import type { Node } from "./reached-graph.ts";
import { isAcyclic, runTo } from "./reached-graph.ts";
import type { Move, StateSpace, TakenStep, Waiting } from "./state-space.ts";
import type { Sighting, Target } from "./target.ts";
import { limitOfMemory, limitOfStates } from "./limit-reasons.ts";

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
  /** Every run is cut off: it ends in a state in which a false assumption stopped a role and nobody who had something to do finished. */
  readonly isCutOff: boolean;
  /** Whether some step judged an assertion. */
  readonly sawAssertion: boolean;
  /** States that were entered and whose moves were not looked at; 0 where the exploration was not cut short. */
  readonly left: number;
  /** Moves from an initial state to the farthest state. */
  readonly depth: number;
  /** The places of the steps that were met; absent where the engine does not tell. */
  readonly executed?: ReadonlySet<Site>;
}

/** Bytes that a state takes besides its key, as measured with models of ten roles. */
const bytesPerState = 2_500;
/** Bytes for each part of states that the key functions have numbered; generous, because where states grow without end parts also cost time. */
const bytesPerPart = 1_200;
/** `shouldStop` is asked once for so many states. */
const statesBetweenQuestions = 8;

/** Explores `space` until everything is seen, every target is reached, or a limit is. Time and space linear in the moves explored. */
export function explore<State, Name>(space: StateSpace<State>, targets: ReadonlyMap<Name, Target>, limits: ExplorationLimits): Exploration<Name> {
  const nodes: Node[] = [];
  const known = new Map<string, Node>();
  let frontier: Reached<State>[] = [];
  const found = new Map<Name, FoundRun>();
  const open = new Map(targets);
  const waiting = new Map<string, Waiting>();
  let [transitions, finalStates, bytes, expanded, otherEnds] = [0, 0, 0, 0, 0];
  const idle = new Set<string>();
  let sawAssertion = false;
  const executed = new Set<Site>();
  let isFull = false;
  let excess: string | undefined;
  const maxDepth = limits.maxDepth ?? Number.POSITIVE_INFINITY;
  let wasCutByDepth = false;

  /** Asks every open target; `steps` are those after `from`. */
  const look = (ask: (target: Target) => Sighting | undefined, from: Node, steps: readonly TakenStep[]): void => {
    for (const [name, target] of open) {
      const sighting = ask(target);
      if (sighting === undefined) continue;
      const before = runTo(from);
      found.set(name, { sighting, initial: before.initial, steps: [...before.steps, ...steps] });
      open.delete(name);
    }
  };

  /** The node of a state; undefined where it would be one more than the limit allows. */
  const enter = (state: State, parent: Node | undefined, steps: readonly TakenStep[]): { readonly node?: Node; readonly isNew: boolean } => {
    const key = space.key(state);
    const before = known.get(key);
    if (before !== undefined) return { node: before, isNew: false };
    if (nodes.length >= limits.maxStates) {
      isFull = true;
      return { isNew: true };
    }
    const node: Node = { index: nodes.length, parent, steps, depth: parent === undefined ? 0 : parent.depth + 1, successors: [] };
    known.set(key, node);
    nodes.push(node);
    excess ??= space.excess?.(state);
    frontier.push({ node, state });
    bytes += 2 * key.length + bytesPerState;
    return { node, isNew: true };
  };

  const follow = ({ moments, target: state }: Move<State>, from: Node): void => {
    transitions += 1;
    const steps = moments.map(({ step }) => step);
    sawAssertion ||= steps.some(({ rules }) => assertionRules.has(rules.at(-1) ?? ""));
    for (const { site } of steps) executed.add(site);
    const { node, isNew } = enter(state, from, steps);
    if (node !== undefined) from.successors.push(node);
    moments.forEach(({ step, scene }, position) => {
      const isLast = position === steps.length - 1;
      const isSeen = isLast && !isNew;
      look((target) => target.atMoment?.(scene, step.label) ?? (isSeen ? undefined : target.atScene?.(scene)), from, steps.slice(0, position + 1));
    });
  };

  const assess = ({ node, state }: Reached<State>, moves: readonly Move<State>[]): void => {
    const facts = space.facts(state, moves);
    if (facts.isFinal) finalStates += 1;
    for (const one of facts.waiting) waiting.set(waitingKey(one), one);
    if (facts.isTerminal && !isCutOffAt(space.scene(state), idle)) otherEnds += 1;
    look((target) => target.atState?.(facts), node, []);
  };

  const reasonToStop = (): Ending | undefined => {
    if (targets.size > 0 && open.size === 0) return { kind: "decided" };
    if (isFull) return { kind: "limit", reason: limitOfStates(limits.maxStates) };
    if (excess !== undefined) return { kind: "limit", reason: excess };
    if (bytes + bytesPerPart * (space.interned?.() ?? 0) > limits.memory) return { kind: "limit", reason: limitOfMemory(limits.memory) };
    const reason = expanded % statesBetweenQuestions === 0 ? limits.shouldStop?.() : undefined;
    return reason === undefined ? undefined : { kind: "interrupted", reason };
  };

  const search = (): Ending => {
    while (frontier.length > 0) {
      const layer = frontier;
      frontier = [];
      for (const reachedState of layer) {
        const stop = reasonToStop();
        if (stop !== undefined) return stop;
        const moves = space.moves(reachedState.state);
        assess(reachedState, moves);
        if (reachedState.node.depth < maxDepth) for (const move of moves) follow(move, reachedState.node);
        else if (moves.length > 0) wasCutByDepth = true;
        expanded += 1;
      }
    }
    const stop = reasonToStop();
    if (stop !== undefined && stop.kind !== "interrupted") return stop;
    return wasCutByDepth ? { kind: "depth", limit: maxDepth } : { kind: "complete" };
  };

  for (const state of space.initial()) {
    const { node, isNew } = enter(state, undefined, []);
    const scene = space.scene(state);
    for (const role of scene.world.store.keys()) if (scene.isAtEnd(role)) idle.add(role);
    if (isNew && node !== undefined) look((target) => target.atMoment?.(scene, undefined) ?? target.atScene?.(scene), node, []);
  }
  const initialStates = nodes.length;
  const ending = search();
  return {
    found,
    ending,
    states: nodes.length,
    transitions,
    initialStates,
    finalStates,
    waiting: [...waiting.values()],
    isCutOff: ending.kind === "complete" && initialStates > 0 && otherEnds === 0 && isAcyclic(nodes),
    sawAssertion,
    executed,
    left: nodes.length - expanded,
    depth: nodes.at(-1)?.depth ?? 0,
  };
}

interface Reached<State> {
  readonly node: Node;
  readonly state: State;
}

/** The rules whose steps judge an assertion, or may have tried to: an undefined condition fails, which `no-failure` reports. */
const assertionRules: ReadonlySet<string> = new Set(["C-ASSERT", "C-VIOLATE", "C-FAIL", "N-ASSERT", "N-VIOLATE", "N-FAIL"]);

/** A false assumption stopped somebody here, and nobody is finished but those who had nothing to do from the start. */
function isCutOffAt({ world: { stopped, store }, isAtEnd }: Scene, idle: ReadonlySet<string>): boolean {
  return [...stopped.values()].includes("assumption") && [...store.keys()].every((role) => stopped.has(role) || idle.has(role) || !isAtEnd(role));
}
