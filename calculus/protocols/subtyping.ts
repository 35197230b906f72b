/**
 * Synchronous subtyping T ≤ T' on type graphs: a process of type T may replace one of type T' (process-oriented; Ghilezan, Jakšić, Pantović, Scalas and
 * Yoshida, JLAMP 2019; quadratic on graphs: Udomsrirungruang and Yoshida, POPL 2025). Scalas and Yoshida, POPL 2019, write the inverse relation.
 */
import { present } from "../present.ts";
import type { LocalAction } from "./automata.ts";
import { printLocalAction } from "./print-types.ts";
import { payloadObstacle, plainSorts } from "./sorts.ts";
import type { SortContext } from "./sorts.ts";
import { actionsOf } from "./type-graph.ts";
import type { TypeGraph } from "./type-graph.ts";

/** Why T ≤ T' fails: at the end of a common path, a rule does not apply. */
export interface SubtypeFailure {
  /** The actions from the two roots to the pair, a shortest path; undefined where the search for it met its limit. */
  readonly path: readonly LocalAction[] | undefined;
  readonly states: readonly [number, number];
  /** What each side can do there; nothing where it has ended. */
  readonly heads: readonly [readonly LocalAction[], readonly LocalAction[]];
  readonly rule: SubtypeRule;
  readonly reason: string;
}

export type SubtypeRule = "S-END" | "S-IN" | "S-OUT";

export type SubtypeResult =
  | { readonly kind: "holds"; readonly pairs: number }
  | { readonly kind: "fails"; readonly failure: SubtypeFailure }
  /** More pairs than the limit, and none of those seen is wrong. */
  | { readonly kind: "unknown"; readonly limit: number };

/** Variance may be wrong in the mutants of theorems: `compatible` says why a message of T may not stand where T' has one. */
export interface SubtypeRules {
  readonly "S-IN": (ours: LocalAction, theirs: LocalAction, context: SortContext) => string | undefined;
  readonly "S-OUT": (ours: LocalAction, theirs: LocalAction, context: SortContext) => string | undefined;
  /** What the left may have beside what both have. */
  readonly receives: "more" | "fewer";
  readonly sends: "more" | "fewer";
  /** Whether more may be accepted only where one peer is listened to. */
  readonly peers: "one" | "any";
}

/**
 * ```
 *                            Sᵢ' <: Sᵢ     Tᵢ ≤ Tᵢ'     i ∈ I                         Sᵢ <: Sᵢ'     Tᵢ ≤ Tᵢ'     i ∈ I
 * ─────────── S-END     ══════════════════════════════════════════ S-IN     ══════════════════════════════════════════ S-OUT
 *  end ≤ end             &{p?ℓᵢ⟨Sᵢ⟩.Tᵢ}I∪J ≤ &{p?ℓᵢ⟨Sᵢ'⟩.Tᵢ'}I               ⊕{q!ℓᵢ⟨Sᵢ⟩.Tᵢ}I ≤ ⊕{q!ℓᵢ⟨Sᵢ'⟩.Tᵢ'}I∪J
 * ```
 * Read coinductively: accept more, choose less. More may be accepted only where both sides listen to one and the same peer, as the rule is drawn: where a role
 * listens to several, a receive that T' does not have may take a message that is meant for later, so there T must accept what T' accepts and nothing else.
 */
export const subtypeRules: SubtypeRules = {
  "S-IN": (ours, theirs, context) => payloadObstacle(theirs.message, ours.message, context),
  "S-OUT": (ours, theirs, context) => payloadObstacle(ours.message, theirs.message, context),
  receives: "more",
  sends: "fewer",
  peers: "one",
};

/** How many pairs are looked at unless the caller says otherwise. */
export const subtypePairLimit = 20_000_000;

/** The search for the path of a failure remembers where each pair came from. */
const pathPairLimit = 10_000_000;

