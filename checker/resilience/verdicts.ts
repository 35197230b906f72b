/** Verdicts about the replay machine: what `expect` lines ask of runs that crash and begin again (docs/sagas.md). */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { end, instructionsWithin } from "../../calculus/core/index.ts";
import type { FaultModel, Model, RuntimeDefinition } from "../../calculus/core/index.ts";
import type { Contracts } from "../../calculus/protocols/index.ts";
import { projectionErrors } from "../../calculus/projection/index.ts";
import type { ProjectionError } from "../../calculus/projection/index.ts";
import { networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { droppedAssumptions, isReplayFault, replayLabelText, replaySystem, switchesOf } from "../../interpreter/recovery/index.ts";
import type { RecordedRun, ReplayStep, ReplayConfiguration, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { assumptionsOf } from "../assumptions.ts";
import { describeInfinite, listed, recordingChooser } from "../explicit-state/chooser.ts";
import type { RecordingChooser } from "../explicit-state/chooser.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf, limitsOf } from "../options.ts";
import { assumptionsOfSystem } from "../session-types/judge-endpoints.ts";
import type { FaultyRun, FaultyStep, Verdict } from "../verdict.ts";
import { judgeReplay, replayDefinitions, replayItems } from "./replay-properties.ts";
import type { ReplayAnswer, ReplayAnswers, ReplayFinding, ReplayItem, Watch } from "./replay-properties.ts";

/** Whether an item is about the replay machine. */
export function isReplayItem(item: string): item is ReplayItem {
  return (replayItems as readonly string[]).includes(item);
}

/** What is judged on which machine. */
export interface ReplaySubject {
  readonly model: Model;
  readonly name: string;
  readonly runtime?: RuntimeDefinition;
  readonly faults?: FaultModel;
}

/** The machine of a subject, or why there is none. Where aborts are broadcast, sagas are what their participants do as long as nobody aborts. */
export function machineOf(
  { model, name, runtime, faults }: ReplaySubject,
  contracts: Contracts,
): { readonly system: ReplaySystem } | { readonly reason: string } {
  const switches = switchesOf(runtime);
  const written = switches.abort === "broadcast" ? { ...model, procedures: new Map([...model.procedures, ...model.broadcasting]) } : model;
  const network = networkFor(written, name, contracts);
  if (typeof network === "string") return { reason: network };
  if ((network.parts?.sessions ?? []).length > 0) return { reason: `${name} has further sessions, which the machine does not keep` };
  return {
    system: replaySystem(written, network, {
      switches,
      sessions: runtime?.sessions ?? 1,
      ...(faults === undefined ? {} : { faults }),
      ...(model.procedures.has(name) ? { subject: name } : {}),
    }),
  };
}

function networkFor(model: Model, name: string, contracts: Contracts): NetworkSystem | string {
  const system = model.systems.get(name);
  const projected = system === undefined ? [name] : system.members.flatMap(({ by }) => (by.kind === "choreography" ? [by.name] : []));
  const [broken] = unprojectable(model, projected);
  if (broken !== undefined) return whyUnprojectable(model, broken);
  if (system !== undefined) {
    const found = systemNetwork(model, system, contracts);
    return found.ok ? found.system : found.reason;
  }
  const found = networkSystem(model, name);
  return found.ok ? found.system : `${name} is not projectable, so it has no network`;
}

/** Where aborts are broadcast nobody is told that a transaction committed, so that less can be projected than of what the program says. */
function whyUnprojectable(model: Model, { procedure, role, choice }: ProjectionError): string {
  const isBroadcast = model.broadcasting.has(procedure) && model.broadcasting.get(procedure) === model.procedures.get(procedure);
  if (!isBroadcast) return `${procedure} is not projectable, so it has no network`;
  const apart = "role" in choice ? `the branches of a choice of ${choice.role}` : "the ways out of a loop";
  return `${procedure} is not projectable where aborts are broadcast, which tells nobody that a transaction committed: ${role} cannot tell ${apart} apart`;
}

/** Roles without a projection, of choreographies and of what they call. */
function unprojectable(model: Model, names: readonly string[]): readonly ProjectionError[] {
  const called = new Set(names);
  for (const each of called) for (const I of instructionsWithin(model.procedures.get(each)?.body ?? end)) if (I.kind === "call") called.add(I.procedure);
  return projectionErrors({ ...model, procedures: new Map([...model.procedures].filter(([each]) => called.has(each))) });
}

/** A verdict on an item before anything was looked at. */
export function undecided({ model, name, faults }: ReplaySubject, item: ReplayItem, options: VerifyOptions): Verdict {
  const system = model.systems.get(name);
  return {
    subject: name,
    property: item,
    verdict: "unknown",
    definition: replayDefinitions[item],
    method: "replay",
    bounds: boundsOf(options),
    network: "fifo",
    faults: faults?.name ?? "none",
    assumptions: system === undefined ? assumptionsOf(model, name) : assumptionsOfSystem(model, system),
    evidence: [],
    states: 0,
    transitions: 0,
    span: system?.span ?? model.procedures.get(name)?.span ?? nowhere,
  };
}

/** The verdicts on these items of one machine, by exploration; `watch` is shown it. */
export function verdictsOfMachine(
  subject: ReplaySubject,
  items: readonly ReplayItem[],
  contracts: Contracts,
  options: VerifyOptions,
  watch?: Watch,
): readonly Verdict[] {
  const { runtime } = subject;
  const base = (item: ReplayItem): Verdict => undecided(subject, item, options);
  const machine = machineOf(subject, contracts);
  if ("reason" in machine) return items.map((item) => ({ ...base(item), reason: machine.reason }));
  const chooser = recordingChooser();
  const { maxStates, shouldStop } = limitsOf(options);
  const limits = { maxStates, ...(shouldStop === undefined ? {} : { shouldStop }) };
  const found = judgeReplay(machine.system, items, { ...chooser, obstacle: () => obstacleOf(chooser) }, limits, watch);
  const dropped = droppedAssumptions(switchesOf(runtime));
  const runs = dropped.length === 0 ? "the sound replay machine" : `a replay machine with ${dropped.join(", ")}`;
  return items.map((item) => withAnswer(base(item), found.answers.get(item), found, machine.system, runs));
}

/** Why what was explored is not all. */
function obstacleOf({ infinite, limits, empty, leftOut }: RecordingChooser): string | undefined {
  const [first] = [...describeInfinite(infinite), ...limits, ...leftOut, ...(empty.size === 0 ? [] : [`nothing satisfies ${listed([...empty])}`])];
  return first;
}

function withAnswer(base: Verdict, answer: ReplayAnswer | undefined, found: ReplayAnswers, system: ReplaySystem, runs: string): Verdict {
  const { states, transitions, outcomes, outcomesWithFaults } = found;
  const ends = `${String(outcomes)} end${outcomes === 1 ? "" : "s"} without faults, ${String(outcomesWithFaults)} with them`;
  const order = found.isReduced ? ["moves of different participants commute: one order of them was explored, with all crashes"] : [];
  const explored = `${runs}: ${String(states)} states and ${String(transitions)} moves were explored; ${ends}`;
  const verdict = { ...base, states, transitions, evidence: [explored, ...order] };
  if (answer === undefined) return verdict;
  switch (answer.verdict) {
    case "violated":
      return {
        ...verdict,
        verdict: "violated",
        reason: answer.finding.shows.join("; "),
        evidence: [...verdict.evidence, evidenceOf(answer.finding)],
        faultyRun: faultyRun(answer.finding, answer.recorded, system),
      };
    case "proved":
      return { ...verdict, verdict: "proved" };
    default:
      return { ...verdict, verdict: answer.verdict, ...(answer.reason === undefined ? {} : { reason: answer.reason }) };
  }
}

/** Runs are found breadth first, from one beginning after the other: the first that shows something is a shortest one from where it begins. Of two runs that is not said. */
function evidenceOf({ steps, other, mayBeShorter }: ReplayFinding): string {
  if (other !== undefined) return `two runs of ${String(steps.length)} and ${String(other.length)} steps were replayed`;
  if (mayBeShorter === true)
    return `a run of ${String(steps.length)} steps was replayed; it was found among few orders of moves, and there may be a shorter one`;
  return `a run of ${String(steps.length)} steps was replayed; there is no shorter one from where it begins`;
}

function faultyRun({ steps, shows, other }: ReplayFinding, recorded: RecordedRun, { parts }: ReplaySystem): FaultyRun {
  const shown = (each: readonly ReplayStep<ReplayConfiguration>[]): readonly FaultyStep[] => shownSteps(each, parts.sessions);
  return { steps: shown(steps), shows, recorded, ...(other === undefined ? {} : { other: shown(other) }) };
}

/** Steps of the machine as they are shown. */
export function shownSteps(steps: readonly ReplayStep<ReplayConfiguration>[], sessions: number): readonly FaultyStep[] {
  return steps.map(({ label, site }) => ({
    role: label.role,
    session: label.session,
    text: replayLabelText(label, sessions > 1),
    isFault: isReplayFault(label),
    ...(site === undefined ? {} : { span: site.span }),
  }));
}
