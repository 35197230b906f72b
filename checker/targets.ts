/** Questions as targets of an exploration: for most a violation is looked for, for `witness` a state that shows the formula. */
import { assertNever } from "../calculus/assert-never.ts";
import type { Model } from "../calculus/core/index.ts";
import type { Formula } from "../calculus/syntax/index.ts";
import type { Sighting, Target } from "./explicit-state/target.ts";
import { reached } from "./explicit-state/target.ts";
import type { Question, RunItem, StateProperty } from "./items.ts";
import { truthOf } from "./property/evaluate.ts";
import { readsEvents } from "./property/one-role.ts";
import type { Scene } from "./property/scene.ts";

/** What to look for to decide the question. */
export function targetOf(question: Question, model: Model): Target {
  return question.kind === "built-in" ? targetOfItem(question.item) : targetOfProperty(question.property, model);
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

function targetOfProperty({ kind, formula }: StateProperty, model: Model): Target {
  const ask = (scene: Scene): Sighting | undefined => {
    switch (kind) {
      case "always":
        return sighting(formula, "false", scene, model);
      case "never":
      case "witness":
        return sighting(formula, "true", scene, model);
      case "finally":
        return scene.isFinal() ? sighting(formula, "false", scene, model) : undefined;
      default:
        return assertNever(kind);
    }
  };
  return readsEvents(formula) ? { atMoment: ask } : { atScene: ask };
}

function sighting(formula: Formula, wanted: "true" | "false", scene: Scene, model: Model): Sighting | undefined {
  const truth = truthOf(formula, scene, model);
  if (truth.kind === wanted) return reached;
  return truth.kind === "undefined" ? truth : undefined;
}