export interface SubtypeOptions {
  readonly context?: SortContext;
  readonly pairLimit?: number;
  readonly rules?: SubtypeRules;
}

/**
 * Decides T ≤ T' for two deterministic graphs; every pair of states is looked at once, so at most the product of their sizes. States that may have
 * ended and still receive must be met by such states.
 */
export function isSubtype(left: TypeGraph, right: TypeGraph, options: SubtypeOptions = {}): SubtypeResult {
  const pairs = new PairRules(left, right, options.rules ?? subtypeRules, options.context ?? plainSorts);
  const limit = options.pairLimit ?? subtypePairLimit;
  const seen = pairSet(left.states, right.states);
  seen.add(0);
  const waiting: number[] = [0];
  let count = 1;
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const successors = pairs.successors(pair);
    if (successors === -1) return { kind: "fails", failure: explain(pairs, pair) };
    for (let index = 0; index < successors; index++) {
      const next = pairs.found[index] as number;
      if (!seen.add(next)) continue;
      count++;
      if (count > limit) return { kind: "unknown", limit };
      waiting.push(next);
    }
  }
  return { kind: "holds", pairs: count };
}

/** A pair of states as one number: left × |right| + right. */
class PairRules {
  readonly left: TypeGraph;
  readonly right: TypeGraph;
  private readonly rules: SubtypeRules;
  private readonly context: SortContext;
  /** Peers and labels of both graphs, numbered in common. */
  private readonly leftHead: Int32Array;
  private readonly rightHead: Int32Array;
  private readonly isSend: Uint8Array;
  private readonly obstacles = new Map<number, string | undefined>();
  /** 1 for pairs of actions that are known to have none; absent where there are very many pairs. */
  private readonly clear: Uint8Array | undefined;
  /** The peer of each head, numbered. */
  private readonly peerOf: Int32Array;
  /** Of the state of the left that is being looked at, by head: its edge, or -1. */
  private readonly edgeAt: Int32Array;
  /** The pairs that the last call of `successors` found; only its count of them is meant. */
  readonly found: number[] = [];
  /** For each pair found, the edge of the left graph to it. */
  readonly foundBy: number[] = [];

  constructor(left: TypeGraph, right: TypeGraph, rules: SubtypeRules, context: SortContext) {
    this.left = left;
    this.right = right;
    this.rules = rules;
    this.context = context;
    const numbers = new Map<string, number>();
    const isSend: boolean[] = [];
    const peers = new Map<string, number>();
    const peerOf: number[] = [];
    const numberOf = ({ direction, peer, message }: LocalAction): number => {
      const key = `${direction} ${peer} ${message.label}`;
      let number = numbers.get(key);
      if (number === undefined) {
        numbers.set(key, (number = numbers.size));
        isSend.push(direction === "send");
        if (!peers.has(peer)) peers.set(peer, peers.size);
        peerOf.push(present(peers.get(peer)));
      }
      return number;
    };
    this.leftHead = Int32Array.from(left.actions, numberOf);
    this.rightHead = Int32Array.from(right.actions, numberOf);
    this.isSend = Uint8Array.from(isSend, (sends) => (sends ? 1 : 0));
    this.peerOf = Int32Array.from(peerOf);
    const actionPairs = left.actions.length * right.actions.length;
    this.clear = actionPairs <= 1 << 24 ? new Uint8Array(actionPairs) : undefined;
    this.edgeAt = new Int32Array(numbers.size).fill(-1);
  }

