/** Questions decided by one reduced exploration with the semantics of machines: what the theorem of reductions and slow machines go by. */
import type { Model } from "../../calculus/core/index.ts";
import type { BuiltMachine } from "../../calculus/machine/index.ts";
import type { Conclusion } from "../conclude.ts";
import { conclude } from "../conclude.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import type { Exploration, ExplorationLimits } from "../explicit-state/explore.ts";
import { explore } from "../explicit-state/explore.ts";
import type { Question } from "../items.ts";
import { targetOf } from "../targets.ts";
import { observationOfAll } from "./observation.ts";
import type { Reduction, ReductionParts, ReductionPlan } from "./plan.ts";
import { planReduction, reductionParts } from "./plan.ts";
import { reducedSpace } from "./reduced-space.ts";
import type { ReducedRun } from "./unfold.ts";
import { sameButForMembers } from "./unfold.ts";

export interface ReducedSurvey {
  readonly plan: ReductionPlan;
  readonly exploration: Exploration<Question>;
  readonly conclusions: ReadonlyMap<Question, Conclusion>;
  /** The run that was found for a question, in the reduced space: `unfolded` makes one of the machine of it. */
  readonly runOf: (question: Question) => ReducedRun | undefined;
}

/** Explores a machine under the reductions that preserve the answers of all of these questions together. Linear in the moves explored. */
export function surveyReduced(
  built: BuiltMachine,
  model: Model,
  questions: readonly Question[],
  limits: ExplorationLimits,
  reduction: Reduction,
  parts: ReductionParts = reductionParts,
): ReducedSurvey {
  const plan = planReduction(built.machine, observationOfAll(questions, model, built.machine), reduction, parts);
  const chooser = recordingChooser();
  const unknown = new Map(questions.map((question) => [question, new Set<string>()]));
  const targets = new Map([...unknown].map(([question, reasons]) => [question, targetOf(question, model, (reason) => reasons.add(reason))]));
  const space = reducedSpace(built, plan, chooser);
  const exploration = explore(space, targets, limits);
  const conclusions = new Map(questions.map((question) => [question, conclude(question, exploration, chooser, unknown.get(question) ?? new Set())]));
  return {
    plan,
    exploration,
    conclusions,
    runOf: (question) => {
      const run = exploration.found.get(question);
      const initial = run === undefined ? undefined : space.initial()[run.initial];
      return run === undefined || initial === undefined
        ? undefined
        : { initial, steps: run.steps.map((step) => ({ target: space.targetOf(step), isMeant: sameButForMembers(plan, step.label) })) };
    },
  };
}
