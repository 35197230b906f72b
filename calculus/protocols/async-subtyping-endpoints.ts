/**
 * Two endpoints that are compared, as numbers: what kind of state each is, whom it talks to, which actions of the one may stand where the other has one, and
 * from which states of the supertype an action is sure to come whatever the supertype receives.
 */
import { present } from "../present.ts";
import type { LocalAction } from "./automata.ts";
import type { AsyncSubtypeRules } from "./async-subtyping-rules.ts";
import { messageKey } from "./message-key.ts";
import type { SortContext } from "./sorts.ts";
import type { TypeGraph } from "./type-graph.ts";

/**
 * `ended`: nothing to do. `sends`: only sends, to one peer or several. `receives`: only receives, all from one peer. `other`: what the types of the definition do not
 * have: receives from several peers, sends beside receives, an end that may still receive.
 */
export type StateKind = "ended" | "sends" | "receives" | "other";

export interface Side {
  readonly graph: TypeGraph;
  readonly kinds: readonly StateKind[];
  /** By state: whom a state of kind `receives` listens to; -1 for others. */
  readonly listensTo: Int32Array;
  /** By action. */
  readonly sends: Uint8Array;
  readonly peers: Int32Array;
}

/** Left is the subtype, right the supertype. */
export class Endpoints {
  readonly left: Side;
  readonly right: Side;
  private readonly rules: AsyncSubtypeRules;
  private readonly context: SortContext;
  private readonly obstacles = new Map<number, string | undefined>();
  private readonly reachOutput = new Map<number, Uint8Array>();
  private readonly reachInput = new Map<number, Uint8Array>();
  private readonly loops = new Map<number, Uint8Array>();

  constructor(left: TypeGraph, right: TypeGraph, rules: AsyncSubtypeRules, context: SortContext) {
    const peers = new Map<string, number>();
    this.left = sideOf(left, peers);
    this.right = sideOf(right, peers);
    this.rules = rules;
    this.context = context;
  }

  /** Why the action of the left may not stand where the right has this one, which has the same direction and peer; undefined if it may. */
  obstacle(ours: number, theirs: number): string | undefined {
    const key = ours * this.right.graph.actions.length + theirs;
    if (this.obstacles.has(key)) return this.obstacles.get(key);
    const [left, right] = [present(this.left.graph.actions[ours]), present(this.right.graph.actions[theirs])];
    const sameLabel = left.message.label === right.message.label;
    const reason = sameLabel ? this.rules[left.direction === "send" ? "A-OUT" : "A-IN"](left, right, this.context) : "the labels differ";
    this.obstacles.set(key, reason);
    return reason;
  }

  /** The edge with which the left takes what the right receives by this action; undefined if it has none. One with the same payload comes first. */
  edgeFor(state: number, theirs: number): number | undefined {
    const { graph } = this.left;
    const wanted = messageKey(present(this.right.graph.actions[theirs]).message);
    let found: number | undefined;
    for (let edge = present(graph.first[state]); edge < present(graph.first[state + 1]); edge++) {
      const action = present(graph.action[edge]);
      if (this.left.sends[action] === 1 || this.left.peers[action] !== this.right.peers[theirs] || this.obstacle(action, theirs) !== undefined) continue;
      if (messageKey(present(graph.actions[action]).message) === wanted) return edge;
      found ??= edge;
    }
    return found;
  }

  /** Whether the right comes to a send to this peer whatever it receives, choosing itself what else it sends. */
  comesToSend(peer: number, state: number): boolean {
    return (
      this.table(this.reachOutput, peer, (kind, actions, isReached) => {
        if (kind === "ended") return false;
        if (kind === "other") return true;
        if (kind === "sends") return actions.some(({ action, target }) => this.right.peers[action] === peer || isReached(target));
        return actions.every(({ target }) => isReached(target));
      })[state] === 1
    );
  }

  /** Whether the right comes to a receive from this peer whatever it receives before, without sending. */
  comesToReceive(peer: number, state: number): boolean {
    return (
      this.table(this.reachInput, peer, (kind, actions, isReached, at) => {
        if (kind === "other") return true;
        if (kind !== "receives") return false;
        return this.right.listensTo[at] === peer || actions.every(({ target }) => isReached(target));
      })[state] === 1
    );
  }

