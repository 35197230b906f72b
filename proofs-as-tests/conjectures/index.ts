/** The known falsehoods of the suite. */
import { amendmentOfDivergence } from "./amendment-of-divergence.ts";
import { amendmentStepByStep } from "./amendment-step-by-step.ts";
import type { Conjecture } from "./conjecture.ts";
import { delayNeedsEqualExpressions } from "./delay-needs-equal-expressions.ts";
import { earlySendsAnywhere } from "./early-sends-anywhere.ts";
import { headFirstCrossRole } from "./head-first-cross-role.ts";
import { projectabilityPersists } from "./projectability-persists.ts";

export const conjectures: readonly Conjecture[] = [
  projectabilityPersists,
  delayNeedsEqualExpressions,
  amendmentStepByStep,
  amendmentOfDivergence,
  headFirstCrossRole,
  earlySendsAnywhere,
];
