/** Questions by what reductions may leave out for them: each kind has reductions of its own. */
import type { Model } from "../../calculus/core/index.ts";
import type { Question } from "../../checker/index.ts";
import { observationOf } from "../../checker/reduction/index.ts";

/** The built-in questions about runs. */
export const builtInQuestions: readonly Question[] = (["deadlock-free", "orphan-free", "reception-safe", "assert", "no-failure"] as const).map((item) => ({
  kind: "built-in",
  item,
}));

/** Questions that are asked together, in the order of their first ones. */
export function questionGroups(questions: readonly Question[], model: Model): readonly (readonly Question[])[] {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const { kind } = observationOf(question, model);
    groups.set(kind, [...(groups.get(kind) ?? []), question]);
  }
  return [...groups.values()];
}

export function questionName(question: Question): string {
  return question.kind === "built-in" ? question.item : `${question.name} (${question.property.kind})`;
}
