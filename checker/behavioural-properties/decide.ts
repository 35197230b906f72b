/** One property on one graph: evidence against it, if there is any. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { BehaviourEvidence } from "./evidence.ts";
import type { BehaviourItem, Fairness } from "./items.ts";
import { neverAgain, putOffByChoices, starvedOnRuns, usualLiveness, type LivenessParts } from "./liveness.ts";
import { deadlock, stop, unexpectedMessage } from "./safety.ts";
import type { StepGraph } from "./step-graph.ts";
import { nontermination } from "./termination.ts";

/**
 * Evidence is certain, also where the graph is not whole. Without evidence the property holds of the whole graph, and is open otherwise. Without an assumption
 * on fairness the formulas are decided as they stand; with one, liveness is the statement on fair runs.
 */
export function evidenceAgainst(
  graph: StepGraph,
  { kind }: BehaviourItem,
  fairness: Fairness | undefined,
  parts: LivenessParts = usualLiveness,
): BehaviourEvidence | undefined {
  switch (kind) {
    case "safe":
      return unexpectedMessage(graph);
    case "deadlock-free":
      return deadlock(graph);
    case "never-terminating":
      return stop(graph);
    case "terminating":
      return nontermination(graph, parts.assumed(fairness ?? "no-fairness"));
    case "live":
      return fairness === undefined ? neverAgain(graph, parts) : starvedOnRuns(graph, fairness, parts);
    case "live+":
      return fairness === undefined ? putOffByChoices(graph, parts) : starvedOnRuns(graph, fairness, parts);
    case "live++":
      return starvedOnRuns(graph, fairness ?? "no-fairness", parts);
    default:
      return assertNever(kind);
  }
}
