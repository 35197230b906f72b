/**
 * C(G, p), the candidate for a role: events of others become silent, the rest is made deterministic, and a state is final if it contains a final state of the
 * protocol (Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021; Li, Stutz, Wies and Zufferey, CAV 2023). Exponential at worst, hence capped.
 */
import { present } from "../present.ts";
import type { LocalAutomaton, LocalEdge } from "./automata.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";
import type { Role } from "../core/index.ts";
import { roleView, type RoleView } from "./role-view.ts";

export interface SubsetOptions {
  /** States of the result, and members of all its sets together. */
  readonly stateLimit: number;
  readonly memberLimit: number;
  /** Whether states that do not concern the role are passed over: fewer members, and sets that differ in such states only are one state. */
  readonly passOver: boolean;
}

export const usualSubsets: SubsetOptions = { stateLimit: 100_000, memberLimit: 10_000_000, passOver: true };

/** `subsets` has the states of the protocol that each local state stands for, sorted. */
export type SubsetResult =
  | { readonly kind: "built"; readonly automaton: LocalAutomaton; readonly subsets: readonly (readonly number[])[] }
  | { readonly kind: "capped"; readonly limit: "states" | "members"; readonly at: number };

/** The local automaton of a role that is one of the automaton's. Local states are numbered in the order of a breadth-first search. */
export function subsetConstruction(numbered: NumberedAutomaton, role: Role, options: SubsetOptions = usualSubsets): SubsetResult {
  const view = roleView(numbered, role, options.passOver);
  const numbers = new Map<string, number>();
  const subsets: (readonly number[])[] = [];
  let members = 0;
  const numberOf = (states: Iterable<number>): number => {
    const subset = closure(view, states);
    const key = subset.join(",");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, subsets.length);
    members += subset.length;
    return subsets.push(subset) - 1;
  };
  const states: { readonly isFinal: boolean; readonly edges: readonly LocalEdge[] }[] = [];
  numberOf([view.initial]);
  for (let index = 0; index < subsets.length; index++) {
    if (subsets.length > options.stateLimit) return { kind: "capped", limit: "states", at: options.stateLimit };
    if (members > options.memberLimit) return { kind: "capped", limit: "members", at: options.memberLimit };
    const subset = present(subsets[index]);
    const targets = new Map<number, Set<number>>();
    for (const state of subset) {
      for (const { edge, to } of view.own[state] ?? []) {
        const event = present(numbered.event[edge]);
        targets.set(event, (targets.get(event) ?? new Set()).add(to));
      }
    }
    const edges = [...targets].sort(([a], [b]) => a - b).map(([event, to]): LocalEdge => ({ action: actionOf(view, event), target: numberOf(to) }));
    states.push({ isFinal: subset.some((state) => present(numbered.automaton.states[state]).isFinal), edges });
  }
  return { kind: "built", automaton: { role, initial: 0, states }, subsets };
}

/** The states with all that silent steps reach, sorted. */
function closure(view: RoleView, states: Iterable<number>): readonly number[] {
  const reached = new Set(states);
  for (const state of reached) for (const { to } of view.silent[state] ?? []) reached.add(to);
  return [...reached].sort((a, b) => a - b);
}

function actionOf(view: RoleView, event: number): LocalEdge["action"] {
  const { sender, receiver, message } = present(view.numbered.example[event]);
  return view.sends(event) ? { direction: "send", peer: receiver, message } : { direction: "receive", peer: sender, message };
}
