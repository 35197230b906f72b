/** What a property that is proved head first must never show, and what some run must. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { headFirstDecides } from "../../head-first/applicability.ts";
import { isBuiltInItem, isRunItem, questionOf } from "../../items.ts";
import type { Watched } from "../head-first/conditions.ts";

export interface Claimed {
  /** None of these is ever shown: the contrary, a state in which the property has no truth value, a choice without values. */
  readonly contraries: readonly Watched[];
  /** Some run shows this, or nothing was said. */
  readonly needed?: Watched;
}

/** What has to be shown for the property of the subject, or why solvers prove nothing of it head first. */
export function claimed(
  property: string,
  subject: string,
  model: Model,
): { readonly ok: true; readonly claim: Claimed } | { readonly ok: false; readonly reason: string } {
  const no = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
  const noValue: Watched = { kind: "no-value" };
  const definition = model.properties.find(({ name, of }) => name === property && of === subject);
  if (definition === undefined) {
    if (!isBuiltInItem(property) || !isRunItem(property)) return no(`${subject} has no property \`${property}\``);
    switch (property) {
      case "no-failure":
        return { ok: true, claim: { contraries: [{ kind: "failure" }, noValue] } };
      case "assert":
        return { ok: true, claim: { contraries: [{ kind: "violation" }, noValue], needed: { kind: "assertion" } } };
      case "deadlock-free":
      case "reception-safe":
      case "orphan-free":
        return no(`${property} holds by design (docs/semantics.md §8), not by an invariant`);
      default:
        return assertNever(property);
    }
  }
  const question = questionOf(definition);
  if (question?.kind !== "property") return no(`\`${property}\` is about whole runs`);
  if (!headFirstDecides(question, model)) return no(`\`${property}\` is not decided head first`);
  const { kind, formula } = question.property;
  const at = kind === "finally" ? "final-states" : "states";
  const contrary: Watched = { kind: "formula", formula, wanted: kind === "never", at };
  const contraries = [contrary, { ...contrary, wanted: "none" as const }, noValue];
  return { ok: true, claim: kind === "finally" ? { contraries, needed: { kind: "end" } } : { contraries } };
}
