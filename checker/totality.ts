/**
 * Whether a choreography can fail at all: a step fails only where it applies a partial operation, so without one `no-failure` holds whatever the
 * states. Syntactic and conservative: an operation counts as partial although its arguments may always be in order.
 */
import { assertNever } from "../calculus/assert-never.ts";
import type { Action, Model } from "../calculus/core/index.ts";
import { totality } from "../calculus/values/index.ts";
import { instructionsBelow } from "./assumptions.ts";
import { expressionsByRole } from "./instruction-expressions.ts";

/** Whether nothing below the choreography applies a partial operation. Linear in the program. */
export function isTotal(model: Model, subject: string): boolean {
  const { expression, domain } = totality(model.definitions);
  return instructionsBelow(model, subject).every(
    (I) => expressionsByRole(I).every(([, evaluated]) => evaluated.every(expression)) && (I.kind !== "havoc" || domain(I.domain)),
  );
}

/** Whether none of these actions of processes applies a partial operation, or acts on the end of a further session, which may not be held. */
export function areTotal(model: Model, actions: readonly Action[]): boolean {
  const { expression, domain } = totality(model.definitions);
  return actions.every((A) => {
    switch (A.kind) {
      case "send":
        return A.session === undefined && A.expressions.every(expression);
      case "receive":
        return A.session === undefined;
      case "havoc":
        return domain(A.domain);
      case "assign":
        return expression(A.expression);
      case "assert":
      case "assume":
      case "if":
        return expression(A.condition);
      case "match":
        return expression(A.scrutinee);
      case "call":
        return A.arguments.every(expression);
      case "select":
        return A.alternatives.every(
          ({ guard, action }) => (guard === undefined || expression(guard)) && (action.kind !== "send" || action.expressions.every(expression)),
        );
      case "choose":
      case "loop":
      case "continue":
      case "frame":
        return true;
      default:
        return assertNever(A);
    }
  });
}
