/**
 * What follows for a system whose members are all associated with an implementable protocol. Subject reduction and session fidelity of associated systems (Yoshida
 * and Hou, Less is More Revisited, arXiv 2402.16741; Scalas and Yoshida, POPL 2019), with implementability in the place of projectability (Li, Stutz, Wies and
 * Zufferey, CAV 2023).
 *
 * It speaks of one session: with further sessions a role may wait in one for what another role does only after it was served in the other, so deadlock freedom
 * is left to exploration. Reception safety and the absence of orphan messages hold in each session on its own. A role that fails, whose assumption is false or that
 * computes for ever does not do what its type says: who waits for it is excused by the definitions, and nothing is claimed about liveness.
 */
import type { Model, SystemDefinition } from "../../calculus/core/index.ts";
import { coherence, globalAutomaton, ineligible } from "../../calculus/protocols/index.ts";
import type { RunItem } from "../items.ts";

export const associationTheorem =
  "association: every member is typed against the local type of its role in an implementable protocol (docs/session-types.md): tested on generated systems, not mechanised";

/** Why the protocol is not known to be implementable with sink-final roles; undefined where it is. */
export function implementabilityObstacle(model: Model, name: string): string | undefined {
  const protocol = model.protocols.get(name);
  if (protocol === undefined) return `there is no protocol ${name}`;
  const automaton = globalAutomaton(protocol.type, protocol.roles);
  const ineligibility = ineligible(automaton);
  if (ineligibility !== undefined) return ineligibility;
  for (const { role, violations, open, capped } of coherence(automaton).roles) {
    if (violations.length > 0) return `${name} is not implementable for ${role}`;
    if (open !== undefined) return `${role} cannot know when it is finished in ${name}`;
    if (capped.length > 0) return `whether ${name} is implementable is unknown: too many ${capped.join(", ")}`;
  }
  return undefined;
}

/** The items that association decides for the system, if its members are associated; none where a protocol of it is not implementable. */
export function itemsByAssociation(model: Model, system: SystemDefinition, protocol: string): readonly RunItem[] {
  const protocols = new Set([protocol, ...system.sessions.map((session) => session.protocol)]);
  if ([...protocols].some((name) => implementabilityObstacle(model, name) !== undefined)) return [];
  return system.sessions.length === 0 ? ["deadlock-free", "reception-safe", "orphan-free"] : ["reception-safe", "orphan-free"];
}
