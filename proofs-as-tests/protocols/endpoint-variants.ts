/** Endpoints that differ from a local automaton in one place: an action dropped or added, a later receive allowed early, a payload that promises more or less. */
import type { LocalAction, LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import type { Message } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import { intType } from "../../calculus/values/index.ts";

export const positiveType: Type = {
  kind: "refined",
  base: intType,
  predicate: {
    kind: "binary",
    operator: ">",
    left: { kind: "name", name: { text: "value", span: nowhere }, span: nowhere },
    right: { kind: "integer", value: 0n, span: nowhere },
    span: nowhere,
  },
  span: nowhere,
};

/** All variants in one place; each may or may not be a subtype. The added label is one that nobody else uses. */
export function endpointVariants(automaton: LocalAutomaton): readonly LocalAutomaton[] {
  const variants: LocalAutomaton[] = [];
  const end = automaton.states.length;
  const states = [...automaton.states, { isFinal: true, edges: [] }];
  const withEdges = (state: number, edges: readonly LocalEdge[]): void => {
    variants.push({ ...automaton, states: states.with(state, { isFinal: states[state]?.isFinal === true, edges }) });
  };
  for (const [state, { edges }] of automaton.states.entries()) {
    for (const [index, edge] of edges.entries()) {
      if (edges.length > 1) withEdges(state, edges.toSpliced(index, 1));
      const repaid = otherPayload(edge.action);
      if (repaid !== undefined) withEdges(state, edges.with(index, { ...edge, action: repaid }));
    }
    const [first] = edges;
    if (first !== undefined) withEdges(state, [...edges, { action: { ...first.action, message: { label: "z", payload: [] } }, target: end }]);
    const early = first?.action.direction === "receive" ? receiveFromAnother(automaton, edges) : undefined;
    if (early !== undefined) withEdges(state, [...edges, { action: early, target: end }]);
  }
  return variants;
}

/** A receive of the automaton from a peer that these edges do not listen to. */
function receiveFromAnother({ states }: LocalAutomaton, edges: readonly LocalEdge[]): LocalAction | undefined {
  const heard = new Set(edges.map(({ action }) => action.peer));
  return states.flatMap((state) => state.edges).find(({ action }) => action.direction === "receive" && !heard.has(action.peer))?.action;
}

function otherPayload(action: LocalAction): LocalAction | undefined {
  const [item] = action.message.payload;
  if (item?.sort.kind !== "value") return undefined;
  return { ...action, message: messageOf(action.message.label, item.sort.type.kind === "refined" ? intType : positiveType) };
}

/** A message that carries one value of this type. */
export function messageOf(label: string, type: Type): Message {
  return { label, payload: [{ sort: { kind: "value", type } }] };
}
