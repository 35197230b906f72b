/** Questions as targets of an exploration: for most a violation is looked for, for `witness` a state that shows the formula. */
import { assertNever } from "../calculus/assert-never.ts";
import type { Model } from "../calculus/core/index.ts";
import type { Sighting, Target } from "./explicit-state/target.ts";
import { reached } from "./explicit-state/target.ts";
import type { Question, RunItem, StateProperty } from "./items.ts";
import { truthOf } from "./property/evaluate.ts";
import { readsEvents } from "./property/one-role.ts";
import type { Scene } from "./property/scene.ts";

/** What to look for to decide the question. `meetLimit` is told where its formula has no known truth, because a limit of the evaluator was met. */
export function targetOf(question: Question, model: Model, meetLimit: (reason: string) => void): Target {
  return question.kind === "built-in" ? targetOfItem(question.item) : targetOfProperty(question.property, model, meetLimit);
}

function targetOfItem(item: RunItem): Target {
  switch (item) {
    case "no-failure":
      return { atMoment: (_scene, label) => (label?.kind === "fail" ? reached : undefined) };
    case "assert":
      return { atMoment: (_scene, label) => (label?.kind === "violate" ? reached : undefined) };
    case "deadlock-free":
      return { atState: ({ errors }) => (errors.some(({ kind }) => kind === "deadlock") ? reached : undefined) };
    case "reception-safe":
      return { atState: ({ errors }) => (errors.some(({ kind }) => kind === "reception") ? reached : undefined) };
    case "orphan-free":
      return { atState: ({ errors }) => (errors.some(({ kind }) => kind === "orphan") ? reached : undefined) };
    default:
      return assertNever(item);
  }
}

function targetOfProperty({ kind, formula }: StateProperty, model: Model, meetLimit: (reason: string) => void): Target {
  const sighting = (wanted: "true" | "false", scene: Scene): Sighting | undefined => {
    const truth = truthOf(formula, scene, model);
    if (truth.kind === "unknown") meetLimit(truth.reason);
    if (truth.kind === wanted) return reached;
    return truth.kind === "undefined" ? truth : undefined;
  };
  const ask = (scene: Scene): Sighting | undefined => {
    switch (kind) {
      case "always":
        return sighting("false", scene);
      case "never":
      case "witness":
        return sighting("true", scene);
      case "finally":
        return scene.isFinal() ? sighting("false", scene) : undefined;
      default:
        return assertNever(kind);
    }
  };
  return readsEvents(formula) ? { atMoment: ask } : { atScene: ask };
}
