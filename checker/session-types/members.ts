/**
 * The members of a system, each associated with its role: typed against the local type that the protocol has for it (Yoshida and Hou, Less is More Revisited,
 * arXiv 2402.16741: association). The projection of a choreography is typed as a process is.
 */
import type { Model, Role, SystemDefinition } from "../../calculus/core/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import type { Projection } from "../../calculus/projection/index.ts";
import { instantiator } from "../../calculus/semantics/index.ts";
import type { Endpoint } from "./endpoint.ts";
import { fieldsOf, heldBy, playsInProtocol } from "./endpoint.ts";
import type { SessionTyping, TypedEndpoint } from "./type-endpoints.ts";

export interface Member {
  readonly role: Role;
  readonly name: string;
  /** Absent for the projection of the protocol itself, which does what the local type says by construction. */
  readonly typed?: TypedEndpoint;
  /** Why it cannot be typed at all. */
  readonly obstacle?: string;
}

/** The protocol that the members of a system play in; undefined where they are all projections of choreographies that implement none. */
export function protocolOf(model: Model, { members }: SystemDefinition): string | undefined {
  for (const { by } of members) {
    const protocol =
      by.kind === "process" ? model.processes.get(by.name)?.protocol : by.kind === "protocol" ? by.name : model.procedures.get(by.name)?.implements;
    if (protocol !== undefined) return protocol;
  }
  return undefined;
}

/** Every member of the system with its typing against the protocol. */
export function membersOf(model: Model, system: SystemDefinition, protocol: string, typing: SessionTyping): readonly Member[] {
  const using = projection();
  return system.members.map(({ role, by }): Member => {
    switch (by.kind) {
      case "process": {
        const process = model.processes.get(by.name);
        if (process === undefined) return { role, name: by.name, obstacle: `there is no process ${by.name}` };
        if (!playsInProtocol(process)) return { role, name: by.name, obstacle: `${by.name} plays in no protocol` };
        return { role, name: by.name, typed: typing.ofProcess(process, system) };
      }
      case "choreography": {
        const endpoint = projectedEndpoint(model, system, protocol, role, by.name, using);
        return typeof endpoint === "string" ? { role, name: by.name, obstacle: endpoint } : { role, name: by.name, typed: typing.ofEndpoint(endpoint) };
      }
      case "protocol": {
        const contract = typing.contracts(by.name, role);
        const name = `project ${by.name}`;
        if (contract.kind !== "type") return { role, name, obstacle: contract.reason };
        return heldBy(system, role).size === 0
          ? { role, name }
          : { role, name, obstacle: `${role} is given ends of further sessions, which a projection does not use` };
      }
    }
  });
}

/** ⟦C⟧ᵣ as an endpoint of the protocol, or why there is none. */
function projectedEndpoint(model: Model, system: SystemDefinition, protocol: string, role: Role, name: string, using: Projection): Endpoint | string {
  const procedure = model.procedures.get(name);
  const projected = procedure === undefined ? undefined : using.of(procedure.body, role);
  if (procedure === undefined || projected?.ok !== true) return `${name} is not projectable for ${role}`;
  const instantiate = instantiator(model);
  return {
    name: `${name} for ${role}`,
    role,
    protocol,
    parameters: [],
    body: projected.behaviour,
    span: procedure.span,
    fields: fieldsOf(model, role),
    held: heldBy(system, role),
    enter: (call) => {
      const callee = model.procedures.get(call.procedure);
      const body = using.of(instantiate(call.procedure, call.roles), role);
      if (callee === undefined || !body.ok) throw new Error(`procedure ${call.procedure} is not projectable for ${role}`);
      const formal = callee.roles[call.roles.indexOf(role)];
      return { name: callee.name, parameters: callee.parameters.filter((parameter) => parameter.role === formal), body: body.behaviour, span: callee.span };
    },
  };
}
