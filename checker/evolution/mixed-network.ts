/** Networks in which some roles are of one version and some of another: are they safe? */
import type { Role } from "../../calculus/core/index.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { automataNetwork, describeTrace, exploreAutomata, type NetworkFault } from "../automata/index.ts";
import { replayNetworkRun } from "../automata/replay-network-run.ts";
import { judgeCompatibility } from "../multiparty-compatibility/index.ts";
import type { Bounds } from "../verdict.ts";
import type { Effort } from "./effort.ts";
import { searchFaults } from "./reduced-search.ts";

export interface NetworkFinding {
  readonly verdict: "safe" | "unsafe" | "unknown" | "disagreement";
  readonly configurations: number;
  /** Why it is not safe, or not known to be. */
  readonly reason?: string;
  readonly fault?: NetworkFault;
  /** The run to the fault; it replays. */
  readonly run?: readonly SplitEvent[];
}

/** A network to be judged. */
export interface MixedNetwork {
  readonly name: string;
  readonly span: Span;
  readonly automata: readonly LocalAutomaton[];
  /** Of one version that is coherent: its network comes to no wrong stand, by the theorem of docs/implementability.md. */
  readonly isCoherent: boolean;
  /** The finding is reported, so that a shortest run is worth a search; else the verdict will do. */
  readonly isTold: boolean;
}

/** Queues are bounded at first, so that a fault that needs short queues is found among few configurations. */
const queueBounds = [2, 6] as const;
/** Configurations in which a shortest run to a fault is looked for. */
const glance = 4000;
/** Configurations with queues of any length that are explored before compatibility is tried. */
const fewConfigurations = 3000;
/** What the abstraction of long queues may cost beyond the configurations that it counts, for each pair of queues. */
const abstractionCost = 25;

const words: Readonly<Record<NetworkFault, string>> = {
  deadlock: "nobody can move, and somebody waits",
  reception: "a role is offered a message that it does not expect, and no other",
  orphan: "all are finished, and a message is left",
  overflow: "a queue grows",
};

/**
 * Looks for deadlocks, unexpected messages and messages that are left over: for a finding that is told, among the nearest configurations; then in one order of
 * independent steps; and where queues grow without bound, by multiparty compatibility. What it costs is taken from the effort.
 */
export function mixedNetwork(mixed: MixedNetwork, bounds: Bounds, effort: Effort): NetworkFinding {
  const over = effort.over();
  if (over !== undefined) return { verdict: "unknown", configurations: 0, reason: over };
  return (mixed.isTold ? nearby(mixed, effort) : undefined) ?? reduced(mixed, effort, fewConfigurations) ?? withLongQueues(mixed, bounds, effort);
}

/** Explores everything that is near. */
function nearby({ automata }: MixedNetwork, effort: Effort): NetworkFinding | undefined {
  const network = automataNetwork(automata);
  for (const queueBound of queueBounds) {
    const limits = { maxConfigurations: Math.min(glance, effort.share()), queueBound, stopAt: ["deadlock", "reception", "orphan"] as const };
    const { configurations, faults, complete } = exploreAutomata(network, limits);
    effort.spend(configurations);
    for (const fault of ["reception", "orphan", "deadlock"] as const) {
      const run = faults.get(fault);
      if (run !== undefined) return shown(automata, run, fault, configurations);
    }
    if (!complete) return undefined;
    if (!faults.has("overflow")) return { verdict: "safe", configurations };
  }
  return undefined;
}

function shown(automata: readonly LocalAutomaton[], run: readonly SplitEvent[], fault: NetworkFault, configurations: number): NetworkFinding {
  const wrong = replayNetworkRun(automata, run, fault, queueBounds[1]);
  if (wrong !== undefined) return { verdict: "disagreement", configurations, fault, run, reason: `the run does not replay: ${wrong}` };
  return { verdict: "unsafe", configurations, fault, run, reason: `after ${describeTrace(run)}: ${words[fault]}` };
}

/** Explores one order of independent steps, with queues of any length. Without a fault, queues that grow are asked for more: that everything in them can be received. */
function reduced({ automata }: MixedNetwork, effort: Effort, most = Infinity): NetworkFinding | undefined {
  const { shouldStop } = effort;
  const limits = { maxConfigurations: Math.min(most, effort.share()), ...(shouldStop === undefined ? {} : { shouldStop }) };
  const { kind, found, isCompatible, configurations } = searchFaults(automata, limits);
  effort.spend(configurations);
  if (found !== undefined) return shown(automata, found.run, found.fault, configurations);
  if (kind === "open") return undefined;
  return isCompatible || !mayGrow(automata, effort) ? { verdict: "safe", configurations } : undefined;
}

/** Whether a queue may have more messages than are explored at first, or that is not known. */
function mayGrow(automata: readonly LocalAutomaton[], effort: Effort): boolean {
  const limits = { maxConfigurations: effort.share(), queueBound: queueBounds[1], stopAt: ["overflow"] as const };
  const { complete, configurations } = exploreAutomata(automataNetwork(automata), limits);
  effort.spend(configurations);
  return !complete;
}

/**
 * A compatible network has no fault: who waits can still be served and what is first in a queue still received, so when nobody can move all queues are empty and
 * nobody waits; what is left are roles that have nothing to do and are not finished, which needs all to have come to where they have nothing to do.
 */
function withLongQueues(mixed: MixedNetwork, bounds: Bounds, effort: Effort): NetworkFinding {
  const { name, span, automata } = mixed;
  const { shouldStop } = effort;
  const system = { kind: "context", name, span, automata, assumptions: [], exact: true } as const;
  const control = shouldStop === undefined ? {} : { shouldStop };
  const compatible = judgeCompatibility(system, { kind: "compatible" }, { ...bounds, maxStates: Math.max(1, effort.share()) }, control);
  const { verdict, states: configurations, reason, networkRun: run } = compatible;
  effort.spend(configurations + abstractionCost * automataNetwork(automata).channels.length ** 2);
  const left = mixed.isCoherent ? undefined : mayBeLeft(automata);
  if (verdict === "proved" && left === undefined) return { verdict: "safe", configurations };
  // Of a network whose queues do not grow more than that is not asked.
  const finding = reduced(mixed, effort);
  if (finding !== undefined) return finding;
  const said = reason === undefined ? {} : { reason };
  if (verdict === "disagreement") return { verdict, configurations, ...said, ...(run === undefined ? {} : { run }) };
  if (verdict === "violated" && run !== undefined) return { verdict: "unsafe", configurations, run, ...said };
  const limit = effort.over() ?? effort.limit();
  return {
    verdict: "unknown",
    configurations,
    reason: [reason ?? `${left ?? "a role"} may be left with nothing to do and not finished`, ...(limit === undefined ? [] : [limit])].join("; "),
  };
}

/** A role that may have nothing to do and not be finished, where all may have nothing to do at once as far as their automata say. */
function mayBeLeft(automata: readonly LocalAutomaton[]): Role | undefined {
  if (automata.some(({ states }) => states.every(({ edges }) => edges.length > 0))) return undefined;
  return automata.find(({ states }) => states.some(({ isFinal, edges }) => !isFinal && edges.length === 0))?.role;
}
