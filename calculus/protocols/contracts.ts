/**
 * The local type of a role in a protocol, as an automaton: the inductive full projection where it is defined, and otherwise the subset construction, which
 * exists for every implementable protocol (Li, Stutz, Wies and Zufferey, CAV 2023). So processes can be typed against protocols that merging refuses.
 */
import type { Model, Protocol, Role } from "../core/index.ts";
import type { LocalAutomaton } from "./automata.ts";
import { coherence } from "./coherence.ts";
import type { Coherence } from "./coherence.ts";
import { ineligible } from "./eligibility.ts";
import { globalAutomaton } from "./global-automaton.ts";
import { numbered } from "./numbered-automaton.ts";
import { inductiveProjections } from "./project-inductive.ts";
import type { InductiveProjector } from "./project-inductive.ts";
import { subsetConstruction } from "./subset-construction.ts";
import { automatonOfGraph, graphOfLocalType } from "./type-graph.ts";

/** The local type of a role, with how it was found; or why there is none. `unknown` where a cap was reached. */
export type Contract =
  | { readonly kind: "type"; readonly automaton: LocalAutomaton; readonly by: "projection" | "subset construction" }
  | { readonly kind: "none" | "unknown"; readonly reason: string };

export type Contracts = (protocol: string, role: Role) => Contract;

/** The contracts of the protocols of a model; each is found once, when it is asked for. */
export function contracts(model: Model): Contracts {
  const byProtocol = new Map<string, (role: Role) => Contract>();
  return (name, role) => {
    const protocol = model.protocols.get(name);
    if (protocol === undefined) return { kind: "none", reason: `${name} is not well formed` };
    let of = byProtocol.get(name);
    if (of === undefined) byProtocol.set(name, (of = contractsOf(protocol)));
    return of(role);
  };
}

function contractsOf(protocol: Protocol): (role: Role) => Contract {
  const known = new Map<Role, Contract>();
  const automaton = globalAutomaton(protocol.type, protocol.roles);
  let project: InductiveProjector | undefined;
  let decided: Coherence | undefined;

  function find(role: Role): Contract {
    if (!protocol.roles.includes(role)) return { kind: "none", reason: `${role} is no role of ${protocol.name}` };
    project ??= inductiveProjections(protocol);
    const projected = project(role, "full");
    if (projected.ok) return { kind: "type", automaton: automatonOfGraph(graphOfLocalType(projected.type), role), by: "projection" };
    const obstacle = ineligible(automaton);
    if (obstacle !== undefined) return { kind: "unknown", reason: `${protocol.name} is beyond the decision of implementability: ${obstacle}` };
    decided ??= coherence(automaton);
    for (const { role: other, violations, capped } of decided.roles) {
      const [first] = violations;
      if (first !== undefined) return { kind: "none", reason: `${protocol.name} is not implementable: it is not ${first.condition} for ${other}` };
      if (capped.length > 0) return { kind: "unknown", reason: `whether ${protocol.name} is implementable is unknown: too many ${capped.join(", ")}` };
    }
    if (decided.roles.some((one) => one.role === role && one.open !== undefined))
      return { kind: "none", reason: `${role} cannot know when it is finished in ${protocol.name}` };
    const built = subsetConstruction(numbered(automaton), role);
    if (built.kind === "capped") return { kind: "unknown", reason: `the subset construction for ${role} has more than ${String(built.at)} ${built.limit}` };
    return { kind: "type", automaton: built.automaton, by: "subset construction" };
  }

  return (role) => {
    let contract = known.get(role);
    if (contract === undefined) known.set(role, (contract = find(role)));
    return contract;
  };
}
