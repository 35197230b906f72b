/** Machines of networks: of the processes that a choreography projects to, of systems, of any behaviours (docs/machine.md). */
import type { Action, Behaviour, Model, Role, SystemDefinition, Variable } from "../core/index.ts";
import { fifo, stop } from "../core/index.ts";
import { present } from "../present.ts";
import type { Projection } from "../projection/index.ts";
import { projectAll, projection } from "../projection/index.ts";
import type { Contracts } from "../protocols/index.ts";
import { instantiator, procedureOf, systemMembers } from "../semantics/index.ts";
import { assemble } from "./assemble.ts";
import type { BuildOptions, BuildResult } from "./built.ts";
import { controlOf } from "./control.ts";
import type { Control } from "./control.ts";
import { draftOf } from "./draft.ts";
import type { DraftProcess, GivenEnd } from "./draft.ts";
import { encoding } from "./encoding.ts";
import { meetingsOf } from "./meetings.ts";
import { messageFlow } from "./message-flow.ts";
import type { CallTarget } from "./moves.ts";

/** More locations of one process than this are not built. */
const defaultMaxLocations = 100_000;
/** Frames of calls beyond this are not built: the control of a process whose calls nest without end is not finite. */
const defaultMaxFrameDepth = 64;

/** What a network is made of. */
export interface NetworkParts {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly behaviours: ReadonlyMap<Role, Behaviour>;
  /** What calls of choreographies enter, and the identities of behaviours. */
  readonly using: Projection;
  readonly sessions?: SystemDefinition["sessions"];
}

/**
 * The machine of a network of processes. Its states and steps are those of `networkOf`, step for step.
 * @returns the machine, or a clause that says what has none. Linear in locations and commands, times the variables that calls move.
 */
export function machineOfNetwork(model: Model, parts: NetworkParts, options: BuildOptions = {}): BuildResult {
  const { name, roles, behaviours, using, sessions = [] } = parts;
  const { network = fifo, faults, tellsPositions = false, maxLocations = defaultMaxLocations, maxFrameDepth = defaultMaxFrameDepth } = options;
  const { definitions } = model;
  const enter = entrances(model, using);
  const drafts: DraftProcess[] = [];
  for (const role of roles) {
    const given = endsOf(role, sessions);
    const behaviour = behaviours.get(role) ?? stop;
    const identity = (term: Behaviour): number => using.identities.behaviour(term);
    let control: Control;
    try {
      const result = controlOf({
        ...{ role, behaviour, identity, tellsPositions, maxLocations, maxFrameDepth },
        given: [...given.keys()],
        enter: (call) => enter(role, call),
      });
      if (!result.ok) return result;
      control = result.control;
    } catch (error) {
      if (error instanceof NoBehaviour) return { ok: false, reason: error.message };
      throw error;
    }
    drafts.push(draftOf({ role, control, fields: model.roles.get(role) ?? [], given, definitions, sendsEnds: sessions.length > 0 }));
  }
  const followed = messageFlow(drafts, definitions, options.claimsTypes === true && sessions.length === 0 ? meetingsOf(drafts) : undefined);
  if (!followed.ok) return followed;
  const machine = assemble({ name, processes: drafts, flow: followed.flow, definitions, network, ...(faults === undefined ? {} : { faults }) });
  return { ok: true, built: { machine, ...encoding(machine, drafts) } };
}

/** The machine of the network that a closed choreography of the model (its entry by default) projects to. @throws Error as `networkSystem`. */
export function machineOfChoreography(model: Model, subject?: string, options: BuildOptions & { readonly projection?: Projection } = {}): BuildResult {
  const procedure = procedureOf(model, subject);
  const using = options.projection ?? projection();
  const { behaviours, errors } = projectAll(procedure.body, procedure.roles, using);
  const [error] = errors;
  if (error !== undefined) return { ok: false, reason: `${procedure.name} is not projectable for ${error.role}` };
  return machineOfNetwork(model, { name: procedure.name, roles: procedure.roles, behaviours, using }, options);
}

/** The machine of a system of the model; `contracts` are those of its protocols. */
export function machineOfSystem(
  model: Model,
  system: SystemDefinition,
  contracts: Contracts,
  options: BuildOptions & { readonly projection?: Projection } = {},
): BuildResult {
  const using = options.projection ?? projection();
  const members = systemMembers(model, system, contracts, { ...options, projection: using });
  if (!members.ok) return members;
  const { roles, behaviours } = members;
  return machineOfNetwork(model, { name: system.name, roles, behaviours, using, sessions: system.sessions }, options);
}

class NoBehaviour extends Error {}

/** What a call of a role does: the body of a process, or the projection of a choreography for the roles of the call. */
function entrances(model: Model, using: Projection): (role: Role, call: Extract<Action, { kind: "call" }>) => CallTarget {
  const instantiate = instantiator(model);
  return (role, { procedure: name, roles }) => {
    const process = model.processes.get(name);
    if (process !== undefined) return { behaviour: process.body, parameters: process.parameters.map((parameter) => parameter.name) };
    const projected = using.of(instantiate(name, roles), role);
    if (!projected.ok) throw new NoBehaviour(`procedure ${name} is not projectable for ${role}`);
    const { roles: formal, parameters } = present(model.procedures.get(name));
    const own = formal[roles.indexOf(role)];
    return { behaviour: projected.behaviour, parameters: parameters.filter((parameter) => parameter.role === own).map((parameter) => parameter.name) };
  };
}

function endsOf(role: Role, sessions: SystemDefinition["sessions"]): ReadonlyMap<Variable, GivenEnd> {
  const given = new Map<Variable, GivenEnd>();
  for (const { name, ends } of sessions) for (const end of ends) if (end.holder === role) given.set(end.variable, { session: name, role: end.role });
  return given;
}
