/**
 * What a role can meet next, for coinductive projection: the heads of a state of the protocol are the next choices in which the role takes part, on every
 * path through what the others do (projection graphs of Udomsrirungruang and Yoshida, POPL 2025, for generalised choice).
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { LocalAction } from "./automata.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";

export type HeadKind = "end" | "send" | "receive";

/** A choice as the role sees it. Where only some branches of a state are for the role, each of them is a head of its own. */
export interface Head {
  readonly kind: HeadKind;
  /** Edges of the protocol. */
  readonly edges: readonly number[];
  /** Of each edge: its action, by number, and the heads behind it, by the number of the set. */
  readonly actions: readonly number[];
  readonly behind: readonly number[];
}

export interface RoleHeads {
  readonly role: Role;
  readonly heads: readonly Head[];
  /** Distinct sets of heads, sorted. */
  readonly sets: readonly Int32Array[];
  readonly initial: number;
  readonly actions: readonly LocalAction[];
}

/** Silence without end: the role has no part in what follows. */
const endHead = 0;

/**
 * The heads of a role. Linear in the protocol but for the sets of heads that states in long nests of the others' choices have; undefined where these
 * have more than `memberLimit` members together.
 */
export function roleHeads(numbered: NumberedAutomaton, role: Role, memberLimit: number): RoleHeads | undefined {
  const number = numbered.roleNumber.get(role) ?? -1;
  const { first, target, event, sender, receiver, example, automaton } = numbered;
  const sends = (edge: number): boolean => sender[present(event[edge])] === number;
  const receives = (edge: number): boolean => receiver[present(event[edge])] === number;
  const takesPart = partTakers(numbered, (edge) => sends(edge) || receives(edge));

  const actions: LocalAction[] = [];
  const actionNumbers = new Map<number, number>();
  const actionOf = (edge: number): number => {
    const one = present(event[edge]);
    let known = actionNumbers.get(one);
    if (known === undefined) {
      const { sender: from, receiver: to, message } = present(example[one]);
      actionNumbers.set(one, (known = actions.length));
      actions.push(sends(edge) ? { direction: "send", peer: to, message } : { direction: "receive", peer: from, message });
    }
    return known;
  };

  /** Heads are numbered as they come; what is behind them is found when all are known. */
  const edgesOf: { readonly kind: HeadKind; readonly edges: readonly number[] }[] = [{ kind: "end", edges: [] }];
  const headsAt = new Map<number, readonly number[]>();
  const silentFrom = (state: number): number[] => {
    const own: number[] = [];
    const silent: number[] = [];
    for (let edge = present(first[state]); edge < present(first[state + 1]); edge++) (sends(edge) || receives(edge) ? own : silent).push(edge);
    if (own.length > 0) {
      const kind = sends(present(own[0])) ? "send" : "receive";
      const groups = silent.length === 0 ? [own] : own.map((edge) => [edge]);
      headsAt.set(
        state,
        groups.map((edges) => edgesOf.push({ kind, edges }) - 1),
      );
    }
    return silent.map((edge) => present(target[edge]));
  };
  const silentSteps: (readonly number[])[] = Array.from({ length: numbered.states }, () => none);
  for (const state of depthFirst(numbered)) if (takesPart[state] === 1) silentSteps[state] = silentFrom(state);

  const sets = new HeadSets(memberLimit);
  const ended = sets.number([endHead]);
  const setOf = closures(numbered.states, silentSteps, (state) => (takesPart[state] === 1 ? undefined : ended), headsAt, sets);
  const initial = setOf(automaton.initial);
  const heads = edgesOf.map(({ kind, edges }): Head => ({
    kind,
    edges,
    actions: edges.map(actionOf),
    behind: edges.map((edge) => setOf(present(target[edge]))),
  }));
  return sets.overflowed ? undefined : { role, heads, sets: sets.all, initial, actions };
}

const none: readonly number[] = [];

/** The reachable states, those of one branch together: so sets of heads mostly come out sorted. */
function depthFirst({ automaton, states, first, target }: NumberedAutomaton): readonly number[] {
  const seen = new Uint8Array(states);
  const order: number[] = [];
  const waiting = [automaton.initial];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (seen[state] === 1) continue;
    seen[state] = 1;
    order.push(state);
    for (let edge = present(first[state + 1]) - 1; edge >= present(first[state]); edge--) waiting.push(present(target[edge]));
  }
  return order;
}

