/** `run --fault`: one run of the machine that masks crashes by replay, with faults before numbered steps. */
import type { FaultClause, Model, RuntimeFault } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { SourceFile } from "../calculus/diagnostics/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import type { ExitCode } from "../checker/index.ts";
import { executed, machineOf, shownSteps } from "../checker/resilience/index.ts";
import type { Executed } from "../checker/resilience/index.ts";
import { parseSchedule } from "../interpreter/index.ts";
import { encodeFaultyRun, faultsOf } from "../interpreter/recovery/index.ts";
import type { Injection, Observed, ReplayExecution, ReplaySystem } from "../interpreter/recovery/index.ts";
import type { Request } from "./command.ts";
import { closedChoreography, refuse, systemNamed } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { notationOf } from "./notation-option.ts";
import type { Options } from "./options.ts";
import { cleanLine } from "./report/clean-text.ts";
import { drawnRuns, lineOf, machineText } from "./report/faulty-run-text.ts";
import { painter } from "./report/paint.ts";
import type { Paint } from "./report/paint.ts";
import { locator } from "./report/positions.ts";
import type { Locate } from "./report/positions.ts";
import { programOf } from "./report/replayable.ts";
import { UsageError } from "./usage-error.ts";

const defaultSteps = 10_000;

/** Runs the choreography or system with the faults that `--fault` names. The exit code is as that of `run`; 2 where a fault stands before a step that there is not. */
export function runWithFaults(model: Model, sources: readonly SourceFile[], request: Request, io: Io): number {
  const { options } = request;
  refuseContradictions(options);
  const notation = notationOf(options, ["text", "json", "mermaid"]);
  const subject = subjectOf(model, options.choreography);
  if (typeof subject !== "string") return refuse([subject.diagnostic], sources, request, io).exitCode;
  const calm = machineOf({ model, name: subject, ...(model.runtime === undefined ? {} : { runtime: model.runtime }) }, contracts(model));
  if ("reason" in calm) throw new UsageError(`\`${subject}\` has no replay machine: ${calm.reason}`);
  const injections = options.fault.map((word) => injectionOf(word, calm.system));
  const faults = faultsOf("--fault", clausesFor(injections));
  const machine = machineOf({ model, name: subject, ...(model.runtime === undefined ? {} : { runtime: model.runtime }), faults }, contracts(model));
  if ("reason" in machine) throw new UsageError(machine.reason);
  const { system } = machine;
  const seed = options.seed?.toString() ?? "1";
  const parsed = parseSchedule(options.scheduler ?? "random", system.parts.roles, seed);
  if (parsed.kind === "unknown") throw new UsageError(parsed.message);
  const found = executed(system, parsed.scheduler, { seed, maxSteps: options.maxDepth ?? defaultSteps, injections });
  if ("missing" in found) throw new UsageError(`the run cannot start: ${found.missing}`);
  if (notation === "json") io.stdout(encodeFaultyRun({ program: programOf(sources), subject, shows: endSentences(found), run: found.recorded }));
  else if (notation === "mermaid")
    io.stdout(drawnRuns([found.execution.events.flatMap(({ step }) => (step === undefined ? [] : [step]))], system, endSentences(found)));
  else {
    const { switches, sessions } = system.parts;
    const head = `${subject}, ${machineText(switches, sessions)}, schedule ${parsed.scheduler.name}, seed ${seed}`;
    io.stdout(`${cleanLine(head)}\n${executionText(found, sessions, locator(sources), painter(options, io))}`);
  }
  for (const { missed } of [found.execution])
    for (const injection of missed) io.stderr(`choreo-verify: ${cleanLine(injectionText(injection))}: the run has no step ${String(injection.before)}\n`);
  return exitCodeOf(found);
}

/** A run with faults is on the replay machine: what speaks of networks says nothing to it. */
function refuseContradictions({ network, networkModel, faults, schedule, scheduler }: Options): void {
  const given = network ? "network" : networkModel !== undefined ? "on" : faults !== undefined ? "faults" : schedule !== undefined ? "schedule" : undefined;
  if (given !== undefined) throw new UsageError(`options --fault and --${given} exclude each other: --fault runs the machine that replays`);
  if (scheduler === "interactive") throw new UsageError("option --scheduler: with --fault nobody is asked; name another one");
}

function subjectOf(model: Model, named: string | undefined): string | Extract<ReturnType<typeof closedChoreography>, { diagnostic: unknown }> {
  const system = systemNamed(model, named);
  if (system !== undefined) return system.name;
  if (named !== undefined && !model.procedures.has(named)) throw new UsageError(`there is no choreography or system \`${named}\``);
  const chosen = closedChoreography(model, named);
  return "diagnostic" in chosen ? chosen : chosen.procedure.name;
}

