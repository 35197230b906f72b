/** `project`: the process of each role of a choreography, and of each choreography that it calls; the local type of each role of a protocol. */
import { projectionDiagnostics } from "../../calculus/amendment/index.ts";
import type { LocalType, Model, Procedure, Protocol, Role } from "../../calculus/core/index.ts";
import { choreographiesOf } from "../../calculus/core/index.ts";
import { error } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, SourceFile } from "../../calculus/diagnostics/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import {
  coherence,
  globalAutomaton,
  graphOfAutomaton,
  inductiveProjections,
  localTypeOfGraph,
  numbered,
  printHead,
  protocolOf,
  subsetConstruction,
} from "../../calculus/protocols/index.ts";
import type { ProjectionFailure } from "../../calculus/protocols/index.ts";
import { beyondProtocolsWithData } from "../beyond-protocols-with-data.ts";
import type { Command } from "../command.ts";
import { loadModel, refuse } from "../files/load-model.ts";
import { notationOf } from "../notation-option.ts";
import { writeProcesses } from "../report/processes.ts";
import type { Process, RoleType } from "../report/processes.ts";
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

/** The subset construction of a role as a local type: what stands in for a projection by merging in a protocol that is coherent. Undefined where it is no type. */
function byStates({ type, roles }: Protocol, role: Role): LocalType | undefined {
  const automaton = globalAutomaton(type, roles);
  if (coherence(automaton).roles.some(({ violations, capped }) => violations.length > 0 || capped.length > 0)) return undefined;
  const built = subsetConstruction(numbered(automaton), role);
  return built.kind === "built" ? localTypeOfGraph(graphOfAutomaton(built.automaton)) : undefined;
}

/** The local types of protocols, or why a role has none. */
function localTypes(protocols: readonly Protocol[], roles: readonly Role[]): { readonly types: readonly RoleType[]; readonly findings: readonly Diagnostic[] } {
  const types: RoleType[] = [];
  const findings: Diagnostic[] = [];
  for (const protocol of protocols) {
    const { name, roles: own } = protocol;
    const project = inductiveProjections(protocol);
    for (const role of own) {
      if (roles.length > 0 && !roles.includes(role)) continue;
      const projected = project(role, "full");
      const local = projected.ok ? projected.type : byStates(protocol, role);
      if (local !== undefined) types.push({ protocol: name, role, type: local });
      else if (!projected.ok) findings.push(unmergeable(name, projected.failure));
    }
  }
  return { types, findings };
}

function unmergeable(protocol: string, { role, span, choice, difference }: ProjectionFailure): Diagnostic {
  return error(
    "unmergeable-branches",
    span,
    `${role} has no local type in ${protocol}: it does not see the choice of ${choice.sender}, and must act differently behind it`,
    {
      notes: [
        `in one branch it goes on as ${printHead(difference.left)}, in another as ${printHead(difference.right)}`,
        "`verify` says whether the protocol can be implemented all the same",
      ],
    },
  );
}

interface Chosen {
  readonly procedures: readonly Procedure[];
  readonly protocols: readonly Protocol[];
}

function chosen(model: Model, named: string | undefined): Chosen {
  if (named === undefined) return { procedures: choreographiesOf(model), protocols: [...model.protocols.values()] };
  const procedure = model.procedures.get(named);
  const protocol = model.protocols.get(named);
  if (procedure !== undefined) return { procedures: [procedure], protocols: [] };
  if (protocol !== undefined) return { procedures: [], protocols: [protocol] };
  throw new UsageError(`there is no choreography or protocol \`${named}\``);
}

/** The protocol of each choreography, as text that the tool reads. Throws `UsageError` for one that no protocol describes. */
function protocolTexts(model: Model, named: string | undefined, sources: readonly SourceFile[]): string {
  const { procedures } = chosen(model, named);
  if (procedures.length === 0) throw new UsageError("there is no choreography to take a protocol from");
  const texts = procedures.map(({ name }) => {
    const extracted = protocolOf(model, name);
    if (extracted.ok) return extracted.text;
    const { path = "", text = "" } = sources[extracted.span.file] ?? {};
    const line = text.slice(0, extracted.span.start).split("\n").length;
    throw new UsageError(`no protocol describes ${name}: ${extracted.reason} (${path}:${String(line)})`);
  });
  return texts.join("\n");
}

export const project: Command = async (request, io) => {
  const { options } = request;
  const notation = notationOf(options, ["text", "json", "mermaid", "dot", "protocol", "smt2"]);
  const loaded = await loadModel(request.words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const beyond = beyondProtocolsWithData(loaded.model, "projected");
  if (beyond.length > 0) return refuse(beyond, loaded.sources, request, io).exitCode;
  if (notation === "protocol") {
    io.stdout(protocolTexts(loaded.model, options.choreography, loaded.sources));
    return 0;
  }
  const unprojectable = projectionDiagnostics(loaded.model, loaded.files);
  if (unprojectable.length > 0) return refuse(unprojectable, loaded.sources, request, io).exitCode;
  if (notation === "smt2") return (await import("../projected-smt2.ts")).projectedSmt2(loaded, request, io);
  const { procedures, protocols } = chosen(loaded.model, options.choreography);
  if (procedures.length + protocols.length === 0) throw new UsageError("there is nothing to project: neither a choreography nor a protocol");
  const known = new Set([...procedures, ...protocols].flatMap(({ roles }) => roles));
  const unknown = options.roles.find((role) => !known.has(role));
  if (unknown !== undefined) throw new UsageError(`nothing that is projected has a role \`${unknown}\``);
  const { types, findings } = localTypes(protocols, options.roles);
  if (findings.length > 0) return refuse(findings, loaded.sources, request, io).exitCode;
  io.stdout(writeProcesses(projectedProcesses(procedures, options.roles), types, notation));
  return 0;
};
