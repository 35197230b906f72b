/** The frame that a role pushes when it enters a call (docs/semantics.md §3). */
import { present } from "../present.ts";
import type { Model, Role, Value, Variable } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import { bind } from "../values/index.ts";
import type { Environment } from "./transition-system.ts";

/** The role's parameters, bound to the values that it evaluated outside; in the order of the procedure's parameter list. */
export function parameterFrame(
  model: Model,
  call: { readonly procedure: string; readonly roles: readonly Role[] },
  role: Role,
  values: readonly Value[],
): Environment {
  return parametersOf(model, call, role).reduce((frame: Environment, { name }, index) => bind(frame, name, present(values[index])), []);
}

/** What the role is given in this call, in the order in which it is given. @throws Error for a call of nothing */
export function parametersOf(
  model: Model,
  call: { readonly procedure: string; readonly roles: readonly Role[] },
  role: Role,
): readonly { readonly name: Variable; readonly type: Type }[] {
  const process = model.processes.get(call.procedure);
  if (process !== undefined) return process.parameters;
  const procedure = model.procedures.get(call.procedure);
  if (procedure === undefined) throw new Error(`no procedure ${call.procedure}`);
  const formal = procedure.roles[call.roles.indexOf(role)];
  return procedure.parameters.filter((parameter) => parameter.role === formal);
}
