/** `project --to smt2`: the process of each role as a transition system in SMT-LIB. */
import type { ExitCode } from "../checker/index.ts";
import { roleSystems } from "../checker/smt/role-systems/index.ts";
import type { Request } from "./command.ts";
import { closedChoreography, refuse } from "./files/load-model.ts";
import type { LoadedModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { cleanLine } from "./report/clean-text.ts";
import { UsageError } from "./usage-error.ts";

/** Writes the systems of the roles of a closed choreography, with `(reset)` between them. 3 where a role has no encoding. Throws `UsageError` for names that are none. */
export function projectedSmt2(loaded: Extract<LoadedModel, { ok: true }>, request: Request, io: Io): ExitCode {
  const { options } = request;
  const found = closedChoreography(loaded.model, options.choreography);
  if ("diagnostic" in found) return refuse([found.diagnostic], loaded.sources, request, io).exitCode;
  const { name, roles } = found.procedure;
  const unknown = options.roles.find((role) => !roles.includes(role));
  if (unknown !== undefined) throw new UsageError(`${name} has no role \`${unknown}\``);
  const systems = roleSystems(loaded.model, name).filter(({ role }) => options.roles.length === 0 || options.roles.includes(role));
  io.stdout(systems.map((system) => (system.ok ? system.text : `; ${cleanLine(`${system.role} has no encoding: ${system.reason}`)}\n`)).join("(reset)\n"));
  return systems.every(({ ok }) => ok) ? 0 : 3;
}
