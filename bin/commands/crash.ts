/** `crash`: every crash point of a choreography on the machine that masks crashes by replay, systematically (docs/sagas.md). */
import type { FaultModel, Model } from "../../calculus/core/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { chooseSolver, combineExitCodes, exitCode } from "../../checker/index.ts";
import type { Verdict } from "../../checker/index.ts";
import { crashReport, crashes, faultFrontier, isReplayItem, replayItems } from "../../checker/resilience/index.ts";
import type { ReplayItem, ReplaySubject } from "../../checker/resilience/index.ts";
import type { Command, Request } from "../command.ts";
import { closedChoreography, loadModel, refuse, systemNamed } from "../files/load-model.ts";
import { stopping } from "../judge-inputs.ts";
import { crashJson, crashText } from "../report/crash.ts";
import { painter } from "../report/paint.ts";
import { UsageError } from "../usage-error.ts";

export const crash: Command = async (request, io) => {
  const { options, words } = request;
  const path = words[0] ?? "";
  const loaded = await loadModel(path, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const { model, sources } = loaded;
  const system = systemNamed(model, options.choreography);
  const chosen = system === undefined ? closedChoreography(model, options.choreography) : undefined;
  if (chosen !== undefined && "diagnostic" in chosen) {
    if (options.choreography !== undefined && !model.procedures.has(options.choreography))
      throw new UsageError(`there is no choreography or system \`${options.choreography}\``);
    return refuse([chosen.diagnostic], sources, request, io).exitCode;
  }
  const roles = system?.members.map(({ role }) => role) ?? chosen?.procedure.roles ?? [];
  const subject: ReplaySubject = {
    model,
    name: system?.name ?? chosen?.procedure.name ?? "",
    faults: faultsOf(model, roles, request),
    ...(model.runtime === undefined ? {} : { runtime: model.runtime }),
  };
  const items = itemsOf(options.property);
  const { shouldStop } = stopping(options, io);
  const solver = chooseSolver(options.solver ?? "auto", { shouldStop });
  const bounded = { ...(options.maxStates === undefined ? {} : { maxStates: options.maxStates }), shouldStop, solver };
  try {
    const { verdicts, ...rest } = crashReport(subject, items, contracts(model), bounded);
    const report = {
      ...rest,
      verdicts: verdicts.map((one): Verdict => (isForInformation(one) && items.length > 1 ? { ...one, informs: true } : one)),
    };
    const spoken = items.filter((item) => !verdicts.some(({ property, verdict }) => property === item && verdict === "vacuous"));
    const frontier = options.faultFrontier ? faultFrontier(subject, spoken, contracts(model), bounded) : undefined;
    const code = exitCode({
      verdicts: report.verdicts.filter(({ informs }) => informs !== true).map(({ verdict }) => ({ actual: verdict, boundAsked: false })),
      diagnostics: [],
      unmetExpectations: 0,
    });
    const written =
      options.traces === undefined
        ? 0
        : (await import("../written-traces.ts")).traceWriter(options.traces, io, options.quiet)({ report: { file: path, verdicts }, sources });
    const told = { path, subject, report, ...(frontier === undefined ? {} : { frontier }) };
    io.stdout(options.format === "json" ? crashJson(told, code, sources) : crashText(told, sources, painter(options, io)));
    return combineExitCodes([code, written]);
  } finally {
    solver.close();
  }
};

/** What is told, and only a fault for who asks: a program that chooses has several ends, one without sagas has nothing to undo. */
function isForInformation({ property, verdict }: Verdict): boolean {
  return property === "outcome-deterministic" || (verdict === "vacuous" && (property === "saga-atomic" || property === "exactly-once"));
}

/** The fault model that is named, or a crash of any role, or of those that are named. */
function faultsOf(model: Model, roles: readonly string[], { options }: Request): FaultModel {
  if (options.faults !== undefined) {
    if (options.roles.length > 0 || options.crashes !== undefined)
      throw new UsageError("option --faults says who crashes and how often: leave --role and --crashes out");
    const named = model.faults.get(options.faults);
    if (named === undefined) throw new UsageError(`there are no faults \`${options.faults}\``);
    return named;
  }
  const unknown = options.roles.find((role) => !roles.includes(role));
  if (unknown !== undefined) throw new UsageError(`there is no role \`${unknown}\` in it`);
  return crashes(options.roles.length === 0 ? roles : options.roles, options.crashes ?? 1);
}

function itemsOf(property: string | undefined): readonly ReplayItem[] {
  if (property === undefined) return replayItems;
  if (!isReplayItem(property)) throw new UsageError(`\`${property}\` is none of ${replayItems.join(", ")}`);
  return [property];
}
