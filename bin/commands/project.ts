/** `project`: the process of each role of a choreography, and of each choreography that it calls. */
import { projectionDiagnostics } from "../../calculus/amendment/index.ts";
import type { Model, Procedure, Role } from "../../calculus/core/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import type { Command } from "../command.ts";
import { loadModel, refuse } from "../files/load-model.ts";
import { notationOf } from "../notation-option.ts";
import { writeProcesses } from "../report/processes.ts";
import type { Process } from "../report/processes.ts";
import { UsageError } from "../usage-error.ts";

function projectedProcesses(procedures: readonly Procedure[], roles: readonly Role[]): readonly Process[] {
  const using = projection();
  return procedures.flatMap(({ name, body, roles: own }) =>
    own.flatMap((role) => {
      if (roles.length > 0 && !roles.includes(role)) return [];
      const projected = using.of(body, role);
      if (!projected.ok) throw new Error(`${name} has no projection for ${role}, and no finding says so`);
      return [{ choreography: name, role, behaviour: projected.behaviour }];
    }),
  );
}

function chosenProcedures(model: Model, named: string | undefined): readonly Procedure[] {
  if (named === undefined) return [...model.procedures.values()];
  const procedure = model.procedures.get(named);
  if (procedure === undefined) throw new UsageError(`there is no choreography \`${named}\``);
  return [procedure];
}

export const project: Command = async (request, io) => {
  const { options } = request;
  const notation = notationOf(options, ["text", "json", "mermaid", "dot"]);
  const loaded = await loadModel(request.words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const findings = projectionDiagnostics(loaded.model, loaded.files);
  if (findings.length > 0) return refuse(findings, loaded.sources, request, io).exitCode;
  const procedures = chosenProcedures(loaded.model, options.choreography);
  const known = new Set(procedures.flatMap(({ roles }) => roles));
  const unknown = options.roles.find((role) => !known.has(role));
  if (unknown !== undefined) throw new UsageError(`no choreography has a role \`${unknown}\``);
  io.stdout(writeProcesses(projectedProcesses(procedures, options.roles), notation));
  return 0;
};
