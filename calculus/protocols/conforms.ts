/**
 * Whether a choreography implements a protocol: for every role, what it does in ⌊C⌋ is a subtype of what the protocol asks of it, so that its process may
 * stand where the protocol's role is expected (Ghilezan et al., JLAMP 2019). Refinements are data and are not compared.
 */
import { present } from "../present.ts";
import type { Definitions, Message, Model, Procedure, Protocol, Role } from "../core/index.ts";
import type { GlobalAutomaton } from "./automata.ts";
import { eraseChoreography } from "./erase.ts";
import { globalAutomaton } from "./global-automaton.ts";
import { numbered } from "./numbered-automaton.ts";
import { expandType } from "./payload-sorts.ts";
import { subsetConstruction } from "./subset-construction.ts";
import { isSubtype } from "./subtyping.ts";
import type { SubtypeFailure } from "./subtyping.ts";
import { graphOfAutomaton } from "./type-graph.ts";
import type { TypeGraph } from "./type-graph.ts";

export type Conformance =
  | { readonly kind: "conforms" }
  /** This role's behaviour in the choreography may not stand where the protocol has the role. */
  | { readonly kind: "fails"; readonly role: Role; readonly failure: SubtypeFailure }
  | { readonly kind: "unknown"; readonly reason: string };

/** Judges `choreography C implements P`. Roles go by their names; a role that one of them lacks does nothing there. */
export function conforms(model: Model, procedure: Procedure, protocol: Protocol): Conformance {
  const erasure = eraseChoreography(model, procedure.name);
  if (!erasure.ok) return { kind: "unknown", reason: erasure.reason };
  const roles = [...new Set([...protocol.roles, ...procedure.roles])];
  const withRoles = (automaton: GlobalAutomaton): GlobalAutomaton => ({ ...automaton, roles: [...new Set([...roles, ...automaton.roles])] });
  const ours = numbered(withRoles(erasure.automaton));
  const theirs = numbered(withRoles(unrefined(globalAutomaton(protocol.type, protocol.roles), model.definitions)));
  const graphOf = (automaton: typeof ours, role: Role): TypeGraph | undefined => {
    const built = subsetConstruction(automaton, role);
    return built.kind === "built" ? graphOfAutomaton(built.automaton) : undefined;
  };
  for (const role of roles) {
    const [left, right] = [graphOf(ours, role), graphOf(theirs, role)];
    if (left === undefined || right === undefined) return { kind: "unknown", reason: `the local type of ${role} has too many states` };
    const result = isSubtype(left, right);
    if (result.kind === "unknown") return { kind: "unknown", reason: `the local types of ${role} have more than ${String(result.limit)} pairs of states` };
    if (result.kind === "fails") return { kind: "fails", role, failure: result.failure };
  }
  return { kind: "conforms" };
}

/** The automaton with the names of types replaced by what they stand for, and without refinements. */
function unrefined(automaton: GlobalAutomaton, definitions: Definitions): GlobalAutomaton {
  const known = new Map<Message, Message>();
  const plain = (message: Message): Message => {
    if (!known.has(message)) {
      const payload = message.payload.map(({ sort }) => ({ sort: sort.kind === "value" ? { ...sort, type: expandType(sort.type, definitions) } : sort }));
      known.set(message, { label: message.label, payload });
    }
    return present(known.get(message));
  };
  const states = automaton.states.map(({ isFinal, edges }) => ({ isFinal, edges: edges.map((edge) => ({ ...edge, message: plain(edge.message) })) }));
  return { ...automaton, states };
}
