/**
 * Type graphs: regular local types as numbered states and edges in arrays, for graphs of millions of states (Udomsrirungruang and Yoshida, POPL 2025).
 * Automata and μ-types become graphs and back.
 */
import { present } from "../present.ts";
import type { LocalType, Role } from "../core/index.ts";
import { localEnd } from "../core/index.ts";
import type { LocalAction, LocalAutomaton, LocalEdge } from "./automata.ts";
import { foldLocalType } from "./fold.ts";
import { byPeerAndLabel, fullMessageText, uniteNames, withoutName } from "./local-types.ts";
import type { NameSet } from "./local-types.ts";

/** State 0 is the initial one. The edges of state s are `first[s]` to `first[s + 1] - 1`; `action` indexes `actions`. */
export interface TypeGraph {
  readonly states: number;
  readonly actions: readonly LocalAction[];
  readonly first: Int32Array;
  readonly action: Int32Array;
  readonly target: Int32Array;
  /** 1 where the role may have finished. */
  readonly isFinal: Uint8Array;
}

/** The actions that leave a state, in order. */
export function actionsOf(graph: TypeGraph, state: number): readonly LocalAction[] {
  const actions: LocalAction[] = [];
  for (let edge = present(graph.first[state]); edge < present(graph.first[state + 1]); edge++)
    actions.push(present(graph.actions[present(graph.action[edge])]));
  return actions;
}

/** The graph of an automaton, in which the initial state has become state 0. Where nothing more concerns the role it has ended, whatever others do. Linear. */
export function graphOfAutomaton({ initial, states }: LocalAutomaton): TypeGraph {
  const place = (state: number): number => (state === initial ? 0 : state === 0 ? initial : state);
  const stateAt = (state: number): LocalAutomaton["states"][number] => present(states[place(state)]);
  return assemble(states.length, (state) => ({ isFinal: stateAt(state).isFinal || stateAt(state).edges.length === 0, edges: stateAt(state).edges }), place);
}

/** The automaton of a graph, with the same numbers. Linear. */
export function automatonOfGraph(graph: TypeGraph, role: Role): LocalAutomaton {
  const states = Array.from({ length: graph.states }, (_, state) => {
    const edges: LocalEdge[] = [];
    for (let edge = present(graph.first[state]); edge < present(graph.first[state + 1]); edge++) {
      edges.push({ action: present(graph.actions[present(graph.action[edge])]), target: present(graph.target[edge]) });
    }
    return { isFinal: graph.isFinal[state] === 1, edges };
  });
  return { role, initial: 0, states };
}

function assemble(
  count: number,
  stateAt: (state: number) => { readonly isFinal: boolean; readonly edges: readonly LocalEdge[] },
  place: (target: number) => number,
): TypeGraph {
  const numbers = new Map<string, number>();
  const actions: LocalAction[] = [];
  const [action, target, first, isFinal]: [number[], number[], Int32Array, Uint8Array] = [[], [], new Int32Array(count + 1), new Uint8Array(count)];
  const numberOf = (one: LocalAction): number => {
    const key = actionText(one);
    let number = numbers.get(key);
    if (number === undefined) {
      numbers.set(key, (number = actions.length));
      actions.push(one);
    }
    return number;
  };
  for (let state = 0; state < count; state++) {
    const { isFinal: finished, edges } = stateAt(state);
    first[state] = action.length;
    isFinal[state] = finished ? 1 : 0;
    for (const edge of edges) {
      action.push(numberOf(edge.action));
      target.push(place(edge.target));
    }
  }
  first[count] = action.length;
  return { states: count, actions, first, action: Int32Array.from(action), target: Int32Array.from(target), isFinal };
}

const texts = new WeakMap<LocalAction["message"], string>();

/** Tells actions apart with everything that their messages say, refinements included. */
function actionText({ direction, peer, message }: LocalAction): string {
  let text = texts.get(message);
  if (text === undefined) texts.set(message, (text = fullMessageText(message)));
  return `${direction} ${peer} ${text}`;
}

interface Bound {
  readonly name: string;
  readonly state: number;
  readonly outer: Bound | undefined;
}

const noNames: NameSet = new Set();

/**
 * The graph of a closed local type: each object is one state for each meaning of its free variables, loops are edges back. Linear in the distinct
 * objects where variables are distinct; takes no stack.
 * @throws Error when a variable is free or a recursion unguarded
 */
