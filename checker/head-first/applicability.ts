/**
 * What head-first may decide, and why (docs/verdicts.md). The program must be projectable, the network `fifo`, without faults; the caller sees to that.
 * What is left is whether the answer is the same for all runs that differ in the order of independent steps only:
 *
 *   - the error predicates and error labels: a deadlock is a state without moves, which persistent sets keep; labels survive reordering;
 *   - `finally φ`: a final state is reached by every order of the same steps. Not where φ reads an event: which step came last does depend on the order;
 *   - `always φ` and `never φ` where φ, or its negation, is a conjunction of formulas about one role each.
 *
 * `witness` looks for one state among all interleavings, so its absence needs all of them. A bound on the depth counts steps of a run of the network,
 * and a representative may be longer than the run that it represents: with such a bound head-first claims nothing.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { Question } from "../items.ts";
import { isOneRoleConjunction, readsEvents } from "../property/one-role.ts";

/** Whether one representative for each class of runs decides the question. */
export function headFirstDecides(question: Question, model: Model): boolean {
  if (question.kind === "built-in") return true;
  const { kind, formula } = question.property;
  switch (kind) {
    case "always":
      return isOneRoleConjunction(formula, false, model);
    case "never":
      return isOneRoleConjunction(formula, true, model);
    case "finally":
      return !readsEvents(formula);
    case "witness":
      return false;
    default:
      return assertNever(kind);
  }
}
