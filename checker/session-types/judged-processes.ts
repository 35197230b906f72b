/**
 * Which processes are judged on their own: members of systems, with the ends that those give them, and processes that no other calls. What is only called is
 * judged where it is called, because it may do the rest of a session that its caller began.
 */
import type { Behaviour, Model, ProcessDefinition, SystemDefinition } from "../../calculus/core/index.ts";
import { mapParts, spine } from "../../calculus/core/index.ts";
import type { Diagnostic } from "../../calculus/diagnostics/index.ts";
import { playsInProtocol } from "./endpoint.ts";
import type { SessionTyping, TypedEndpoint } from "./type-endpoints.ts";

export interface JudgedProcess {
  readonly process: ProcessDefinition;
  readonly system?: SystemDefinition;
  readonly typed: TypedEndpoint;
}

/** The judgements on the processes of a model that play in a protocol, in the order of their declarations. */
export function judgeProcesses(model: Model, typing: SessionTyping): readonly JudgedProcess[] {
  const called = new Set([...model.processes.values()].flatMap(({ name, body }) => calledBy(body).filter((callee) => callee !== name)));
  return [...model.processes.values()].filter(playsInProtocol).flatMap((process) => {
    const systems = [...model.systems.values()].filter(({ members }) => members.some(({ by }) => by.kind === "process" && by.name === process.name));
    if (systems.length > 0) return systems.map((system) => ({ process, system, typed: typing.ofProcess(process, system) }));
    return called.has(process.name) ? [] : [{ process, typed: typing.ofProcess(process) }];
  });
}

/** What is wrong with the processes of a model, each mistake once. */
export function processDiagnostics(model: Model, typing: SessionTyping): readonly Diagnostic[] {
  return [...new Set(judgeProcesses(model, typing).flatMap(({ typed }) => typed.diagnostics))];
}

/** The processes that a body calls. Linear in its distinct nodes. */
export function calledBy(body: Behaviour): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<Behaviour>();
  const visit = (part: Behaviour): Behaviour => {
    for (const cell of spine(part, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell)) continue;
      seen.add(cell);
      if (cell.head.kind === "call") names.add(cell.head.procedure);
      mapParts(cell.head, visit);
    }
    return part;
  };
  visit(body);
  return [...names];
}
