/**
 * Coinductive projection with plain and full merging (Udomsrirungruang and Yoshida, POPL 2025; Tirore, Bengtson and Carbone, ITP 2023, for plain):
 * loops may be merged with what they unfold to. The states of the result are sets of heads that the role cannot tell apart.
 *
 * ```
 *  S = {end}                S all sends, with the same actions             S all receives from one p
 * ────────────── CP-END     ─────────────────────────────────── CP-SEND   ─────────────────────────────────── CP-RECEIVE
 *  S ↦ end                  S ↦ ⊕{qᵢ!ℓᵢ. Sᵢ}                               S ↦ &{p?ℓᵢ. Sᵢ}     plain: with the same labels
 * ```
 * Sᵢ are the heads behind the i-th action, of every member that has it.
 */
import { present } from "../present.ts";
import { viewOf } from "../core/index.ts";
import type { GlobalType, Protocol, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { LocalAction } from "./automata.ts";
import { flatten } from "./flat-heads.ts";
import type { FlatHeads } from "./flat-heads.ts";
import { globalAutomaton } from "./global-automaton.ts";
import type { MergeKind } from "./merge-local.ts";
import { messageKey } from "./message-key.ts";
import { numbered } from "./numbered-automaton.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";
import { printLocalAction } from "./print-types.ts";
import { roleHeads } from "./role-heads.ts";
import type { Head, RoleHeads } from "./role-heads.ts";
import { SubsetTable } from "./subset-table.ts";
import type { TypeGraph } from "./type-graph.ts";

export interface CoinductiveLimits {
  readonly states: number;
  /** Heads in all states together. */
  readonly members: number;
}

/** Full merging may need exponentially many states; up to these, a projection takes less than about 500 MB. */
export const coinductiveLimits: CoinductiveLimits = { states: 8_000_000, members: 80_000_000 };

/** What may come next in one of two runs that the role cannot tell apart; no actions and no place where nothing more concerns it. */
export interface ConflictingHead {
  readonly actions: readonly LocalAction[];
  readonly span: Span | undefined;
}

/** Why there is no projection: after the same actions of the role, two continuations do not merge. */
export interface CoinductiveFailure {
  readonly role: Role;
  readonly path: readonly LocalAction[];
  readonly heads: readonly [ConflictingHead, ConflictingHead];
  readonly reason: string;
}

export type CoinductiveResult =
  | { readonly kind: "projected"; readonly graph: TypeGraph }
  | { readonly kind: "failed"; readonly failure: CoinductiveFailure }
  | { readonly kind: "unknown"; readonly limit: keyof CoinductiveLimits; readonly at: number };

/** The coinductive projections of a protocol: of its type, or of what a role in a block of a `par` sees of it. */
export function coinductiveProjections(protocol: Protocol): (role: Role, merge: MergeKind, limits?: CoinductiveLimits) => CoinductiveResult {
  const projectors = new Map<GlobalType, ReturnType<typeof coinductiveProjector>>();
  return (role, merge, limits = coinductiveLimits) => {
    const view = viewOf(protocol, role);
    let projector = projectors.get(view);
    if (projector === undefined) projectors.set(view, (projector = coinductiveProjector(numbered(globalAutomaton(view, protocol.roles)))));
    return projector(role, merge, limits);
  };
}

/** G↾r for one role, coinductively. */
export function projectCoinductive(type: GlobalType, role: Role, merge: MergeKind, limits: CoinductiveLimits = coinductiveLimits): CoinductiveResult {
  return coinductiveProjector(numbered(globalAutomaton(type, [role])))(role, merge, limits);
}

/** The coinductive projection of an automaton to its roles. Linear for protocols in which roles tell branches apart at once; exponential at worst, hence the limits. */
export function coinductiveProjector(automaton: NumberedAutomaton): (role: Role, merge: MergeKind, limits?: CoinductiveLimits) => CoinductiveResult {
  return (role, merge, limits = coinductiveLimits) => {
    const heads = roleHeads(automaton, role, limits.members);
    if (heads === undefined) return { kind: "unknown", limit: "members", at: limits.members };
    const outcome = search(heads, merge, limits, undefined);
    if (outcome.kind !== "conflict") return outcome;
    const cameFrom: CameFrom = { state: [], action: [] };
    search(heads, merge, limits, cameFrom);
    return { kind: "failed", failure: describe(automaton, heads, outcome, cameFrom) };
  };
}

/** For each state, the state and the action by which it was first reached. */
interface CameFrom {
  readonly state: number[];
  readonly action: number[];
}

interface Conflict {
  readonly kind: "conflict";
  readonly state: number;
  readonly heads: readonly [Head, Head];
}

type Outcome = Conflict | Exclude<CoinductiveResult, { kind: "failed" }>;

/** Builds the graph breadth first, or stops at the first state whose heads do not merge. */
function search(heads: RoleHeads, merge: MergeKind, limits: CoinductiveLimits, cameFrom: CameFrom | undefined): Outcome {
  const construction = new Construction(heads, merge, limits, cameFrom);
  const { table } = construction;
  let isWithin = construction.stateOf(heads.initial) !== -1;
  for (let state = 0; isWithin && state < table.count; state++) {
    const conflict = construction.conflictAt(state);
    if (conflict !== undefined) return { kind: "conflict", state, heads: conflict };
    isWithin = construction.expand(state);
  }
  if (isWithin) return { kind: "projected", graph: construction.graph() };
  const limit = table.limitMet() === "members" ? "members" : "states";
  return { kind: "unknown", limit, at: limits[limit] };
}

/** The graph as it grows. Millions of states pass through `expand`, so it works on flat arrays and allocates nothing for a state. */
class Construction {
  readonly table: SubsetTable;
  readonly #heads: RoleHeads;
  readonly #merge: MergeKind;
  readonly #cameFrom: CameFrom | undefined;
  readonly #flat: FlatHeads;
  readonly #stateOfSet: Int32Array;
  /** The members of the set that is being made. */
  #buffer: Int32Array = new Int32Array(1024);
  /** By action: the state that was last seen to have it, and the sets behind it there. */
  readonly #stamp: Int32Array;
  readonly #filled: Int32Array;
  readonly #behind: readonly number[][];
  readonly #seen: Int32Array;
  #first: Int32Array = new Int32Array(1024);
  #action: Int32Array = new Int32Array(1024);
  #target: Int32Array = new Int32Array(1024);
  #edges = 0;

  constructor(heads: RoleHeads, merge: MergeKind, limits: CoinductiveLimits, cameFrom: CameFrom | undefined) {
    this.table = new SubsetTable(heads.heads.length, { sets: limits.states, members: limits.members });
    this.#heads = heads;
    this.#merge = merge;
    this.#cameFrom = cameFrom;
    this.#flat = flatten(heads);
    this.#stateOfSet = new Int32Array(heads.sets.length).fill(-1);
    this.#stamp = new Int32Array(heads.actions.length).fill(-1);
    this.#filled = new Int32Array(heads.actions.length);
    this.#behind = heads.actions.map(() => []);
    this.#seen = new Int32Array(heads.actions.length);
  }

  /** The state that is one of the known sets of heads; -1 if a limit is met. */
  stateOf(set: number): number {
    const known = this.#stateOfSet[set] as number;
    if (known !== -1) return known;
    const length = this.#append(set, 0);
    return (this.#stateOfSet[set] = this.table.add(this.#buffer, length));
  }

  conflictAt(state: number): readonly [Head, Head] | undefined {
    const begin = this.table.offset(state);
    const end = this.table.offset(state + 1);
    return end - begin === 1 ? undefined : this.#flat.conflict(this.table.members, begin, end, this.#merge);
  }

  /** Adds the edges of a state; false if a limit is met. */
  expand(state: number): boolean {
    const actions = this.#gather(state);
    this.#begin(state);
    for (let index = 0; index < actions; index++) {
      const action = this.#seen[index] as number;
      const target = this.#targetOf(action);
      if (target === -1) return false;
      this.#addEdge(action, target);
      const cameFrom = this.#cameFrom;
      if (cameFrom !== undefined && cameFrom.state.length <= target) {
        cameFrom.state[target] = state;
        cameFrom.action[target] = action;
      }
    }
    return true;
  }

  /** Sorts the edges of the members by action; returns how many actions there are. */
  #gather(state: number): number {
    const { first, action: actionOf, behind } = this.#flat;
    const table = this.table;
    const members = table.members;
    const end = table.offset(state + 1);
    const stamp = this.#stamp;
    const filled = this.#filled;
    const seen = this.#seen;
    let actions = 0;
    for (let index = table.offset(state); index < end; index++) {
      const head = members[index] as number;
      const last = first[head + 1] as number;
      for (let edge = first[head] as number; edge < last; edge++) {
        const action = actionOf[edge] as number;
        let place = 0;
        if (stamp[action] === state) place = filled[action] as number;
        else {
          stamp[action] = state;
          seen[actions++] = action;
        }
        (this.#behind[action] as number[])[place] = behind[edge] as number;
        filled[action] = place + 1;
      }
    }
    return actions;
  }

  #targetOf(action: number): number {
    const behind = this.#behind[action] as number[];
    const count = this.#filled[action] as number;
    if (count === 1) return this.stateOf(behind[0] as number);
    const onlyMember = this.#flat.onlyMember;
    let length = 0;
    let isSorted = true;
    for (let index = 0; index < count; index++) {
      const set = behind[index] as number;
      const single = onlyMember[set] as number;
      const buffer = this.#buffer;
      if (single >= 0 && length < buffer.length) {
        if (isSorted && length > 0 && (buffer[length - 1] as number) >= single) isSorted = false;
        buffer[length++] = single;
      } else {
        isSorted = false;
        length = this.#append(set, length);
      }
    }
    return this.table.add(this.#buffer, isSorted ? length : sortedDistinct(this.#buffer, length));
  }

  #append(set: number, length: number): number {
    const members = this.#heads.sets[set] as Int32Array;
    while (length + members.length > this.#buffer.length) this.#buffer = enlarged(this.#buffer);
    this.#buffer.set(members, length);
    return length + members.length;
  }

  #begin(state: number): void {
    if (state >= this.#first.length) this.#first = enlarged(this.#first);
    this.#first[state] = this.#edges;
  }

  #addEdge(action: number, target: number): void {
    if (this.#edges === this.#action.length) {
      this.#action = enlarged(this.#action);
      this.#target = enlarged(this.#target);
    }
    this.#action[this.#edges] = action;
    this.#target[this.#edges++] = target;
  }

  graph(): TypeGraph {
    const states = this.table.count;
    this.#begin(states);
    const first = this.#first.subarray(0, states + 1);
    const isFinal = new Uint8Array(states);
    for (let state = 0; state < states; state++) if (first[state] === first[state + 1]) isFinal[state] = 1;
    const [action, target] = [this.#action.subarray(0, this.#edges), this.#target.subarray(0, this.#edges)];
    return { states, actions: this.#heads.actions, first, action, target, isFinal };
  }
}

function enlarged(array: Int32Array): Int32Array {
  const larger = new Int32Array(Math.ceil(array.length * 1.5));
  larger.set(array);
  return larger;
}

/** Sorts the first `length` numbers of the buffer and drops repetitions; returns how many remain. Mostly they are few, and sorted already. */
function sortedDistinct(buffer: Int32Array, length: number): number {
  if (length > 48) buffer.subarray(0, length).sort();
  else {
    for (let index = 1; index < length; index++) {
      const value = buffer[index] as number;
      let place = index;
      for (; place > 0 && (buffer[place - 1] as number) > value; place--) buffer[place] = buffer[place - 1] as number;
      buffer[place] = value;
    }
  }
  let distinct = 0;
  for (let index = 0; index < length; index++) {
    const value = buffer[index] as number;
    if (distinct === 0 || buffer[distinct - 1] !== value) buffer[distinct++] = value;
  }
  return distinct;
}

function describe(automaton: NumberedAutomaton, { role, actions }: RoleHeads, { state, heads }: Conflict, cameFrom: CameFrom): CoinductiveFailure {
  const path: LocalAction[] = [];
  for (let at = state; at !== 0; at = present(cameFrom.state[at])) path.push(present(actions[present(cameFrom.action[at])]));
  const conflicting = (head: Head): ConflictingHead => {
    const [edge] = head.edges;
    return { actions: head.actions.map((action) => present(actions[action])), span: edge === undefined ? undefined : automaton.edge(edge).span };
  };
  const [left, right] = [conflicting(heads[0]), conflicting(heads[1])];
  return { role, path: path.reverse(), heads: [left, right], reason: reasonOf(role, left, right) };
}

function reasonOf(role: Role, left: ConflictingHead, right: ConflictingHead): string {
  const text = ({ actions }: ConflictingHead): string =>
    actions.length === 0 ? "nothing more to do" : actions.map((action) => `\`${printLocalAction(action)}\``).join(", ");
  const clash = left.actions.find((one) =>
    right.actions.some((other) => one.message.label === other.message.label && messageKey(one.message) !== messageKey(other.message)),
  );
  const why = clash === undefined ? "" : `: one label, \`${clash.message.label}\`, with different payloads`;
  return `${role} has ${text(left)} in one run and ${text(right)} in another, and cannot tell them apart${why}`;
}
