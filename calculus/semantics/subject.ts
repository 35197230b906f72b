/** Which choreography of a model is executed: it must be closed. */
import type { Model, Procedure } from "../core/index.ts";

/** Whether a choreography can run on its own: every role is a declared one and it has no value parameters. */
export function isClosed(procedure: Procedure): boolean {
  return procedure.parameters.length === 0 && procedure.roles.every((role) => procedure.stateOf.get(role) === role);
}

/** The named procedure, or the model's entry. @throws Error if it does not exist or is not closed. */
export function procedureOf(model: Model, subject: string | undefined): Procedure {
  const name = subject ?? model.entry;
  const procedure = name === undefined ? undefined : model.procedures.get(name);
  if (procedure === undefined) throw new Error(name === undefined ? "the model has no entry" : `no choreography ${name}`);
  if (!isClosed(procedure)) throw new Error(`choreography ${procedure.name} has formal roles or parameters and cannot run on its own`);
  return procedure;
}
