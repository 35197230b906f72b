/** Terminating: every complete fair run ends, with everything over. */
import { evidence, type BehaviourEvidence } from "./evidence.ts";
import { fairRun } from "./fair-run.ts";
import type { Fairness } from "./items.ts";
import { deadlock } from "./safety.ts";
import type { StepGraph } from "./step-graph.ts";

/** μX.(([t]⊥ ⇒ [i]⊥ ∧ [o]⊥) ∧ [t]X), on fair runs: a deadlock, or an endless fair run. */
export function nontermination(graph: StepGraph, fairness: Fairness): BehaviourEvidence | undefined {
  const stuck = deadlock(graph);
  if (stuck !== undefined) return stuck;
  const found = fairRun(graph, { labels: labelsWithoutEnds(graph), name: 0 }, [0], fairness);
  return found && evidence(graph, { kind: "endless", fairness }, found.path, found.cycle);
}

/** 1 where nobody can move: such a run has ended. */
function labelsWithoutEnds({ count, first }: StepGraph): Int32Array {
  const labels = new Int32Array(count);
  for (let configuration = 0; configuration < count; configuration++) if (first[configuration] === first[configuration + 1]) labels[configuration] = 1;
  return labels;
}
