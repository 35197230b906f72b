/** Whether a command applies a function without body: the answers that are known so far are shared by all roles. */
import type { Definitions } from "../../calculus/core/index.ts";
import type { Command, Guard, Update } from "../../calculus/machine/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import type { Expression } from "../../calculus/syntax/index.ts";
import { refinementsIn } from "../../calculus/values/index.ts";
import { functionsOf } from "../property/reads.ts";

/** Whether a step by this command may ask, or answer, a function without body. Linear in the command and in the bodies of the functions that it applies. */
export function consultsOracle(command: Command, definitions: Definitions): boolean {
  return expressionsOf(command, definitions).some((expression) => consults(expression, definitions));
}

function consults(expression: Expression, definitions: Definitions, seen: Set<string> = new Set()): boolean {
  return functionsOf(expression).some((name) => {
    const definition = definitions.functions.get(name);
    if (definition === undefined || seen.has(name)) return false;
    seen.add(name);
    if (definition.body === undefined) return true;
    const parts = [definition.body, definition.requires, definition.ensures].filter((one) => one !== undefined);
    const types = [...definition.parameters.map(({ type }) => type), definition.result];
    return [...parts, ...types.flatMap((type) => refinementsIn(type, definitions))].some((one) => consults(one, definitions, seen));
  });
}

/** All expressions that stand in a command, those in the types of its domain included. */
export function expressionsOf({ guard, effect, updates }: Command, definitions: Definitions): readonly Expression[] {
  return [...ofGuard(guard), ...ofEffect(effect, definitions), ...updates.flatMap(ofUpdate)];
}

function ofGuard(guard: Guard): readonly Expression[] {
  switch (guard.kind) {
    case "always":
    case "has-end":
    case "has-no-end":
      return [];
    case "holds":
    case "refutes":
      return [guard.condition];
    case "matches":
      return [guard.scrutinee];
    case "defined":
      return guard.expressions;
    case "undefined":
      return guard.when === undefined ? guard.expressions : [guard.when, ...guard.expressions];
    case "all":
      return guard.guards.flatMap(ofGuard);
    default:
      return assertNever(guard);
  }
}

function ofEffect(effect: Command["effect"], definitions: Definitions): readonly Expression[] {
  switch (effect.kind) {
    case "send":
    case "transfer":
      return effect.payload;
    case "any":
      return effect.domain.kind === "range" ? [effect.domain.low, effect.domain.high] : refinementsIn(effect.domain.type, definitions);
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
    case "receive":
    case "give-up":
      return [];
    default:
      return assertNever(effect);
  }
}

function ofUpdate({ value }: Update): readonly Expression[] {
  return value.kind === "expression" ? [value.expression] : value.kind === "payload" ? [value.scrutinee] : [];
}
