/** The network of a system: hand-written processes, projections of choreographies, and projections of protocols, which do anything that their types allow. */
import type { Behaviour, Model, Role, SystemDefinition } from "../../core/index.ts";
import { projection } from "../../projection/index.ts";
import type { Contracts } from "../../protocols/index.ts";
import { havocBehaviour } from "../../protocols/index.ts";
import type { NetworkOptions, NetworkSystem } from "./system.ts";
import { networkOf } from "./system.ts";
import { giveEnds } from "./session-ends.ts";

/** The transition system of a system, or why a member has no process. */
export type SystemNetwork = { readonly ok: true; readonly system: NetworkSystem } | { readonly ok: false; readonly reason: string };

/** The processes of a system's members, or why one of them has none. */
export type SystemMembers =
  { readonly ok: true; readonly roles: readonly Role[]; readonly behaviours: ReadonlyMap<Role, Behaviour> } | { readonly ok: false; readonly reason: string };

/** Builds the network of a system of the model; `contracts` are those of its protocols. */
export function systemNetwork(model: Model, system: SystemDefinition, contracts: Contracts, options: NetworkOptions = {}): SystemNetwork {
  const using = options.projection ?? projection();
  const members = systemMembers(model, system, contracts, { ...options, projection: using });
  if (!members.ok) return members;
  const network = networkOf(model, members.roles, members.behaviours, using, options, (world) => giveEnds(world, system.sessions));
  return { ok: true, system: { ...network, ...(network.parts === undefined ? {} : { parts: { ...network.parts, sessions: system.sessions } }) } };
}

/** The processes of which the network of a system consists; `options` say what they run on, and how choreographies are projected. */
export function systemMembers(
  model: Model,
  { members, sessions }: SystemDefinition,
  contracts: Contracts,
  options: Pick<NetworkOptions, "network" | "faults" | "projection"> = {},
): SystemMembers {
  const using = options.projection ?? projection();
  const refused = sessions.length === 0 ? undefined : notWithSessions(options);
  if (refused !== undefined) return { ok: false, reason: refused };
  const behaviours = new Map<Role, Behaviour>();
  for (const { role, by } of members) {
    const found = behaviourOf(role, by);
    if (typeof found === "string") return { ok: false, reason: found };
    behaviours.set(role, found);
  }
  return { ok: true, roles: members.map(({ role }) => role), behaviours };

  function behaviourOf(role: Role, { kind, name }: SystemDefinition["members"][number]["by"]): Behaviour | string {
    switch (kind) {
      case "process":
        return model.processes.get(name)?.body ?? `there is no process ${name}`;
      case "choreography": {
        const procedure = model.procedures.get(name);
        const projected = procedure === undefined ? undefined : using.of(procedure.body, role);
        return projected?.ok === true ? projected.behaviour : `${name} is not projectable for ${role}`;
      }
      case "protocol": {
        const contract = contracts(name, role);
        if (contract.kind !== "type") return `${role} has no local type: ${contract.reason}`;
        const havoc = havocBehaviour(contract.automaton);
        return havoc.ok ? havoc.behaviour : havoc.reason;
      }
    }
  }
}

/** What would make two ends of one, or bring back an end that was given away. */
function notWithSessions({ network, faults }: Pick<NetworkOptions, "network" | "faults">): string | undefined {
  if (network?.duplicating === true) return "a duplicating network would duplicate ends of further sessions, which is not supported";
  const clause = faults?.clauses.find((one) => one.kind === "duplicate" || (one.kind === "crash" && one.restarts));
  if (clause === undefined) return undefined;
  return `${clause.kind === "crash" ? "a restart" : "a duplicate"} in a system with further sessions is not supported: it would bring back ends that were given away`;
}
