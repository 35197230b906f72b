/** Amendment loses runs in which the decider never decides: who is not told waits for ever. */
import { planAmendment } from "../../calculus/amendment/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { choreographySystem, labelKey } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import type { Conjecture } from "./conjecture.ts";
import { modelOfText } from "./program.ts";

const text = `
role A { x: int = 0; }
role B { y: int = 0; }
choreography main(A, B) {
  while A.true { A.x := 1 - x; }
  if A.(x == 0) { B.y := 1; B.y := 2; } else { B.y := 1; B.y := 3; }
}
`;

/** The labels of all steps of all reachable configurations; the state space is finite. */
function reachableLabels(model: Model): ReadonlySet<string> {
  const system = choreographySystem(model);
  const chooser = exhaustive(() => undefined);
  const labels = new Set<string>();
  const seen = new Set<string>();
  const open = [...system.initial(chooser)];
  for (let configuration = open.pop(); configuration !== undefined; configuration = open.pop()) {
    const key = system.key(configuration);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const step of system.steps(configuration, chooser)) {
      labels.add(labelKey(step.label));
      open.push(step.target);
    }
  }
  return labels;
}

export const amendmentOfDivergence: Conjecture = {
  name: "Amendment keeps every run up to an extension",
  statement: "Every run of a choreography can be extended so that its amendment has it too, up to inserted selections.",
  refutation:
    "`while A.true { … } if A.(x == 0) { B.y := 1; … } else { B.y := 1; … }`: B may assign although A never decides, but not in the amendment, where it waits to be told. So T15 is about programs that end.",
  isRefuted: () => {
    const model = modelOfText(text);
    const moves = (of: Model): boolean => reachableLabels(of).has("τ_B");
    return moves(model) && !moves(planAmendment(model).model);
  },
};