/** 1 for the states from which the role can still act. */
function partTakers({ states, first, source, target }: NumberedAutomaton, isOwn: (edge: number) => boolean): Uint8Array {
  const takesPart = new Uint8Array(states);
  const edges = target.length;
  const into = new Int32Array(states + 1);
  for (let edge = 0; edge < edges; edge++) into[present(target[edge]) + 1] = present(into[present(target[edge]) + 1]) + 1;
  for (let state = 0; state < states; state++) into[state + 1] = present(into[state + 1]) + present(into[state]);
  const fill = Int32Array.from(into);
  const incoming = new Int32Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    const at = present(fill[present(target[edge])]);
    incoming[at] = edge;
    fill[present(target[edge])] = at + 1;
  }
  const waiting: number[] = [];
  const mark = (state: number): void => {
    if (takesPart[state] === 1) return;
    takesPart[state] = 1;
    waiting.push(state);
  };
  for (let state = 0; state < states; state++) {
    for (let edge = present(first[state]); edge < present(first[state + 1]); edge++) if (isOwn(edge)) mark(state);
  }
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (let index = present(into[state]); index < present(into[state + 1]); index++) mark(present(source[present(incoming[index])]));
  }
  return takesPart;
}

/** Interned sets of heads. */
class HeadSets {
  readonly all: Int32Array[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #memberLimit: number;
  #members = 0;
  overflowed = false;

  constructor(memberLimit: number) {
    this.#memberLimit = memberLimit;
  }

  number(members: readonly number[]): number {
    const key = members.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#members += members.length;
    if (this.#members > this.#memberLimit) {
      this.overflowed = true;
      return 0;
    }
    this.#numbers.set(key, this.all.length);
    return this.all.push(Int32Array.from(members)) - 1;
  }
}

/**
 * The set of heads of a state: its own, and those of every state that silent steps reach; one set for each strongly connected component of these steps
 * (Tarjan, SIAM J. Comput. 1972), shared along a path without choices.
 */
function closures(
  states: number,
  silentSteps: readonly (readonly number[])[],
  settled: (state: number) => number | undefined,
  headsAt: ReadonlyMap<number, readonly number[]>,
  sets: HeadSets,
): (state: number) => number {
  const result = new Int32Array(states).fill(-1);
  const index = new Int32Array(states).fill(-1);
  const low = new Int32Array(states);
  const position = new Int32Array(states);
  const component: number[] = [];
  const path: number[] = [];
  let visited = 0;

  const enter = (state: number): void => {
    index[state] = low[state] = visited++;
    component.push(state);
    path.push(state);
  };
  const close = (root: number): void => {
    const members = component.splice(component.lastIndexOf(root));
    const behind = new Set<number>();
    const own: number[] = [];
    for (const member of members) {
      own.push(...(headsAt.get(member) ?? []));
      for (const next of silentSteps[member] ?? []) if (result[next] !== -1) behind.add(present(result[next]));
    }
    const [only] = behind;
    const united = new Set([...own, ...[...behind].flatMap((each) => [...(sets.all[each] ?? [])])]);
    const number = own.length === 0 && behind.size === 1 && only !== undefined ? only : sets.number([...united].sort((a, b) => a - b));
    for (const member of members) result[member] = number;
  };
  return (start) => {
    if (result[start] === -1) enter(start);
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      const done = settled(state);
      const next = done === undefined ? silentSteps[state]?.[present(position[state])] : undefined;
      if (next === undefined) {
        path.pop();
        if (done !== undefined) {
          component.pop();
          result[state] = done;
        } else if (low[state] === index[state]) close(state);
        const outer = path.at(-1);
        if (outer !== undefined && result[state] === -1) low[outer] = Math.min(present(low[outer]), present(low[state]));
        continue;
      }
      position[state] = present(position[state]) + 1;
      if (index[next] === -1) enter(next);
      else if (result[next] === -1) low[state] = Math.min(present(low[state]), present(index[next]));
    }
    return present(result[start]);
  };
}
