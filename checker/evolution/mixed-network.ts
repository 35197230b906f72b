/** Networks in which some roles are of one version and some of another: are they safe? */
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { automataNetwork, describeTrace, exploreAutomata, type NetworkFault } from "../automata/index.ts";
import { replayNetworkRun } from "../automata/replay-network-run.ts";
import { judgeCompatibility } from "../multiparty-compatibility/index.ts";
import type { Bounds } from "../verdict.ts";

export interface NetworkFinding {
  readonly verdict: "safe" | "unsafe" | "unknown" | "disagreement";
  readonly configurations: number;
  /** Why it is not safe, or not known to be. */
  readonly reason?: string;
  readonly fault?: NetworkFault;
  /** The run to the fault; it replays. */
  readonly run?: readonly SplitEvent[];
}

/** Queues are bounded at first, so that a fault that needs short queues is found among few configurations. */
const queueBounds = [2, 6] as const;

const words: Readonly<Record<NetworkFault, string>> = {
  deadlock: "nobody can move, and somebody waits",
  reception: "a role is offered a message that it does not expect, and no other",
  orphan: "all are finished, and a message is left",
  overflow: "a queue grows",
};

/** Looks for deadlocks, unexpected messages and messages that are left over; where queues grow without bound, by multiparty compatibility. */
export function mixedNetwork(name: string, automata: readonly LocalAutomaton[], bounds: Bounds, span: Span): NetworkFinding {
  const network = automataNetwork(automata);
  let configurations = 0;
  for (const queueBound of queueBounds) {
    const exploration = exploreAutomata(network, { maxConfigurations: bounds.maxStates, queueBound, stopAt: ["deadlock", "reception", "orphan"] });
    configurations = exploration.configurations;
    for (const fault of ["reception", "orphan", "deadlock"] as const) {
      const run = exploration.faults.get(fault);
      if (run === undefined) continue;
      const wrong = replayNetworkRun(automata, run, fault, queueBound);
      if (wrong !== undefined) return { verdict: "disagreement", configurations, fault, run, reason: `the run does not replay: ${wrong}` };
      return { verdict: "unsafe", configurations, fault, run, reason: `after ${describeTrace(run)}: ${words[fault]}` };
    }
    if (exploration.complete && !exploration.faults.has("overflow")) return { verdict: "safe", configurations };
    if (!exploration.complete) break;
  }
  const system = { kind: "context", name, span, automata, assumptions: [], exact: true } as const;
  const compatible = judgeCompatibility(system, { kind: "compatible" }, bounds);
  if (compatible.verdict === "proved") return { verdict: "safe", configurations };
  if (compatible.verdict === "violated" && compatible.networkRun !== undefined)
    return { verdict: "unsafe", configurations, run: compatible.networkRun, ...(compatible.reason === undefined ? {} : { reason: compatible.reason }) };
  return { verdict: "unknown", configurations, reason: compatible.reason ?? `queues of more than ${String(queueBounds[1])} messages` };
}
