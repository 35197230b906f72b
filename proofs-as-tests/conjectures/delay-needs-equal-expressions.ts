/** The delay past a conditional compares labels, so a step may be common to branches that do not merge. */
import { choreographySystem, labelKey } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import { realImplementation } from "../implementation.ts";
import type { Conjecture } from "./conjecture.ts";
import { modelOfText } from "./program.ts";

const text = `
role R { e: bool = true; }
role P, Q;
choreography main(R, P, Q) {
  if R.e { P.(1 + 1) -> Q.x; } else { P.2 -> Q.x; }
}
`;

export const delayNeedsEqualExpressions: Conjecture = {
  name: "What all branches can do is the same expression in all of them",
  statement: "If a role moves before a decision (D-COND), then the choreography is projectable to it.",
  refutation: "`if R.e { P.(1 + 1) -> Q.x; } else { P.2 -> Q.x; }`: P sends 2 before the decision, although the two sends do not merge.",
  isRefuted: () => {
    const model = modelOfText(text);
    const system = choreographySystem(model);
    const chooser = exhaustive(() => undefined);
    const early = system
      .initial(chooser)
      .flatMap((configuration) => system.steps(configuration, chooser))
      .filter((step) => step.rules.includes("D-COND"));
    return early.some((step) => labelKey(step.label).startsWith("P!Q")) && !realImplementation.projectable(model);
  },
};