export function graphOfLocalType(type: LocalType): TypeGraph {
  const free = freeVariables(type);
  const known = new Map<LocalType, Map<string, number>>();
  const states: { readonly isFinal: boolean; readonly edges: LocalEdge[] }[] = [];
  const waiting: { readonly type: Extract<LocalType, { kind: "select" | "branch" }>; readonly state: number; readonly bound: Bound | undefined }[] = [];
  let end: number | undefined;
  const stateOf = (start: LocalType, outer: Bound | undefined): number => {
    const names: string[] = [];
    let inner = start;
    for (; inner.kind === "recursion"; inner = inner.body) names.push(inner.variable);
    if (inner.kind === "variable") {
      if (names.includes(inner.name)) throw new Error(`the recursion over ${inner.name} is unguarded`);
      return lookUp(inner.name, outer);
    }
    if (inner.kind === "end") return (end ??= states.push({ isFinal: true, edges: [] }) - 1);
    // The loops that begin here are known by the object where they begin.
    const meaning = [...present(free.get(start))].map((name) => lookUp(name, outer)).join(" ");
    let row = known.get(start);
    if (row === undefined) known.set(start, (row = new Map<string, number>()));
    const before = row.get(meaning);
    if (before !== undefined) return before;
    const state = states.push({ isFinal: false, edges: [] }) - 1;
    row.set(meaning, state);
    waiting.push({ type: inner, state, bound: names.reduce<Bound | undefined>((rest, name) => ({ name, state, outer: rest }), outer) });
    return state;
  };
  stateOf(type, undefined);
  for (let next = 0; next < waiting.length; next++) {
    const { type: choice, state, bound } = present(waiting[next]);
    const direction = choice.kind === "select" ? "send" : "receive";
    for (const { peer, message, continuation } of choice.branches) {
      present(states[state]).edges.push({ action: { direction, peer, message }, target: stateOf(continuation, bound) });
    }
  }
  return assemble(
    states.length,
    (state) => present(states[state]),
    (target) => target,
  );
}

function lookUp(name: string, bound: Bound | undefined): number {
  for (let each = bound; each !== undefined; each = each.outer) if (each.name === name) return each.state;
  throw new Error(`the recursion variable ${name} is not bound`);
}

function freeVariables(type: LocalType): ReadonlyMap<LocalType, NameSet> {
  const free = new Map<LocalType, NameSet>();
  foldLocalType<NameSet>(type, (part, parts) => {
    const names =
      part.kind === "variable"
        ? new Set([part.name])
        : part.kind === "recursion"
          ? withoutName(present(parts[0]), part.variable)
          : parts.reduce(uniteNames, noNames);
    free.set(part, names);
    return names;
  });
  return free;
}

/** How many constructors a μ-type may get unless the caller says otherwise. */
export const writtenTypeLimit = 100_000;

/** What is known of a state that is behind the search: its type, and the loop heads around it that the type names. */
interface Written {
  readonly type: LocalType;
  readonly heads: ReadonlySet<number>;
}

interface Visit {
  readonly state: number;
  readonly continuations: LocalType[];
  heads: ReadonlySet<number>;
}

const noHeads: ReadonlySet<number> = new Set();

/**
 * The μ-type of a graph: loop heads bind variables `t`, `t1`, …; states that several paths reach share one object where the loops around them allow.
 * Undefined where it takes more than `limit` constructors (states entered from many loops are written once for each), or where a state is no
 * local type: it may have ended and goes on, or sends and receives.
 */
export function localTypeOfGraph(graph: TypeGraph, limit: number = writtenTypeLimit): LocalType | undefined {
  const path = new Set<number>();
  const names = new Map<number, string>();
  const written = new Map<number, Written>();
  const nameOf = (state: number): string => {
    let name = names.get(state);
    if (name === undefined) names.set(state, (name = names.size === 0 ? "t" : `t${String(names.size)}`));
    return name;
  };
  const visits: Visit[] = [{ state: 0, continuations: [], heads: noHeads }];
  path.add(0);
  let made = 0;
  for (;;) {
    const visit = present(visits.at(-1));
    const edge = present(graph.first[visit.state]) + visit.continuations.length;
    if (edge < present(graph.first[visit.state + 1])) {
      const target = present(graph.target[edge]);
      const before = written.get(target);
      if (path.has(target)) {
        visit.continuations.push({ kind: "variable", name: nameOf(target) });
        visit.heads = unite(visit.heads, new Set([target]));
      } else if (before !== undefined && [...before.heads].every((head) => path.has(head))) {
        visit.continuations.push(before.type);
        visit.heads = unite(visit.heads, before.heads);
      } else {
        visits.push({ state: target, continuations: [], heads: noHeads });
        path.add(target);
      }
      continue;
    }
    if (++made > limit) return undefined;
    const choice = choiceAt(graph, visit.state, visit.continuations);
    if (choice === undefined) return undefined;
    visits.pop();
    path.delete(visit.state);
    const isHead = visit.heads.has(visit.state);
    const type: LocalType = isHead ? { kind: "recursion", variable: nameOf(visit.state), body: choice } : choice;
    const heads = isHead ? new Set([...visit.heads].filter((head) => head !== visit.state)) : visit.heads;
    written.set(visit.state, { type, heads });
    const outer = visits.at(-1);
    if (outer === undefined) return type;
    outer.continuations.push(type);
    outer.heads = unite(outer.heads, heads);
  }
}

function unite(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  if (b.size === 0 || a === b) return a;
  if (a.size === 0) return b;
  return [...b].every((each) => a.has(each)) ? a : new Set([...a, ...b]);
}

function choiceAt(graph: TypeGraph, state: number, continuations: readonly LocalType[]): LocalType | undefined {
  const actions = actionsOf(graph, state);
  const isFinal = graph.isFinal[state] === 1;
  const [head] = actions;
  if (head === undefined) return isFinal ? localEnd : undefined;
  if (isFinal || actions.some(({ direction }) => direction !== head.direction)) return undefined;
  const branches = actions.map(({ peer, message }, index) => ({ peer, message, continuation: present(continuations[index]) }));
  return { kind: head.direction === "send" ? "select" : "branch", branches: branches.sort(byPeerAndLabel) };
}
