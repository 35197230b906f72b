/** Endpoints that do what a local automaton does in another order: an action before the one that comes first, an action done ahead once and for all, an input left out. */
import type { LocalAction, LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import { messageKey } from "../../calculus/protocols/index.ts";

type States = LocalAutomaton["states"];

/** All reorderings in one place; each may or may not be an asynchronous subtype. */
export function reorderedEndpoints(automaton: LocalAutomaton): readonly LocalAutomaton[] {
  const { states } = automaton;
  return [
    ...states.flatMap((_, state) => hoisted(automaton, state)),
    ...states.flatMap(({ edges }) => edges.filter(({ action }) => action.direction === "send").map(({ action }) => ahead(automaton, action))),
    ...states.flatMap((_, state) => leftOut(automaton, state)),
  ];
}

/** What follows every first action of a state comes before it. */
function hoisted(automaton: LocalAutomaton, state: number): readonly LocalAutomaton[] {
  const { states } = automaton;
  const here = states[state];
  if (here === undefined || here.isFinal || here.edges.length === 0) return [];
  const behind = here.edges.map(({ target }) => states[target]);
  const [first] = behind;
  if (first === undefined || first.edges.length === 0 || behind.some((each) => each === undefined || each.isFinal)) return [];
  const keys = (edges: readonly LocalEdge[]): string =>
    edges
      .map(({ action }) => keyOf(action))
      .sort()
      .join();
  if (behind.some((each) => keys(each?.edges ?? []) !== keys(first.edges))) return [];
  const added: { readonly isFinal: boolean; readonly edges: readonly LocalEdge[] }[] = [];
  const edges = first.edges.map(({ action }): LocalEdge => {
    const after = here.edges.map((edge): LocalEdge => {
      const next = states[edge.target]?.edges.find((other) => keyOf(other.action) === keyOf(action));
      return { action: edge.action, target: next?.target ?? edge.target };
    });
    return { action, target: states.length + added.push({ isFinal: false, edges: after }) - 1 };
  });
  return [{ ...automaton, states: [...states.with(state, { isFinal: false, edges }), ...added] }];
}

/** One output more in advance, for ever. */
function ahead(automaton: LocalAutomaton, action: LocalAction): LocalAutomaton {
  const states: States = [...automaton.states, { isFinal: false, edges: [{ action, target: automaton.initial }] }];
  return { ...automaton, initial: automaton.states.length, states };
}

function leftOut(automaton: LocalAutomaton, state: number): readonly LocalAutomaton[] {
  const [only] = automaton.states[state]?.edges ?? [];
  if (only?.action.direction !== "receive" || automaton.states[state]?.edges.length !== 1 || only.target === state) return [];
  const next = automaton.states[only.target];
  return next === undefined ? [] : [{ ...automaton, states: automaton.states.with(state, next) }];
}

function keyOf({ direction, peer, message }: LocalAction): string {
  return `${direction} ${peer} ${messageKey(message)}`;
}
