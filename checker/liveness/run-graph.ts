/** The graph of a network that runs are looked for in: small ones by the rules of the calculus themselves, large ones by generated code. Nothing is ever left out. */
import type { Model } from "../../calculus/core/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { CompilableNetwork } from "../compiled/index.ts";
import { limitOfStates } from "../explicit-state/limit-reasons.ts";
import { graphByCode, graphOfNetwork } from "../graph/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import { statesByCode, statesByRules } from "../interleavings.ts";
import { limitsOf } from "../options.ts";
import type { VerifyOptions } from "../options.ts";

export interface RunGraph {
  readonly graph: SystemGraph<NetworkConfiguration>;
  readonly method: "network" | "explicit";
  /** The limit of states that held. */
  readonly maxStates: number;
  /** What else is to be said of how it was explored. */
  readonly remarks: readonly string[];
}

/** What a transition takes in the graph, in the moments of runs and in the product with an automaton, about; measured with ring and lock servers. */
const bytesPerTransition = 100;

/** By the engine that the options ask for; by the rules where there is no other, and a remark says why. `tellsPositions`: see `graphOfNetwork`. */
export function runGraph(model: Model, network: CompilableNetwork, tellsPositions: boolean, options: VerifyOptions): RunGraph {
  const limits = limitsOf(options);
  const { engine = "auto", reduction = [], approximate, workers } = options;
  const isAsked = engine === "explicit" || approximate !== undefined || workers !== undefined || options.reduction !== undefined;
  const unused = [...(reduction.length === 0 ? [] : ["--reduction"]), ...(approximate === undefined ? [] : ["--approximate"])];
  const remarks = unused.length === 0 ? [] : [`${unused.join(" and ")} had no part in this: runs are looked for among all states and steps`];
  const byRules = (maxStates: number, more: readonly string[] = []): RunGraph => ({
    graph: graphOfNetwork(network, { ...limits, maxStates }, tellsPositions),
    method: "network",
    maxStates: limits.maxStates,
    remarks: [...remarks, ...more],
  });
  if (engine === "rules" || engine === "head-first") return byRules(limits.maxStates);
  if (!isAsked) {
    const few = byRules(Math.min(limits.maxStates, statesByRules));
    if (limits.maxStates <= statesByRules || !few.graph.incomplete.includes(limitOfStates(statesByRules))) return few;
  }
  const maxStates = options.maxStates ?? statesByCode;
  const found = graphByCode(model, network, { ...limits, maxStates }, { tellsPositions, bytesPerTransition });
  if (found.ok) return { graph: found.graph, method: "explicit", maxStates, remarks };
  return byRules(limits.maxStates, [`they were explored by the rules and not by generated code: ${found.reason}`]);
}
