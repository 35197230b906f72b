/** `replay`: repeats a recorded execution step by step and names the first step that is no longer possible; `--shrink` makes a failing one small. */
import type { Model } from "../../calculus/core/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { SourceFile } from "../../calculus/diagnostics/index.ts";
import { choreographySystem, networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { decodeNetworkRun, decodeRuns, decodeTrace, describeReplay, programHash, replay as repeat, traceOf } from "../../interpreter/index.ts";
import type { Configuration, NetworkRun, ProtocolRuns, Trace } from "../../interpreter/index.ts";
import { decodeFaultyRun } from "../../interpreter/recovery/index.ts";
import type { FaultyRunFile } from "../../interpreter/recovery/index.ts";
import type { Command, Request } from "../command.ts";
import { closedChoreography, loadModel, refuse } from "../files/load-model.ts";
import { readText } from "../files/read-text.ts";
import { replayedFaultyRun } from "../replayed-faulty-run.ts";
import { replayedNetworkRun } from "../replayed-network-run.ts";
import { replayedRuns } from "../replayed-runs.ts";
import { runOptions } from "../run-options.ts";
import { shrunkTrace } from "../shrunk-trace.ts";
import type { Io } from "../io.ts";
import { notationOf } from "../notation-option.ts";
import { cleanLine } from "../report/clean-text.ts";
import { endExitCode, traceText } from "../report/trace.ts";
import { UsageError } from "../usage-error.ts";

type Recorded = Trace | ProtocolRuns | NetworkRun | FaultyRunFile;

/** What the file says that it is decides how it is read. */
function readRecorded(word: string, text: string): Recorded {
  const kind = kindOf(text);
  const read = decoder(kind)(text);
  if (read.kind === "malformed") throw new UsageError(`\`${word}\` is not a trace: ${read.message} at ${read.path}`);
  return read.value;
}

function decoder(kind: unknown): (text: string) => ReturnType<typeof decodeTrace | typeof decodeRuns | typeof decodeNetworkRun | typeof decodeFaultyRun> {
  switch (kind) {
    case "indistinguishable-runs":
      return decodeRuns;
    case "network-run":
      return decodeNetworkRun;
    case "faulty-run":
      return decodeFaultyRun;
    default:
      return decodeTrace;
  }
}

function kindOf(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && "kind" in json ? json.kind : undefined;
  } catch {
    return undefined;
  }
}

/** Repeats the trace in one of the two systems; the exit code says whether it is still possible. */
function repeated<C extends Configuration>(system: TransitionSystem<C>, trace: Trace, model: Model, { options }: Request, io: Io): number {
  const notation = notationOf(options, ["text", "json", "mermaid"]);
  const replayed = repeat(system, trace);
  const sentences = describeReplay(replayed, trace).map((line) => `${cleanLine(line)}\n`);
  if (replayed.kind !== "replayed") {
    io.stdout(
      options.format === "json" ? `${JSON.stringify({ replayed: false, reasons: sentences.map((line) => line.trimEnd()) }, null, 2)}\n` : sentences.join(""),
    );
    return 1;
  }
  const origin = { sources: model.sources, subject: trace.subject, mode: trace.mode, seed: trace.seed, schedule: trace.schedule, on: system };
  const shown = options.shrink ? shrunkTrace(system, replayed.execution, origin) : traceOf(replayed.execution, replayed.end, origin);
  if (shown === undefined) throw new UsageError("only a run that fails, violates an assertion or deadlocks can be shrunk");
  io.stdout(traceText(shown, notation));
  if (notation === "text" && !options.quiet)
    io.stdout(`\n${options.shrink ? `shrunk from ${String(trace.steps.length)} to ${String(shown.steps.length)} steps\n` : sentences.join("")}`);
  // What went wrong in the run was told when it was recorded; that it was cut short still leaves things open.
  return endExitCode(shown) === 3 ? 3 : 0;
}

export const replay: Command = async (request, io) => {
  const [traceWord = "", fileWord] = request.words;
  const text = readText(traceWord, io);
  const recorded = readRecorded(traceWord, text);
  const loaded = await loadModel(fileWord ?? recorded.program.file, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const { model, sources } = loaded;
  if (programHash(sources) !== recorded.program.hash) io.stderr("choreo-verify: the program has changed since the trace was recorded\n");
  if ("run" in recorded) return replayedFaultyRun(recorded, model, sources, request, io);
  if ("cycle" in recorded) return replayedNetworkRun(recorded, model, sources, request, io);
  return "runs" in recorded ? replayedRuns(recorded, model, sources, request, io) : replayedTrace(recorded, model, sources, request, io);
};

function replayedTrace(trace: Trace, model: Model, sources: readonly SourceFile[], request: Request, io: Io): number {
  const system = model.systems.get(trace.subject);
  if (system !== undefined) {
    const network = systemNetwork(model, system, contracts(model), runOptions(model, trace.network, trace.faults));
    if (!network.ok) throw new UsageError(`${system.name} cannot run any more: ${network.reason}`);
    return repeated(network.system, trace, model, request, io);
  }
  const chosen = closedChoreography(model, trace.subject);
  if ("diagnostic" in chosen) return refuse([chosen.diagnostic], sources, request, io).exitCode;
  if (trace.mode === "choreography") return repeated(choreographySystem(model, trace.subject), trace, model, request, io);
  const network = networkSystem(model, trace.subject, runOptions(model, trace.network, trace.faults));
  if (!network.ok) throw new UsageError(`\`${trace.subject}\` is not projectable any more, so it has no network`);
  return repeated(network.system, trace, model, request, io);
}
