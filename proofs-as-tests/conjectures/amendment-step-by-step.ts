/** The exact correspondence of a choreography and its amendment is false: an inserted selection stands in front of what could be done early. */
import { planAmendment } from "../../calculus/amendment/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { choreographySystem, labelKey } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import type { Conjecture } from "./conjecture.ts";
import { modelOfText } from "./program.ts";

const text = `
role R { e: bool = true; }
role P { y: int = 0; }
role Q { x: int = 0; }
choreography main(R, P, Q) {
  if R.e { P.1 -> Q.x; P.y := 1; } else { P.1 -> Q.x; P.y := 2; }
}
`;

function firstLabels(model: Model): readonly string[] {
  const system = choreographySystem(model);
  const chooser = exhaustive(() => undefined);
  return system.initial(chooser).flatMap((configuration) => system.steps(configuration, chooser).map((step) => labelKey(step.label)));
}

export const amendmentStepByStep: Conjecture = {
  name: "Amendment keeps every step",
  statement: "Every step of a choreography is a step of its amendment, up to inserted selections.",
  refutation:
    "`if R.e { P.1 -> Q.x; P.y := 1; } else { P.1 -> Q.x; P.y := 2; }`: P may send before the decision, but not in the amendment, where it waits to be told (Cruz-Filipe, Montesi, ITP 2023).",
  isRefuted: () => {
    const model = modelOfText(text);
    const early = firstLabels(model).filter((label) => label.startsWith("P!Q"));
    return early.length > 0 && !firstLabels(planAmendment(model).model).some((label) => early.includes(label));
  },
};
