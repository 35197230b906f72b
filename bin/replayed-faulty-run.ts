/** The replay of a recorded run of the machine that masks crashes: every step is made again, by the switches and the faults that the recording names. */
import { replaySwitches } from "../calculus/core/index.ts";
import type { Model, ReplaySwitch } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { SourceFile } from "../calculus/diagnostics/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { clauseText, machineOf, repetition, shownSteps } from "../checker/resilience/index.ts";
import type { Repetition } from "../checker/resilience/index.ts";
import { faultsOf } from "../interpreter/recovery/index.ts";
import type { FaultyRunFile, RecordedRun, RecordedSteps } from "../interpreter/recovery/index.ts";
import type { Request } from "./command.ts";
import { closedChoreography, refuse } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { notationOf } from "./notation-option.ts";
import { cleanLine } from "./report/clean-text.ts";
import { drawnRuns, faultyStepsText, machineText } from "./report/faulty-run-text.ts";
import { painter } from "./report/paint.ts";
import { locator } from "./report/positions.ts";
import { UsageError } from "./usage-error.ts";

/** Repeats the run, and the other one where it has two; the exit code is 1 where a step is no longer possible, or the end is another. */
export function replayedFaultyRun(file: FaultyRunFile, model: Model, sources: readonly SourceFile[], request: Request, io: Io): number {
  const { options } = request;
  if (options.shrink) throw new UsageError("a run of the replay machine is not shrunk: `crash` finds shortest ones");
  const notation = notationOf(options, ["text", "json", "mermaid"]);
  if (!model.systems.has(file.subject)) {
    const chosen = closedChoreography(model, file.subject);
    if ("diagnostic" in chosen) return refuse([chosen.diagnostic], sources, request, io).exitCode;
  }
  const { run, subject, shows } = file;
  const machine = machineOf({ model, name: subject, runtime: runtimeOf(run), faults: faultsOf("recorded", run.clauses) }, contracts(model));
  if ("reason" in machine) throw new UsageError(`${subject} has no replay machine any more: ${machine.reason}`);
  const repeated = [run, ...(run.other === undefined ? [] : [run.other])].map((recorded) => ({
    recorded,
    came: repetition(machine.system, run, recorded),
  }));
  const isRepeated = repeated.every(({ came }) => came.kind === "repeated");
  const reasons = repeated.flatMap(({ recorded, came }) => sentences(came, recorded)).map(cleanLine);
  if (notation === "json") {
    io.stdout(`${JSON.stringify({ replayed: isRepeated, reasons }, null, 2)}\n`);
    return isRepeated ? 0 : 1;
  }
  if (notation === "mermaid") {
    const runs = repeated.map(({ came }) => (came.kind === "no-start" ? [] : came.steps));
    io.stdout(drawnRuns(runs, machine.system, isRepeated ? shows : reasons));
    return isRepeated ? 0 : 1;
  }
  const paint = painter(options, io);
  const locate = locator(sources);
  let text = `${cleanLine(headOf(file))}\n`;
  for (const { place, value } of run.beginning.fields) text += `  ${cleanLine(`${place} = ${value}`)}\n`;
  for (const [index, { recorded, came }] of repeated.entries()) {
    const steps = came.kind === "no-start" ? "" : faultyStepsText(shownSteps(came.steps, run.sessions), locate, paint, "  ");
    text += `${index === 0 ? "" : "\nthe other run:\n"}\n${steps === "" ? "" : `${steps}\n`}`;
    if (!options.quiet || !isRepeated)
      text += sentences(came, recorded)
        .map((line) => `${cleanLine(line)}\n`)
        .join("");
  }
  if (isRepeated && !options.quiet) text += shows.map((line) => `${cleanLine(line)}\n`).join("");
  io.stdout(text);
  return isRepeated ? 0 : 1;
}

/** The runtime that a file would have to declare for this machine. */
function runtimeOf({ switches, sessions }: RecordedRun): NonNullable<Model["runtime"]> {
  const names = Object.keys(replaySwitches) as readonly ReplaySwitch[];
  return { preset: "sound", settings: names.map((name) => ({ name, value: switches[name], span: nowhere })), sessions, span: nowhere };
}

/** `Order, replay-safe, on the sound replay machine, 2 sessions, faults: crash Payment at most 1`. */
function headOf({ subject, property, run }: FaultyRunFile): string {
  const faults = run.clauses.map((clause) => `${clauseText(clause)}${clause.atMost === undefined ? "" : ` at most ${String(clause.atMost)}`}`);
  return [
    subject,
    ...(property === undefined ? [] : [property]),
    machineText(run.switches, run.sessions),
    ...(faults.length === 0 ? [] : [`faults: ${faults.join("; ")}`]),
  ].join(", ");
}

/** What a repetition came to, in sentences. */
function sentences(came: Repetition, { steps }: RecordedSteps): readonly string[] {
  const all = String(steps.length);
  switch (came.kind) {
    case "repeated":
      return [`all ${all} steps are possible`];
    case "no-start":
      return [`the run cannot start: ${came.reason}`];
    case "impossible":
      return [
        `step ${String(came.step)} of ${all} is not possible: ${came.wanted}`,
        ...(came.possible.length === 0 ? ["nothing is possible there"] : came.possible.map((text) => `possible instead: ${text}`)),
      ];
    case "other-end":
      return [`all ${all} steps are possible, and lead elsewhere`, ...came.differences];
  }
}
