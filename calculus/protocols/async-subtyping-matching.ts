/**
 * One step of asynchronous subtyping: an action of T is sought in what T' has still to do, which is opened as far as it is needed. What T' receives is for
 * the adversary to choose, what it sends for the prover.
 */
import { present } from "../present.ts";
import type { Endpoints } from "./async-subtyping-endpoints.ts";
import { Prefixes } from "./async-subtyping-prefixes.ts";
import type { AsyncSubtypeRules } from "./async-subtyping-rules.ts";

/** What T' has still to do: actions that it has reached, and the state behind them. */
export interface Remainder {
  readonly prefix: number;
  readonly state: number;
}

/** How T and T' go on: the edge that T takes, and what remains of T'. */
export interface Continuation extends Remainder {
  readonly edge: number;
  /** The first outstanding action was the one that T did, or none is outstanding now: nothing is being put off. */
  readonly isFair: boolean;
}

/** What the prover may choose among once the adversary has chosen; nothing: the rules do not apply. */
export interface Answer {
  readonly continuations: readonly Continuation[];
  /** There may be more, which a bound has hidden. */
  readonly isOpen: boolean;
}

/** Why no rule applies. `theirs` is the action of T' that is in the way. */
export type Obstacle =
  | { readonly kind: "blocked"; readonly theirs: number; readonly outstanding: readonly number[] }
  | { readonly kind: "never-comes"; readonly state: number; readonly outstanding: readonly number[] }
  | { readonly kind: "not-accepted"; readonly theirs: number; readonly outstanding: readonly number[] };

/** More answers, or more to choose among, than this are not looked at. */
const answerLimit = 4096;

const dead: readonly Answer[] = [{ continuations: [], isOpen: false }];
const open: readonly Answer[] = [{ continuations: [], isOpen: true }];

export interface MatchingLimits {
  /** The longest sequence of outstanding actions. */
  readonly outstanding: number;
}

export class Matching {
  readonly prefixes: Prefixes = new Prefixes();
  private readonly endpoints: Endpoints;
  private readonly rules: AsyncSubtypeRules;
  private readonly limits: MatchingLimits;
  /** Where it is set, each place where no rule applies is told. */
  onObstacle: ((obstacle: Obstacle) => void) | undefined;

  constructor(endpoints: Endpoints, rules: AsyncSubtypeRules, limits: MatchingLimits) {
    this.endpoints = endpoints;
    this.rules = rules;
    this.limits = limits;
  }

  /** A-OUT: the answers to T's sending by this edge, one for each thing that the adversary may do. */
  output(edge: number, { prefix, state }: Remainder): readonly Answer[] {
    const { left, right } = this.endpoints;
    const action = present(left.graph.action[edge]);
    const peer = present(left.peers[action]);
    const outstanding = prefix === 0 ? [] : this.prefixes.actions(prefix);
    for (const [place, theirs] of outstanding.entries()) {
      if (right.sends[theirs] !== 1 || right.peers[theirs] !== peer) continue;
      if (this.endpoints.obstacle(action, theirs) === undefined) return [this.taken(edge, prefix, place, state)];
      if (this.rules.outputsOvertake === "any") continue;
      return this.refused({ kind: "blocked", theirs, outstanding: outstanding.slice(0, place) });
    }
    return this.outputFrom(edge, action, peer, prefix, state, new Set());
  }

  /** A-IN: the answers where T waits for this peer in this state. */
  input(waiting: number, { prefix, state }: Remainder): readonly Answer[] {
    const { left, right } = this.endpoints;
    const peer = present(left.listensTo[waiting]);
    const outstanding = prefix === 0 ? [] : this.prefixes.actions(prefix);
    for (const [place, theirs] of outstanding.entries()) {
      if (right.sends[theirs] === 1) return this.refused({ kind: "blocked", theirs, outstanding: outstanding.slice(0, place) });
      if (right.peers[theirs] !== peer) continue;
      const edge = this.endpoints.edgeFor(waiting, theirs);
      if (edge === undefined) return this.refused({ kind: "not-accepted", theirs, outstanding: outstanding.slice(0, place) });
      return [this.taken(edge, prefix, place, state)];
    }
    return this.inputFrom(waiting, peer, prefix, state, new Set());
  }

