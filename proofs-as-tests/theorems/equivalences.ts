/** Equivalences of systems: what is computed is what the definitions say, and what tells states apart does. */
import {
  bisimulations,
  classesOf,
  evaluator,
  observedUnion,
  playOfGraph,
  showsTrace,
  traceInclusion,
  type Classes,
  type ObservedGraph,
} from "../../checker/equivalence/index.ts";
import { bisimilarityByDefinition, shortestTraceApart } from "../equivalence/by-definition.ts";
import { labelledGraph, labelledGraphs, type LabelledGraphCase } from "../generators/labelled-graphs.ts";
import type { Implementation } from "../implementation.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const maxPairs = 10_000;

function classesRefuted(graph: ObservedGraph, { parts }: Implementation, tally: Tally): Refutation | undefined {
  const holds = evaluator(playOfGraph(graph));
  let finer: Classes | undefined;
  for (const bisimulation of bisimulations) {
    const found = classesOf(graph, bisimulation, {}, parts.equivalence);
    if (!found.ok) return { kind: "unknown", message: found.reason };
    const related = bisimilarityByDefinition(graph, bisimulation);
    for (let left = 0; left < graph.states; left += 1) {
      for (let right = 0; right < left; right += 1) {
        const what = `${String(left)} and ${String(right)} up to ${bisimulation}`;
        const isOneClass = found.classOf[left] === found.classOf[right];
        tally.add("pairs");
        if (isOneClass) tally.add("equivalent pairs");
        if (isOneClass !== related(left, right)) return { kind: isOneClass ? "too-coarse" : "too-fine", message: what };
        if (!isOneClass && finer?.classOf[left] !== undefined && finer.classOf[left] === finer.classOf[right]) return { kind: "not-coarser", message: what };
        if (isOneClass) continue;
        const formula = found.apart(left, right);
        if (!holds(formula, left) || holds(formula, right)) return { kind: "experiment", message: `no experiment tells ${what} apart` };
      }
    }
    finer = found;
  }
  return undefined;
}

function tracesRefuted(graph: ObservedGraph, { parts }: Implementation, tally: Tally): Refutation | undefined {
  const { moves } = playOfGraph(graph);
  const weak = bisimilarityByDefinition(graph, "weak");
  for (const [left, right] of [
    [0, 1],
    [1, 0],
    [2, 3],
    [3, 2],
    [0, 2],
  ] as const) {
    // prettier-ignore
    const expected = shortestTraceApart(graph, left, right);
    const found = traceInclusion(graph, [left], [right], { maxPairs, standsFor: parts.standsFor });
    const what = `traces of ${String(left)} among those of ${String(right)}`;
    tally.add("inclusions");
    if (found.kind === "included") tally.add("included");
    if ((found.kind === "included") !== (expected === undefined)) return { kind: found.kind, message: what };
    if (weak(left, right) && found.kind !== "included") return { kind: "finer-than-weak", message: what };
    if (found.kind !== "not-included") continue;
    const trace = found.trace.map(({ key }) => key);
    const shown = [left, right].map((state) => showsTrace({ initial: [state], moves }, trace));
    if (trace.length !== expected || shown.join() !== "true,false") return { kind: "trace", message: `${what}: ${trace.join(" ")}` };
  }
  return undefined;
}

export const equivalencesByDefinition: Theorem = theorem<LabelledGraphCase>({
  id: "equivalence-definition",
  everydayRuns: 100,
  name: "equivalences are what their definitions say",
  statement:
    "Strong, branching and weak bisimilarity by signatures are the greatest fixpoints, each coarser than the one before, with a formula for states that are apart; inclusion of traces with antichains is that of the determinised graphs, holds of weakly bisimilar states, and its trace is a shortest one.",
  reference: "Blom, van de Pol, PDMC 2009; van Glabbeek, Weijland, JACM 1996; Cleaveland, CAV 1990; Korver, CAV 1991; De Wulf et al., CAV 2006",
  forall: labelledGraphs,
  then: (value, implementation, tally) => {
    const { graph } = observedUnion([labelledGraph(value)], { observation: "events", divergence: false });
    return classesRefuted(graph, implementation, tally) ?? tracesRefuted(graph, implementation, tally);
  },
  demands: [share("equivalent pairs", "pairs", 5), share("included", "inclusions", 10)],
});
