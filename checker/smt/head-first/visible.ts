/**
 * What of a formula one order of the steps shows. Each role does the same in all complete runs with the same choices, whatever the order; so what one role sees comes
 * in all of them if it comes in one, and what stays is there together in the end. What is true of two roles at one moment, and passes, need not come in another order.
 */
import type { Definitions, Model } from "../../../calculus/core/index.ts";
import type { Formula } from "../../../calculus/syntax/index.ts";
import { totality } from "../../../calculus/values/index.ts";
import { functionsOf, readsOf } from "../../property/reads.ts";

/** Whether the formula comes true in all complete runs if it does in one with the same choices. Linear. */
export function isSeenInEveryOrder(formula: Formula, model: Model): boolean {
  if (isOfOneRole(formula, model) || staysTrue(formula, model)) return true;
  return formula.kind === "or" && isSeenInEveryOrder(formula.left, model) && isSeenInEveryOrder(formula.right, model);
}

/** Whether its truth in a state does not depend on the order: no events, no labels of statements, no functions without body. */
export function isOfStates(formula: Formula, model: Model): boolean {
  const reads = readsOf(formula, (name) => model.roles.has(name));
  return reads.every((read) => read.kind === "variable" || read.kind === "end" || (read.kind === "function" && !asksOracles(read.name, model.definitions)));
}

/** Whether it has a truth value in every state: it reads fields, which are always set, by operations that are not partial. */
export function hasAlwaysTruth(formula: Formula, model: Model): boolean {
  const isField = (role: string, variable: string): boolean => model.roles.get(role)?.some(({ name }) => name === variable) === true;
  const { expression } = totality(model.definitions);
  const inside = (part: Formula): boolean => {
    switch (part.kind) {
      case "not":
        return inside(part.operand);
      case "and":
      case "or":
      case "implies":
        return inside(part.left) && inside(part.right);
      case "expression":
        return expression(part.expression);
      default:
        return true;
    }
  };
  return inside(formula) && readsOf(formula, (name) => model.roles.has(name)).every((read) => read.kind !== "variable" || isField(read.role, read.variable));
}

/** About the state of one role alone. */
export function isOfOneRole(formula: Formula, model: Model): boolean {
  return isOfStates(formula, model) && rolesOf(formula, model).size <= 1;
}

function rolesOf(formula: Formula, model: Model): ReadonlySet<string> {
  return new Set(readsOf(formula, (name) => model.roles.has(name)).flatMap((read) => (read.kind === "function" ? [] : [read.role])));
}

/** Once true, it is true for ever: who has come to an end does nothing more. */
function staysTrue(formula: Formula, model: Model): boolean {
  if (formula.kind === "at-end") return true;
  if (formula.kind !== "and") return false;
  if (staysTrue(formula.left, model) && staysTrue(formula.right, model)) return true;
  const [role] = rolesOf(formula, model);
  return role !== undefined && isOfOneRole(formula, model) && [formula.left, formula.right].some((part) => part.kind === "at-end");
}

/** Functions without body, and functions that apply one. */
function asksOracles(name: string, { functions }: Definitions): boolean {
  const seen = new Set<string>();
  const asks = (one: string): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const definition = functions.get(one);
    if (definition === undefined) return false;
    return definition.body === undefined || functionsOf(definition.body).some(asks);
  };
  return asks(name);
}
