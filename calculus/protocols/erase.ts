/**
 * ⌊C⌋: the protocol of a choreography. Messages stay, with the types of what is sent; local actions and decisions become silent steps. What a role sees of
 * it is C(⌊C⌋, r), of which the local type of the projected process ⟦C⟧ᵣ is a subtype (equal but for loops that a merge unites).
 */
import type { Model, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "./automata.ts";
import { controlGraph } from "./control-graph.ts";
import type { ControlEdge, ControlGraph } from "./control-graph.ts";

export type Erasure =
  | { readonly ok: true; readonly automaton: GlobalAutomaton }
  /** The choreography is no regular protocol, or too large to be looked at as one. */
  | { readonly ok: false; readonly reason: string; readonly span: Span };

/** Silent steps are messages between these two, which no program can spell. */
export const silentRoles: readonly [Role, Role] = ["#", "##"];

/** ⌊C⌋ for a procedure of a checked file. Linear in its control graph. */
export function eraseChoreography(model: Model, procedureName: string): Erasure {
  const result = controlGraph(model, procedureName);
  return result.ok ? { ok: true, automaton: eraseGraph(result.graph) } : { ok: false, reason: result.reason, span: result.span };
}

/** The automaton of a control graph with the same numbers; `silentRoles` come last among its roles. Linear. */
export function eraseGraph({ roles, initial, states }: ControlGraph): GlobalAutomaton {
  return {
    roles: [...roles, ...silentRoles],
    initial,
    states: states.map(({ edges }) => ({ isFinal: edges.length === 0, edges: edges.map(erased) })),
  };
}

function erased(edge: ControlEdge, index: number): GlobalEdge {
  const { target, site } = edge;
  if (edge.kind === "message") return { sender: edge.sender, receiver: edge.receiver, message: edge.message, target, span: site.span };
  const [sender, receiver] = silentRoles;
  return { sender, receiver, message: { label: String(index), payload: [] }, target, span: site.span };
}
