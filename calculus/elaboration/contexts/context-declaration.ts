/**
 * From automata back to a context as written. Elaborating it gives the automata again, up to the numbers of their states.
 */
import type { LocalAutomaton, LocalEdge, Message } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { ContextMember, Declaration, LocalStatement, PayloadItem } from "../../syntax/index.ts";
import { writtenMember } from "./written-member.ts";

/**
 * Returns the declaration of the context that has these automata; `span` is where the whole is written, edges keep their own. Automata may be any graphs and have any number of states, but are deterministic;
 * states that cannot be reached are left out, and a state without edges is final, because no text has another. Linear in the automata.
 */
export function contextDeclaration(name: string, automata: readonly LocalAutomaton[], span: Span = nowhere): Extract<Declaration, { kind: "context" }> {
  return { kind: "context", name: { text: name, span }, members: automata.map((automaton) => memberOf(automaton, span)), span };
}

function memberOf({ role, initial, states }: LocalAutomaton, span: Span): ContextMember {
  return writtenMember({
    role: { text: role, span },
    initial,
    states: states.map(({ isFinal, edges }, state) => ({
      name: `S${String(state)}`,
      isFinal,
      edges: edges.map((edge) => {
        const at = edge.span ?? span;
        return { action: actionOf(edge, at), target: edge.target, at };
      }),
    })),
    span,
  });
}

function actionOf({ action: { direction, peer, message } }: LocalEdge, span: Span): LocalStatement {
  return {
    kind: direction,
    peer: { text: peer, span },
    label: { text: message.label, span },
    payload: message.payload.map((item) => itemOf(item, span)),
    span,
  };
}

function itemOf({ name, sort }: Message["payload"][number], span: Span): PayloadItem {
  return {
    ...(name === undefined ? {} : { name: { text: name, span } }),
    sort:
      sort.kind === "value"
        ? { kind: "value", type: sort.type }
        : { kind: "session", protocol: { text: sort.protocol, span }, role: { text: sort.role, span } },
    span,
  };
}