/** `ROLE@STEP`, `exception:ROLE@STEP`, `exception:ROLE#SESSION@STEP`, `broker@STEP`. */
function injectionOf(word: string, { parts }: ReplaySystem): Injection {
  const [, kind, what = "", session, step = ""] = /^(?:(crash|exception):)?([A-Za-z0-9_]{1,256})(?:#([0-9]{1,3}))?@([0-9]{1,9})$/.exec(word) ?? [];
  const before = Number(step);
  if (step === "" || before === 0 || (session !== undefined && kind !== "exception"))
    throw new UsageError(`option --fault is ROLE@STEP, exception:ROLE@STEP or broker@STEP, with steps from 1 on, not \`${word}\``);
  if (kind === undefined && what === "broker") return { kind: "restart-broker", before };
  if (!parts.roles.includes(what)) throw new UsageError(`option --fault: there is no role \`${what}\`; the roles are ${parts.roles.join(", ")}`);
  if (kind !== "exception") return { kind: "crash", role: what, before };
  if (session === undefined) return { kind, role: what, before };
  if (Number(session) < 1 || Number(session) > parts.sessions)
    throw new UsageError(`option --fault: there is no session ${session}; there ${parts.sessions === 1 ? "is one" : `are ${String(parts.sessions)}`}`);
  return { kind, role: what, session: Number(session), before };
}

/** What may happen at all: as often as it is injected. */
function clausesFor(injections: readonly Injection[]): readonly (FaultClause | RuntimeFault)[] {
  const roles = (kind: "crash" | "exception"): readonly string[] => [...new Set(injections.flatMap((one) => (one.kind === kind ? [one.role] : [])))];
  const count = (kind: Injection["kind"]): number => injections.filter((one) => one.kind === kind).length;
  const [crashing, throwing] = [roles("crash"), roles("exception")];
  return [
    ...(crashing.length === 0 ? [] : [{ kind: "crash" as const, roles: crashing, restarts: true, atMost: count("crash"), span: nowhere }]),
    ...(throwing.length === 0 ? [] : [{ kind: "exception" as const, roles: throwing, atMost: count("exception"), span: nowhere }]),
    ...(count("restart-broker") === 0 ? [] : [{ kind: "restart-broker" as const, atMost: count("restart-broker"), span: nowhere }]),
  ];
}

function injectionText(injection: Injection): string {
  switch (injection.kind) {
    case "crash":
      return `a crash of ${injection.role}`;
    case "exception":
      return `an exception of ${injection.role}${injection.session === undefined ? "" : ` in session ${String(injection.session)}`}`;
    case "restart-broker":
      return "a restart of the broker";
  }
}

/** What it begins with, its steps with their numbers and the faults between them, and what it comes to. */
function executionText(found: Executed, sessions: number, locate: Locate, paint: Paint): string {
  const { events } = found.execution;
  const width = String(events.filter(({ kind }) => kind === "move").length).length;
  let text = found.beginning.map((one) => `  ${cleanLine(observedText(one))}\n`).join("");
  text += "\n";
  let number = 0;
  for (const event of events) {
    if (event.kind === "move") number += 1;
    const before = event.kind === "move" ? `${String(number).padStart(width)}. ` : " ".repeat(width + 2);
    if (event.step === undefined && event.kind === "fault")
      text += `  ${before}${paint("dim", cleanLine(`· ${injectionText(event.injection)} changes nothing here`))}\n`;
    else if (event.step !== undefined) for (const step of shownSteps([event.step], sessions)) text += `  ${before}${lineOf(step, locate, paint)}\n`;
  }
  text += `\n${endSentences(found)
    .map((line) => `${cleanLine(line)}\n`)
    .join("")}`;
  return `${text}${found.reached.map((one) => `  ${cleanLine(observedText(one))}\n`).join("")}`;
}

/** `Payment.balance = 90`, `Payment: completed`. */
function observedText({ place, value }: Observed): string {
  return place.endsWith(" ended") ? `${place.slice(0, -" ended".length)}: ${value}` : `${place} = ${value}`;
}

function endSentences({ execution, stuck, obstacles }: Executed): readonly string[] {
  return [...obstacles, endSentence(execution.end, stuck, obstacles)];
}

function endSentence(end: ReplayExecution["end"], stuck: readonly string[], obstacles: readonly string[]): string {
  switch (end.kind) {
    case "quiet":
      if (stuck.length === 0) return "everybody has finished";
      return `${stuck.join(", ")} ${stuck.length === 1 ? "is" : "are"} stuck${obstacles.length === 0 ? "" : ", perhaps by a limit"}`;
    case "limit":
      return `the run was cut short after ${String(end.steps)} steps`;
    case "schedule":
      return end.misfit ? `the schedule does not fit: ${end.reason}` : end.reason;
  }
}

function exitCodeOf({ execution, stuck, obstacles }: Executed): ExitCode {
  const { end, missed, events } = execution;
  if (missed.length > 0 || (end.kind === "schedule" && end.misfit)) return 2;
  const isViolated = events.some(({ step }) => step?.label.kind === "step" && ["violate", "fail"].includes(step.label.label.kind));
  if (isViolated) return 1;
  if (obstacles.length > 0 || end.kind !== "quiet") return 3;
  return stuck.length > 0 ? 1 : 0;
}
