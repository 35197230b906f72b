/** Verdicts on the behaviour of communicating automata. */
import type { LocalAutomaton } from "../../calculus/core/index.ts";
import { automataNetwork } from "../automata/automata-network.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { byCompatibility } from "./by-compatibility.ts";
import { carriesOver } from "./carries-over.ts";
import { evidenceAgainst } from "./decide.ts";
import { describeEvidence, splitSynchronisations } from "./describe.ts";
import type { BehaviourEvidence } from "./evidence.ts";
import { definitionOfBehaviour, runsUnder, type BehaviourAssumptions, type BehaviourItem, type BehaviourNetwork } from "./items.ts";
import { recheckEvidence } from "./recheck.ts";
import { stepGraph, type StepGraph } from "./step-graph.ts";

export interface BehaviourControl {
  /** Asked now and then; a text ends the exploration and says why. */
  readonly shouldStop?: () => string | undefined;
}

/** Messages in one queue, one after the other until the graph is whole or a limit is reached: violations that need short queues are found among few configurations. */
const queueBounds = [2, 8, 32, 128, 512] as const;
/** Where queues are longer than this they may well have no bound, and what is known without bound is asked first. */
const longEnough = 8;

/**
 * Judges one item of a system: of communicating automata, within the bounds on configurations. Linear in the configurations for each message of the system;
 * strong fairness: times its actions again. Every violation is checked again step by step before it is told.
 */
export function judgeBehaviour(
  system: CommunicatingSystem,
  item: BehaviourItem,
  where: BehaviourAssumptions,
  bounds: Bounds,
  control: BehaviourControl = {},
): Verdict {
  const { network, fairness } = where;
  const base: Verdict = {
    subject: system.name,
    property: item.kind,
    verdict: "unknown",
    definition: definitionOfBehaviour(item, where),
    method: "network",
    bounds,
    network,
    faults: "none",
    assumptions: [...system.assumptions, ...(fairness === undefined || fairness === "no-fairness" ? [] : [runsUnder(fairness)])],
    evidence: [],
    states: 0,
    transitions: 0,
    span: system.span,
  };
  let isAsked = false;
  let open: Verdict = base;
  for (const queueBound of network === "fifo" ? queueBounds : [0]) {
    const graph = graphOf(system.automata, network, queueBound, bounds, control);
    const sized = { ...base, states: graph.count, transitions: graph.targetOf.length };
    const evidence = evidenceAgainst(graph, item, fairness);
    if (evidence !== undefined) return violated(sized, system, network, evidence);
    if (graph.cut === undefined) return holds(sized, system, item, where, graph);
    const { reason, kind } = graph.cut;
    if (!isAsked && (queueBound === longEnough || kind === "limit")) {
      isAsked = true;
      const following = byCompatibility(system, item, where, bounds, control.shouldStop);
      if (following !== undefined) return { ...base, ...following };
    }
    open = { ...sized, reason: `${reason}; nothing was found among ${graph.count} configurations` };
    if (kind !== "queue") break;
  }
  return open;
}

function holds(base: Verdict, system: CommunicatingSystem, item: BehaviourItem, where: BehaviourAssumptions, graph: StepGraph): Verdict {
  const evidence = [`${graph.count} configurations, ${graph.targetOf.length} steps`];
  if (system.exact || carriesOver(item, where)) return { ...base, verdict: "proved", evidence };
  return { ...base, evidence, reason: "it holds of the communications, but data decides which of their branches are taken, and may never take one" };
}

function violated(base: Verdict, { automata, exact }: CommunicatingSystem, network: BehaviourNetwork, evidence: BehaviourEvidence): Verdict {
  const [prefix, cycle] = [evidence.prefix, evidence.cycle].map((run) => splitSynchronisations(run, network)) as [
    typeof evidence.prefix,
    typeof evidence.cycle,
  ];
  const shown = { ...base, ...(cycle.length === 0 ? { networkRun: prefix } : { lasso: { prefix, cycle } }) };
  const wrong = recheckEvidence(automata, network, evidence);
  if (wrong !== undefined) return { ...shown, verdict: "disagreement", reason: `the run does not replay: ${wrong}` };
  const [reason, ...others] = describeEvidence(evidence, network);
  if (!exact) return { ...shown, evidence: [reason, ...others], reason: `a run of the communications, which data may exclude: ${reason}` };
  return { ...shown, verdict: "violated", evidence: [reason, ...others], reason };
}

/** Several items are asked of one system: its graphs are kept while it is. */
const graphs = new WeakMap<readonly LocalAutomaton[], Map<string, StepGraph>>();

function graphOf(
  automata: readonly LocalAutomaton[],
  network: BehaviourNetwork,
  queueBound: number,
  { maxStates, memory }: Bounds,
  { shouldStop }: BehaviourControl,
): StepGraph {
  const known = graphs.get(automata) ?? new Map<string, StepGraph>();
  graphs.set(automata, known);
  const key = JSON.stringify([network, queueBound, maxStates, memory]);
  const graph =
    known.get(key) ??
    stepGraph(automataNetwork(automata), network, { maxConfigurations: maxStates, memory, queueBound, ...(shouldStop === undefined ? {} : { shouldStop }) });
  if (graph.cut?.kind !== "stopped") known.set(key, graph);
  return graph;
}
