/** What a formula reads: variables of roles, positions and events, in the order in which they stand. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Role } from "../../calculus/core/index.ts";
import { partsOf } from "../../calculus/syntax/index.ts";
import type { Expression, Formula } from "../../calculus/syntax/index.ts";

export type Read =
  | { readonly kind: "variable"; readonly role: Role; readonly variable: string }
  | { readonly kind: "end" | "label"; readonly role: Role; readonly formula: Formula }
  /** `role` is the subject of the event: the sender of a `sent`, the receiver of a `received`. */
  | { readonly kind: "event"; readonly role: Role; readonly formula: Extract<Formula, { kind: "sent" | "received" }> }
  | { readonly kind: "function"; readonly name: string };

/** Everything that φ reads, with repetitions. `isRole` tells `A.x` from the field of a constant record. Linear. */
export function readsOf(formula: Formula, isRole: (name: string) => boolean): readonly Read[] {
  switch (formula.kind) {
    case "not":
      return readsOf(formula.operand, isRole);
    case "and":
    case "or":
    case "implies":
      return [...readsOf(formula.left, isRole), ...readsOf(formula.right, isRole)];
    case "expression":
      return readsOfExpression(formula.expression, isRole);
    case "is-set":
      return [{ kind: "variable", role: formula.role.text, variable: formula.variable.text }];
    case "sent":
      return [{ kind: "event", role: formula.from.text, formula }];
    case "received":
      return [{ kind: "event", role: formula.to.text, formula }];
    case "at-end":
      return [{ kind: "end", role: formula.role.text, formula }];
    case "at-label":
      return [{ kind: "label", role: formula.role.text, formula }];
    default:
      return assertNever(formula);
  }
}

function readsOfExpression(expression: Expression, isRole: (name: string) => boolean): readonly Read[] {
  if (expression.kind === "field" && expression.of.kind === "name" && isRole(expression.of.name.text)) {
    return [{ kind: "variable", role: expression.of.name.text, variable: expression.name.text }];
  }
  const inner = partsOf(expression).flatMap((part) => readsOfExpression(part, isRole));
  return expression.kind === "call" ? [{ kind: "function", name: expression.name.text }, ...inner] : inner;
}

/** The names of all functions that an expression applies. */
export function functionsOf(expression: Expression): readonly string[] {
  const inner = partsOf(expression).flatMap(functionsOf);
  return expression.kind === "call" ? [expression.name.text, ...inner] : inner;
}