  private taken(edge: number, prefix: number, place: number, state: number): Answer {
    const rest = this.prefixes.without(prefix, place);
    return { continuations: [{ edge, prefix: rest, state, isFair: place === 0 || rest === 0 }], isOpen: false };
  }

  private outputFrom(edge: number, action: number, peer: number, prefix: number, state: number, passed: Set<number>): readonly Answer[] {
    const { right } = this.endpoints;
    const { graph } = right;
    const kind = right.kinds[state];
    if (kind === "other") return open;
    if (!this.endpoints.comesToSend(peer, state) && this.rules.outputsOvertake === "other-peers") return this.never(prefix, state);
    if (kind === "ended") return this.never(prefix, state);
    if (passed.has(state)) return open;
    passed.add(state);
    let answers: readonly Answer[] | undefined;
    const [begin, end] = [present(graph.first[state]), present(graph.first[state + 1])];
    for (let each = begin; each < end; each++) {
      const [theirs, target] = [present(graph.action[each]), present(graph.target[each])];
      let behind: readonly Answer[];
      const isOwn = kind === "sends" && right.peers[theirs] === peer;
      if (isOwn && this.endpoints.obstacle(action, theirs) === undefined) {
        behind = [{ continuations: [{ edge, prefix, state: target, isFair: prefix === 0 }], isOpen: false }];
      } else if (isOwn && this.rules.outputsOvertake === "other-peers") {
        behind = this.refused({ kind: "blocked", theirs, outstanding: this.prefixes.actions(prefix) });
      } else behind = this.beyond(prefix, theirs, (longer) => this.outputFrom(edge, action, peer, longer, target, passed));
      answers = answers === undefined ? behind : kind === "sends" ? either(answers, behind) : both(answers, behind);
    }
    passed.delete(state);
    return answers ?? dead;
  }

  private inputFrom(waiting: number, peer: number, prefix: number, state: number, passed: Set<number>): readonly Answer[] {
    const { right } = this.endpoints;
    const { graph } = right;
    const kind = right.kinds[state];
    if (kind === "other") return open;
    if (kind !== "receives" || !this.endpoints.comesToReceive(peer, state)) return this.never(prefix, state);
    if (passed.has(state)) return open;
    passed.add(state);
    let answers: readonly Answer[] | undefined;
    for (let each = present(graph.first[state]); each < present(graph.first[state + 1]); each++) {
      const [theirs, target] = [present(graph.action[each]), present(graph.target[each])];
      let behind: readonly Answer[];
      if (right.listensTo[state] === peer) {
        const edge = this.endpoints.edgeFor(waiting, theirs);
        if (edge === undefined) behind = this.refused({ kind: "not-accepted", theirs, outstanding: this.prefixes.actions(prefix) });
        else behind = [{ continuations: [{ edge, prefix, state: target, isFair: prefix === 0 }], isOpen: false }];
      } else behind = this.beyond(prefix, theirs, (longer) => this.inputFrom(waiting, peer, longer, target, passed));
      answers = answers === undefined ? behind : both(answers, behind);
    }
    passed.delete(state);
    return answers ?? dead;
  }

  private beyond(prefix: number, theirs: number, go: (longer: number) => readonly Answer[]): readonly Answer[] {
    return this.prefixes.length(prefix) >= this.limits.outstanding ? open : go(this.prefixes.push(prefix, theirs));
  }

  private refused(obstacle: Obstacle): readonly Answer[] {
    this.onObstacle?.(obstacle);
    return dead;
  }

  private never(prefix: number, state: number): readonly Answer[] {
    return this.refused({ kind: "never-comes", state, outstanding: this.prefixes.actions(prefix) });
  }
}

/** The adversary may choose of both. */
function both(one: readonly Answer[], other: readonly Answer[]): readonly Answer[] {
  const answers = [...one, ...other];
  return answers.length > answerLimit ? [...answers.slice(0, answerLimit), ...open] : answers;
}

/** The prover may choose of either: for each pair of answers of the adversary, what both leave. */
export function either(one: readonly Answer[], other: readonly Answer[]): readonly Answer[] {
  if (one.length * other.length > answerLimit) return open;
  return one.flatMap((mine) =>
    other.map((theirs): Answer => ({ continuations: [...mine.continuations, ...theirs.continuations], isOpen: mine.isOpen || theirs.isOpen })),
  );
}