  /** How many pairs must be related for this one to be (`found`); -1 where no rule applies. Hot, so nothing is allocated. */
  successors(pair: number): number {
    const { left, right, edgeAt, found, foundBy, leftHead, rightHead, isSend, peerOf } = this;
    const s = Math.floor(pair / right.states);
    const t = pair - s * right.states;
    if (left.isFinal[s] !== right.isFinal[t]) return -1;
    const begin = left.first[s] as number;
    const end = left.first[s + 1] as number;
    let ourSends = 0;
    let listensTo = -1;
    let isOnePeer = true;
    for (let edge = begin; edge < end; edge++) {
      const head = leftHead[left.action[edge] as number] as number;
      edgeAt[head] = edge;
      ourSends += isSend[head] as number;
      if (isSend[head] === 1) continue;
      if (listensTo === -1) listensTo = peerOf[head] as number;
      else isOnePeer &&= listensTo === peerOf[head];
    }
    const ourReceives = end - begin - ourSends;
    const last = right.first[t + 1] as number;
    let theirSends = 0;
    let sharedSends = 0;
    let count = 0;
    let fits = true;
    for (let edge = right.first[t] as number; edge < last; edge++) {
      const action = right.action[edge] as number;
      const head = rightHead[action] as number;
      const ours = edgeAt[head] as number;
      theirSends += isSend[head] as number;
      if (ours === -1) continue;
      sharedSends += isSend[head] as number;
      fits &&= this.obstacle(left.action[ours] as number, action) === undefined;
      found[count] = (left.target[ours] as number) * right.states + (right.target[edge] as number);
      foundBy[count++] = ours;
    }
    const theirReceives = last - (right.first[t] as number) - theirSends;
    const sharedReceives = count - sharedSends;
    for (let edge = begin; edge < end; edge++) edgeAt[leftHead[left.action[edge] as number] as number] = -1;
    // Each side sends (receives) at all only if the other does.
    if (!fits || ourSends > 0 !== theirSends > 0 || ourReceives > 0 !== theirReceives > 0) return -1;
    const sendsFit = this.rules.sends === "fewer" ? sharedSends === ourSends : sharedSends === theirSends;
    const receivesFit = this.rules.receives === "more" ? sharedReceives === theirReceives : sharedReceives === ourReceives;
    const peersFit = isOnePeer || this.rules.peers === "any" || sharedReceives === ourReceives;
    return sendsFit && receivesFit && peersFit ? count : -1;
  }

  states(pair: number): readonly [number, number] {
    const s = Math.floor(pair / this.right.states);
    return [s, pair - s * this.right.states];
  }

  /** Why a message of the left may not stand where the right has one; asked once for each pair of actions. */
  obstacle(ours: number, theirs: number): string | undefined {
    const key = ours * this.right.actions.length + theirs;
    if (this.clear?.[key] === 1) return undefined;
    if (this.obstacles.has(key)) return this.obstacles.get(key);
    const [left, right] = [present(this.left.actions[ours]), present(this.right.actions[theirs])];
    const result = this.rules[left.direction === "send" ? "S-OUT" : "S-IN"](left, right, this.context);
    if (result === undefined && this.clear !== undefined) this.clear[key] = 1;
    else this.obstacles.set(key, result);
    return result;
  }
}

/** The visited pairs: one bit each where that takes at most 256 MB of (mostly untouched) memory, a hash set beyond. */
function pairSet(left: number, right: number): { readonly add: (pair: number) => boolean } {
  const size = left * right;
  if (size > 2 ** 31) {
    const seen = new Set<number>();
    return { add: (pair) => seen.size < seen.add(pair).size };
  }
  const bits = new Uint32Array(Math.ceil(size / 32));
  return {
    add: (pair) => {
      const [word, bit] = [pair >>> 5, 1 << (pair & 31)];
      const before = present(bits[word]);
      if ((before & bit) !== 0) return false;
      bits[word] = before | bit;
      return true;
    },
  };
}

/** The failure with a shortest path to a pair to which no rule applies; `known` is one such pair. */
function explain(pairs: PairRules, known: number): SubtypeFailure {
  const [queue, parent, edges] = [[0], [-1], [-1]];
  const seen = new Set<number>([0]);
  for (let index = 0; index < queue.length && queue.length < pathPairLimit; index++) {
    const pair = present(queue[index]);
    const successors = pairs.successors(pair);
    if (successors === -1) return describe(pairs, pair, pathTo(pairs, index, parent, edges));
    for (let position = 0; position < successors; position++) {
      const next = present(pairs.found[position]);
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
      parent.push(index);
      edges.push(present(pairs.foundBy[position]));
    }
  }
  return describe(pairs, known, undefined);
}

