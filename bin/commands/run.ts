/** `run`: one execution of a choreography, or of the network it projects to, under a scheduler. The same file, seed and schedule give the same bytes. */
import { projectionDiagnostics } from "../../calculus/amendment/index.ts";
import type { Model, SystemDefinition } from "../../calculus/core/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { choreographySystem, networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { decodeTrace, endingText, labelText, parseSchedule, run as execute, runInteractively, scriptedLabels, traceOf } from "../../interpreter/index.ts";
import type { AskLater, Configuration, Run, Scheduler, Trace } from "../../interpreter/index.ts";
import type { Command, Request } from "../command.ts";
import { closedChoreography, loadModel, refuse, systemNamed } from "../files/load-model.ts";
import { readText } from "../files/read-text.ts";
import type { Io } from "../io.ts";
import { runOptions } from "../run-options.ts";
import { notationOf } from "../notation-option.ts";
import { cleanLine } from "../report/clean-text.ts";
import { endExitCode, traceText } from "../report/trace.ts";
import { UsageError } from "../usage-error.ts";

const defaultDepth = 10_000;

/** How the steps are chosen. Without a scheduler a person is asked. */
interface Plan {
  readonly scheduler?: Scheduler;
  readonly seed: string;
}

/** The plan that the options ask for. A recorded trace gives its labels and its seed. */
function planOf({ options }: Request, roles: readonly string[], io: Io): Plan {
  const seed = options.seed?.toString();
  if (options.schedule !== undefined) {
    if (options.scheduler !== undefined) throw new UsageError("--scheduler and --schedule exclude each other");
    const recorded = decodeTrace(readText(options.schedule, io));
    if (recorded.kind === "malformed") throw new UsageError(`\`${options.schedule}\` is not a trace: ${recorded.message} at ${recorded.path}`);
    return { scheduler: scriptedLabels(recorded.value.steps.map(({ label }) => label)), seed: seed ?? recorded.value.seed };
  }
  const name = options.scheduler ?? "random";
  if (name === "interactive") return { seed: seed ?? "1" };
  const parsed = parseSchedule(name, roles, seed ?? "1");
  if (parsed.kind === "unknown") throw new UsageError(`${parsed.message}, interactive`);
  return { scheduler: parsed.scheduler, seed: seed ?? "1" };
}

/** Asks on the terminal which of the enabled steps is next. */
function asking<C>(io: Io): AskLater<C> {
  return async (candidates) => {
    io.stderr(candidates.map(({ label }, index) => `  ${String(index)}  ${cleanLine(labelText(label))}\n`).join(""));
    const answer = (await io.ask(`step (0 to ${String(candidates.length - 1)}, anything else ends the run): `))?.trim() ?? "";
    return /^[0-9]{1,9}$/.test(answer) ? Number(answer) : undefined;
  };
}

async function executed<C extends Configuration>(
  system: TransitionSystem<C>,
  scheduler: Scheduler | undefined,
  request: Request,
  seed: string,
  io: Io,
): Promise<Run<C>> {
  const how = { seed, maxSteps: request.options.maxDepth ?? defaultDepth };
  return scheduler === undefined ? await runInteractively(system, asking(io), how) : execute(system, scheduler, how);
}

interface Running {
  readonly request: Request;
  readonly io: Io;
  readonly model: Model;
  readonly subject: string;
}

/** A run that went as far as its schedule fits, and what does not fit. */
interface Recorded {
  readonly trace: Trace;
  readonly misfit: string | undefined;
}

async function traceUnder<C extends Configuration>(
  system: TransitionSystem<C> & { readonly roles: readonly string[] },
  { request, io, model, subject }: Running,
): Promise<Recorded> {
  const { options } = request;
  const { scheduler, seed } = planOf(request, system.roles, io);
  const ran = await executed(system, scheduler, request, seed, io);
  if (ran.kind === "no-initial-configuration") throw new UsageError(`the run cannot start: ${endingText(ran.obstacle).join(" ")}`);
  const mode = options.network ? "network" : "choreography";
  const origin = { sources: model.sources, subject, mode, seed, schedule: scheduler?.name ?? "interactive", on: system } as const;
  return { trace: traceOf(ran.execution, ran.end, origin), misfit: ran.misfit };
}

export const run: Command = async (request, io) => {
  const { options } = request;
  const notation = notationOf(options, ["text", "json", "mermaid"]);
  const loaded = await loadModel(request.words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const { model, sources } = loaded;
  if (options.fault.length > 0) return (await import("../run-with-faults.ts")).runWithFaults(model, sources, request, io);
  const system = systemNamed(model, options.choreography);
  if (system !== undefined) return ofSystem(system, { request, io, model, subject: system.name }, notation);
  const chosen = closedChoreography(model, options.choreography);
  if ("diagnostic" in chosen) return refuse([chosen.diagnostic], sources, request, io).exitCode;
  const subject = chosen.procedure.name;
  const running: Running = { request, io, model, subject };
  let recorded: Recorded;
  const isNetwork = options.network || options.networkModel !== undefined || options.faults !== undefined;
  if (isNetwork) {
    const findings = projectionDiagnostics(model, loaded.files);
    const network = findings.length > 0 ? undefined : networkSystem(model, subject, runOptions(model, options.networkModel, options.faults));
    if (network?.ok !== true) return refuse(findings, sources, request, io).exitCode;
    recorded = await traceUnder(network.system, asNetwork(running));
  } else recorded = await traceUnder(choreographySystem(model, subject), running);
  return shown(recorded, notation, io);
};

function shown({ trace, misfit }: Recorded, notation: "text" | "json" | "mermaid", io: Io): number {
  io.stdout(traceText(trace, notation));
  if (misfit === undefined) return endExitCode(trace);
  io.stderr(`choreo-verify: the schedule does not fit: ${cleanLine(misfit)}\n`);
  return 2;
}

/** A system runs as the network that it is. */
async function ofSystem(system: SystemDefinition, running: Running, notation: "text" | "json" | "mermaid"): Promise<number> {
  const { model, request, io } = running;
  const { networkModel, faults } = request.options;
  const network = systemNetwork(model, system, contracts(model), runOptions(model, networkModel, faults));
  if (!network.ok) throw new UsageError(`${system.name} cannot run: ${network.reason}`);
  return shown(await traceUnder(network.system, asNetwork(running)), notation, io);
}

/** The run as one of a network. */
function asNetwork(running: Running): Running {
  const { request } = running;
  return { ...running, request: { ...request, options: { ...request.options, network: true } } };
}
