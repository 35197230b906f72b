/** The replay of evidence against a protocol or a choreography: two runs that a role cannot tell apart (docs/implementability.md). */
import type { Model } from "../calculus/core/index.ts";
import { error, type SourceFile } from "../calculus/diagnostics/index.ts";
import { replayRuns } from "../calculus/protocols/index.ts";
import { choreographySubject, describeRuns, protocolSubject, type ImplementabilitySubject } from "../checker/implementability/index.ts";
import type { ProtocolRuns } from "../interpreter/index.ts";
import type { Request } from "./command.ts";
import { refuse } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { cleanLine } from "./report/clean-text.ts";
import { UsageError } from "./usage-error.ts";

/** Repeats the two runs against the definition of the protocol's language; the exit code is 1 where they do not show what they claim. */
export function replayedRuns({ subject: name, runs }: ProtocolRuns, model: Model, sources: readonly SourceFile[], request: Request, io: Io): number {
  if (request.options.shrink) throw new UsageError("a pair of runs is not shrunk: it is a shortest one already");
  const subject = subjectCalled(name, model);
  if (typeof subject === "string") return refuse([error("unknown-choreography", { file: 0, start: 0, end: 0 }, subject)], sources, request, io).exitCode;
  const replay = replayRuns(subject.automaton, runs);
  const sentence = replay.ok ? describeRuns(runs) : `the runs do not replay: ${replay.reason}`;
  if (request.options.format === "json") io.stdout(`${JSON.stringify({ replayed: replay.ok, reasons: [sentence] }, null, 2)}\n`);
  else io.stdout(`${cleanLine(sentence)}\n`);
  return replay.ok ? 0 : 1;
}

function subjectCalled(name: string, model: Model): ImplementabilitySubject | string {
  const protocol = model.protocols.get(name);
  if (protocol !== undefined) return protocolSubject(protocol);
  if (model.symbolicProtocols.has(name)) return `\`${name}\` is a protocol with data: its runs are replayed where they are found, and not from a file`;
  if (!model.procedures.has(name)) return `there is no protocol and no choreography \`${name}\``;
  const result = choreographySubject(model, name);
  return result.ok ? result.subject : result.reason;
}