function pathTo({ left }: PairRules, last: number, parent: readonly number[], edges: readonly number[]): readonly LocalAction[] {
  const path: LocalAction[] = [];
  for (let index = last; index > 0; index = present(parent[index])) path.push(present(left.actions[present(left.action[present(edges[index])])]));
  return path.reverse();
}

function describe(pairs: PairRules, pair: number, path: readonly LocalAction[] | undefined): SubtypeFailure {
  const { left, right } = pairs;
  const [s, t] = pairs.states(pair);
  const heads = [actionsOf(left, s), actionsOf(right, t)] as const;
  return { path, states: [s, t], heads, ...reasonOf(pairs, s, t, heads) };
}

function reasonOf(
  pairs: PairRules,
  s: number,
  t: number,
  [ours, theirs]: readonly [readonly LocalAction[], readonly LocalAction[]],
): { readonly rule: SubtypeRule; readonly reason: string } {
  const { left, right } = pairs;
  const rule: SubtypeRule = theirs[0] === undefined ? "S-END" : theirs[0].direction === "send" ? "S-OUT" : "S-IN";
  const text = (actions: readonly LocalAction[]): string => actions.map((action) => `\`${printLocalAction(action)}\``).join(", ");
  if (left.isFinal[s] !== right.isFinal[t]) {
    const [one, other, goesOn] = left.isFinal[s] === 1 ? ["T", "T'", theirs] : ["T'", "T", ours];
    return { rule: "S-END", reason: `${one} may have ended where ${other} goes on with ${text(goesOn)}` };
  }
  const directions = (actions: readonly LocalAction[]): string => [...new Set(actions.map(({ direction }) => `${direction}s`))].sort().join(" and ");
  if (directions(ours) !== directions(theirs)) {
    return { rule, reason: `T ${directions(ours) || "has ended"} where T' ${directions(theirs) || "has ended"}: ${text(ours)} against ${text(theirs)}` };
  }
  const matches = (one: LocalAction, other: LocalAction): boolean =>
    one.direction === other.direction && one.peer === other.peer && one.message.label === other.message.label;
  const chosen = ours.find((one) => one.direction === "send" && !theirs.some((other) => matches(one, other)));
  if (chosen !== undefined) return { rule: "S-OUT", reason: `T may choose ${text([chosen])}, T' only ${text(theirs)}` };
  const missed = theirs.find((one) => one.direction === "receive" && !ours.some((other) => matches(one, other)));
  if (missed !== undefined) return { rule: "S-IN", reason: `T' accepts ${text([missed])}, T only ${text(ours)}` };
  const added = ours.find((one) => one.direction === "receive" && !theirs.some((other) => matches(one, other)));
  if (added !== undefined && ours.some(({ direction, peer }) => direction === "receive" && peer !== added.peer))
    return { rule: "S-IN", reason: `T accepts ${text([added])} beside messages of others, T' only ${text(theirs)}: it may take what is meant for later` };
  for (let edge = present(left.first[s]); edge < present(left.first[s + 1]); edge++) {
    for (let other = present(right.first[t]); other < present(right.first[t + 1]); other++) {
      const [a, b] = [present(left.action[edge]), present(right.action[other])];
      const [mine, expected] = [present(left.actions[a]), present(right.actions[b])];
      const obstacle = matches(mine, expected) ? pairs.obstacle(a, b) : undefined;
      if (obstacle !== undefined)
        return { rule: mine.direction === "send" ? "S-OUT" : "S-IN", reason: `${text([mine])} against ${text([expected])}: ${obstacle}` };
    }
  }
  return { rule, reason: `${text(ours)} against ${text(theirs)}` };
}
