/** Where properties of whole runs hold on random graphs: what the product and its components say is what the definitions say; two algorithms agree. */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import {
  acceptsByNestedSearch,
  beyond,
  buechiAutomaton,
  fairComponents,
  lassoIn,
  linearFormula,
  negation,
  nobody,
  product,
  type Lasso,
  type MomentGraph,
  type RunProperty,
} from "../../checker/liveness/index.ts";
import { momentGraphOf, momentGraphs, type MomentGraphCase } from "../generators/moment-graphs.ts";
import type { Implementation } from "../implementation.ts";
import { endlessVisits, failsByDefinition } from "../liveness/fair-runs-by-definition.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const shapes: readonly RunProperty["shape"][] = ["eventually", "leads-to", "until"];
const fairnesses: readonly Fairness[] = ["no-fairness", "weak-fairness", "strong-fairness"];

function asDefined(given: MomentGraphCase, { parts: { runs } }: Implementation, tally: Tally): Refutation | undefined {
  const graph = momentGraphOf(given);
  const visits = new Map(fairnesses.map((fairness) => [fairness, endlessVisits(graph, fairness)]));
  for (const shape of shapes) {
    const automaton = buechiAutomaton(negation(linearFormula(shape)));
    const contradicting = product(graph, automaton);
    let weaker: boolean | undefined;
    for (const fairness of fairnesses) {
      const components = fairComponents(contradicting, fairness, runs);
      const lasso = lassoIn(contradicting, components, fairness, runs);
      const fails = lasso !== undefined;
      const what = `${shape} with ${fairness}`;
      tally.add("questions");
      tally.add(fails ? "fails" : "holds");
      if (fails !== failsByDefinition(graph, shape, present(visits.get(fairness))))
        return { kind: fails ? "fails" : "holds", message: `${what} ${fails ? "holds" : "fails"} by definition` };
      if (weaker === false && fails) return { kind: "monotone", message: `${what} fails, and holds with a weaker assumption` };
      if (weaker === true && !fails) tally.add("by fairness");
      weaker = fails;
      const wrong = lasso === undefined ? undefined : wrongLasso(graph, lasso, fairness);
      if (wrong !== undefined) return { kind: "lasso", message: `${what}: ${wrong}` };
      if (lasso !== undefined && lasso.cycle.length > 0) tally.add("rounds");
      if (fairness === "no-fairness" && acceptsByNestedSearch(graph, automaton) !== fails)
        return { kind: "nested", message: `${what} ${fails ? "fails" : "holds"} by components, not by nested depth-first search` };
    }
  }
  return undefined;
}

/** What is wrong with a lasso as a path that is closed and fair. */
function wrongLasso({ targets, offsets, actionOf, initial }: MomentGraph, { start, prefix, cycle }: Lasso, fairness: Fairness): string | undefined {
  if (!initial.includes(start)) return "it does not begin where runs begin";
  const path = [start];
  for (const step of [...prefix, ...cycle]) {
    const here = present(path.at(-1));
    if (step < present(offsets[here]) || step >= present(offsets[here + 1]) || targets[step] === beyond) return "it is no path";
    path.push(present(targets[step]));
  }
  const entry = present(path[prefix.length]);
  if (path.at(-1) !== entry) return "its round does not come back";
  const possible = path
    .slice(prefix.length, cycle.length === 0 ? undefined : -1)
    .map((moment) => new Set(actionOf.subarray(offsets[moment], offsets[moment + 1])));
  if (cycle.length === 0) return [...present(possible[0])].some((action) => action !== nobody) ? "it is said to be over, and somebody can move" : undefined;
  const taken = new Set(cycle.map((step) => actionOf[step]));
  for (const actions of possible) {
    for (const action of actions) {
      const isOwed = fairness === "strong-fairness" || (fairness === "weak-fairness" && possible.every((others) => others.has(action)));
      if (action !== nobody && isOwed && !taken.has(action)) return `action ${String(action)} is neglected`;
    }
  }
  return undefined;
}

export const fairEmptiness: Theorem = theorem<MomentGraphCase>({
  id: "liveness-emptiness",
  everydayRuns: 150,
  name: "a property of whole runs holds iff no fair run contradicts it",
  statement:
    "On every graph of moments, `eventually`, `leads to` and `until` fail under no, weak and strong fairness exactly where some set of steps that a run takes for ever contradicts them by definition. What holds under an assumption holds under stronger ones, the run that is shown is closed and fair, and without fairness nested depth-first search says the same.",
  reference: "Vardi, Wolper, LICS 1986; Emerson, Lei, Science of Computer Programming 1987; Courcoubetis, Vardi, Wolper, Yannakakis, FMSD 1992",
  forall: momentGraphs,
  then: asDefined,
  demands: [share("fails", "questions", 20), share("holds", "questions", 20), share("by fairness", "questions", 1), share("rounds", "questions", 5)],
});
