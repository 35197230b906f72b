/** The communicating system that a name of a checked file denotes: a context as it is written, the local automata of a protocol, the communications of a system. */
import type { Model } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { goesOn } from "../automata/index.ts";
import type { CommunicatingSystem } from "../automata/index.ts";
import { protocolSubject } from "../implementability/index.ts";
import { systemCommunications } from "./of-system.ts";

/** The system, or why the name denotes none. */
export type FoundSystem = { readonly ok: true; readonly system: CommunicatingSystem } | { readonly ok: false; readonly reason: string; readonly span?: Span };

/** The communicating system of a context, protocol or system of the model. To ask for several, use `communicatingSystems`. */
export function communicatingSystem(model: Model, name: string): FoundSystem {
  return communicatingSystems(model)(name);
}

/** The communicating systems of a model, each made once, when it is asked for. */
export function communicatingSystems(model: Model): (name: string) => FoundSystem {
  const known = new Map<string, FoundSystem>();
  const typesOf = contracts(model);
  const find = (name: string): FoundSystem => {
    const context = model.contexts.get(name);
    if (context !== undefined) {
      const { automata, span } = context;
      return { ok: true, system: { kind: "context", name, span, automata, assumptions: valuesErased(automata), exact: true } };
    }
    const protocol = model.protocols.get(name);
    if (protocol !== undefined) {
      const { span, assumptions, automata } = protocolSubject(protocol);
      const local = automata(false);
      if (!local.ok) return { ok: false, reason: local.reason, span };
      return { ok: true, system: { kind: "protocol", name, span, automata: local.automata, assumptions, exact: true } };
    }
    const system = model.systems.get(name);
    if (system !== undefined) return systemCommunications(model, system, typesOf);
    return { ok: false, reason: `there is no context, protocol or system ${name}` };
  };
  return (name) => {
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = whereRolesGoOn(find(name))));
    return found;
  };
}

/** The system with the assumption that roles which may be over, and can still send, go on. */
function whereRolesGoOn(found: FoundSystem): FoundSystem {
  if (!found.ok) return found;
  const { system } = found;
  return { ok: true, system: { ...system, assumptions: [...system.assumptions, ...goesOn(system.automata)] } };
}

function valuesErased(automata: readonly LocalAutomaton[]): readonly string[] {
  const hasPayload = automata.some(({ states }) => states.some(({ edges }) => edges.some(({ action }) => action.message.payload.length > 0)));
  return hasPayload ? ["values of payloads and refinements are erased"] : [];
}