  /** Whether the left can go on for ever by sends alone, none of them to `avoided` (-1: any). */
  sendsForEver(state: number, avoided: number): boolean {
    const { graph, sends, peers } = this.left;
    let answers = this.loops.get(avoided);
    if (answers === undefined) {
      answers = new Uint8Array(graph.states).fill(1);
      for (let changed = true; changed;) {
        changed = false;
        for (let each = graph.states - 1; each >= 0; each--) {
          if (answers[each] === 0) continue;
          let goesOn = false;
          for (let edge = present(graph.first[each]); edge < present(graph.first[each + 1]); edge++) {
            const action = present(graph.action[edge]);
            goesOn ||= sends[action] === 1 && peers[action] !== avoided && answers[present(graph.target[edge])] === 1;
          }
          if (goesOn && this.left.kinds[each] === "sends") continue;
          answers[each] = 0;
          changed = true;
        }
      }
      this.loops.set(avoided, answers);
    }
    return answers[state] === 1;
  }

  /** Such sends, as edges: those that lead to a loop, and the loop. `sendsForEver` holds. */
  sendingLoop(state: number, avoided: number): { readonly lead: readonly number[]; readonly loop: readonly number[] } {
    const { graph, sends, peers } = this.left;
    const edges: number[] = [];
    const seen = new Map<number, number>();
    for (let at = state; ;) {
      const before = seen.get(at);
      if (before !== undefined) return { lead: edges.slice(0, before), loop: edges.slice(before) };
      seen.set(at, edges.length);
      for (let edge = present(graph.first[at]); edge < present(graph.first[at + 1]); edge++) {
        const [action, target] = [present(graph.action[edge]), present(graph.target[edge])];
        if (sends[action] !== 1 || peers[action] === avoided || !this.sendsForEver(target, avoided)) continue;
        edges.push(edge);
        at = target;
        break;
      }
    }
  }

  /** The least fixed point of a condition on states of the right. */
  private table(
    known: Map<number, Uint8Array>,
    peer: number,
    holds: (
      kind: StateKind,
      edges: readonly { readonly action: number; readonly target: number }[],
      isReached: (state: number) => boolean,
      state: number,
    ) => boolean,
  ): Uint8Array {
    const before = known.get(peer);
    if (before !== undefined) return before;
    const { graph, kinds } = this.right;
    const answers = new Uint8Array(graph.states);
    const predecessors = Array.from({ length: graph.states }, (): number[] => []);
    for (let state = 0; state < graph.states; state++) {
      for (let edge = present(graph.first[state]); edge < present(graph.first[state + 1]); edge++)
        present(predecessors[present(graph.target[edge])]).push(state);
    }
    const edgesOf = (state: number): readonly { readonly action: number; readonly target: number }[] => {
      const edges: { readonly action: number; readonly target: number }[] = [];
      for (let edge = present(graph.first[state]); edge < present(graph.first[state + 1]); edge++) {
        edges.push({ action: present(graph.action[edge]), target: present(graph.target[edge]) });
      }
      return edges;
    };
    const waiting = Array.from({ length: graph.states }, (_, state) => state);
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (answers[state] === 1 || !holds(present(kinds[state]), edgesOf(state), (each) => answers[each] === 1, state)) continue;
      answers[state] = 1;
      waiting.push(...present(predecessors[state]));
    }
    known.set(peer, answers);
    return answers;
  }
}

function sideOf(graph: TypeGraph, peers: Map<string, number>): Side {
  const numberOf = ({ peer }: LocalAction): number => {
    const known = peers.get(peer) ?? peers.size;
    peers.set(peer, known);
    return known;
  };
  const sends = Uint8Array.from(graph.actions, ({ direction }) => (direction === "send" ? 1 : 0));
  const actionPeers = Int32Array.from(graph.actions, numberOf);
  const listensTo = new Int32Array(graph.states).fill(-1);
  const kinds = Array.from({ length: graph.states }, (_, state): StateKind => {
    const [begin, end] = [present(graph.first[state]), present(graph.first[state + 1])];
    if (begin === end) return "ended";
    if (graph.isFinal[state] === 1) return "other";
    const first = present(graph.action[begin]);
    let [isOneDirection, isOnePeer] = [true, true];
    for (let edge = begin; edge < end; edge++) {
      const action = present(graph.action[edge]);
      isOneDirection &&= sends[action] === sends[first];
      isOnePeer &&= actionPeers[action] === actionPeers[first];
    }
    if (!isOneDirection) return "other";
    if (sends[first] === 1) return "sends";
    if (!isOnePeer) return "other";
    listensTo[state] = present(actionPeers[first]);
    return "receives";
  });
  return { graph, kinds, listensTo, sends, peers: actionPeers };
}
