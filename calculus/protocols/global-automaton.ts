/**
 * From a global type to its transition system: recursion variables become edges back, shared subterms one state. Sender-driven by construction and,
 * for well-formed types, deterministic and with sinks as final states (Li, Stutz, Wies and Zufferey, OOPSLA 2025, §3).
 */
import { present } from "../present.ts";
import type { GlobalType, Role } from "../core/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "./automata.ts";

type Choice = Extract<GlobalType, { kind: "choice" }>;

interface Bound {
  readonly name: string;
  readonly state: number;
  readonly outer: Bound | undefined;
}

/** Turns the subterms into states; `once` says which occurrences are one state. */
interface Sharing {
  readonly known: (choice: Choice) => number | undefined;
  readonly made: (choice: Choice, state: number) => void;
  readonly oneEnd: boolean;
}

/**
 * The automaton of a closed, guarded global type; `roles` as declared. Equal subterm objects are one state, and there is one final state. Iterative:
 * linear in the number of subterm objects, whatever their nesting.
 * @throws Error when a variable is free or a recursion unguarded, which well-formedness excludes
 */
export function globalAutomaton(type: GlobalType, roles: readonly Role[]): GlobalAutomaton {
  const states = new Map<Choice, number>();
  const sharing: Sharing = { known: (choice) => states.get(choice), made: (choice, state) => states.set(choice, state), oneEnd: true };
  return present(build(type, roles, sharing, Number.POSITIVE_INFINITY));
}

/** The choice that each state of `globalAutomaton` stands for; a final state stands for none. */
export function choicesOfStates(type: GlobalType, roles: readonly Role[]): ReadonlyMap<number, Extract<GlobalType, { kind: "choice" }>> {
  const [states, choices] = [new Map<Choice, number>(), new Map<number, Choice>()];
  const made = (choice: Choice, state: number): void => {
    states.set(choice, state);
    choices.set(state, choice);
  };
  build(type, roles, { known: (choice) => states.get(choice), made, oneEnd: true }, Number.POSITIVE_INFINITY);
  return choices;
}

/**
 * The automaton in which every occurrence of a subterm is a state of its own, as one reads the type as a tree; undefined where there are more than `limit`.
 * It has the same runs as `globalAutomaton`; counts of configurations refer to it.
 */
export function unsharedGlobalAutomaton(type: GlobalType, roles: readonly Role[], limit: number): GlobalAutomaton | undefined {
  return build(type, roles, { known: () => undefined, made: () => undefined, oneEnd: false }, limit);
}

function build(type: GlobalType, roles: readonly Role[], sharing: Sharing, limit: number): GlobalAutomaton | undefined {
  const states: { isFinal: boolean; edges: GlobalEdge[] }[] = [];
  const waiting: { readonly choice: Choice; readonly state: number; readonly bound: Bound | undefined }[] = [];
  let finalState: number | undefined;
  const add = (isFinal: boolean): number => states.push({ isFinal, edges: [] }) - 1;
  const stateOf = (term: GlobalType, outer: Bound | undefined): number => {
    const names: string[] = [];
    let inner = term;
    while (inner.kind === "recursion") {
      names.push(inner.variable);
      inner = inner.body;
    }
    if (inner.kind === "variable") {
      if (names.includes(inner.name)) throw new Error(`the recursion over ${inner.name} is unguarded`);
      return lookUp(inner.name, outer);
    }
    if (inner.kind === "end") return sharing.oneEnd ? (finalState ??= add(true)) : add(true);
    const known = sharing.known(inner);
    if (known !== undefined) return known;
    const state = add(false);
    sharing.made(inner, state);
    const bound = names.reduce<Bound | undefined>((rest, name) => ({ name, state, outer: rest }), outer);
    waiting.push({ choice: inner, state, bound });
    return state;
  };
  const initial = stateOf(type, undefined);
  for (let next = 0; next < waiting.length; next++) {
    const { choice, state, bound } = present(waiting[next]);
    const { edges } = present(states[state]);
    for (const { receiver, message, continuation, span } of choice.branches) {
      edges.push({ sender: choice.sender, receiver, message, target: stateOf(continuation, bound), span });
    }
    if (states.length > limit) return undefined;
  }
  return { roles, initial, states };
}

function lookUp(name: string, bound: Bound | undefined): number {
  for (let each = bound; each !== undefined; each = each.outer) if (each.name === name) return each.state;
  throw new Error(`the recursion variable ${name} is not bound`);
}
