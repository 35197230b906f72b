/** What is typed: the body of a hand-written process, or of a projection, with what it may use from the start. */
import type { Action, Behaviour, Model, ProcessDefinition, Role, SystemDefinition, Variable } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";

/** A body that a call enters. */
export interface Callee {
  readonly name: string;
  readonly parameters: readonly { readonly name: Variable; readonly type: Type }[];
  readonly body: Behaviour;
  readonly span: Span;
}

export interface HeldEnd {
  readonly protocol: string;
  readonly role: Role;
}

export interface Endpoint extends Callee {
  readonly role: Role;
  readonly protocol: string;
  /** The state of the role: it persists through calls. */
  readonly fields: ReadonlyMap<Variable, Type>;
  /** The ends of further sessions that the role holds from the start; they persist through calls as well. */
  readonly held: ReadonlyMap<Variable, HeldEnd>;
  readonly enter: (call: Extract<Action, { kind: "call" }>) => Callee;
}

/** A process that plays in a protocol; the others are not typed. */
export type ProtocolProcess = ProcessDefinition & { readonly protocol: string };

/** Whether there is a protocol to type the process against. */
export function playsInProtocol(process: ProcessDefinition): process is ProtocolProcess {
  return process.protocol !== undefined;
}

/** The process as an endpoint, in no system or in one that gives its role ends of further sessions. */
export function endpointOf(model: Model, process: ProtocolProcess, system?: SystemDefinition): Endpoint {
  const { name, role, protocol, parameters, body, span } = process;
  return {
    name,
    role,
    protocol,
    parameters,
    body,
    span,
    fields: fieldsOf(model, role),
    held: system === undefined ? new Map() : heldBy(system, role),
    enter: ({ procedure }) => {
      const callee = model.processes.get(procedure);
      if (callee === undefined) throw new Error(`no process ${procedure}`);
      return callee;
    },
  };
}

/** The declared fields of the role. */
export function fieldsOf(model: Model, role: Role): ReadonlyMap<Variable, Type> {
  return new Map((model.roles.get(role) ?? []).map(({ name, type }) => [name, type]));
}

/** The ends that a system gives to a role, by the variables that hold them. */
export function heldBy({ sessions }: SystemDefinition, role: Role): ReadonlyMap<Variable, HeldEnd> {
  return new Map(
    sessions.flatMap(({ protocol, ends }) => ends.filter(({ holder }) => holder === role).map((end) => [end.variable, { protocol, role: end.role }] as const)),
  );
}
