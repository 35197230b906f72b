/** Whether a command applies a function without body: the answers that are known so far are shared by all roles. */
import type { Definitions } from "../../calculus/core/index.ts";
import type { Command, Guard, Update } from "../../calculus/machine/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import { functionsOf } from "../property/reads.ts";

/** Whether a step by this command may ask, or answer, a function without body. Linear in the command and in the bodies of the functions that it applies. */
export function consultsOracle(command: Command, definitions: Definitions): boolean {
  const { effect } = command;
  const ofDomain = effect.kind === "any" && effect.domain.kind === "type" ? refinementsIn(effect.domain.type, definitions) : [];
  return [...expressionsOf(command), ...ofDomain].some((expression) => consults(expression, definitions));
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

/** All expressions that stand in a command. */
export function expressionsOf({ guard, effect, updates }: Command): readonly Expression[] {
  return [...ofGuard(guard), ...ofEffect(effect), ...updates.flatMap(ofUpdate)];
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
    default:
      return assertNever(guard);
  }
}

function ofEffect(effect: Command["effect"]): readonly Expression[] {
  switch (effect.kind) {
    case "send":
    case "transfer":
      return effect.payload;
    case "any":
      return effect.domain.kind === "range" ? [effect.domain.low, effect.domain.high] : refinementsOf(effect.domain.type);
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
    case "receive":
      return [];
    default:
      return assertNever(effect);
  }
}

function ofUpdate({ value }: Update): readonly Expression[] {
  return value.kind === "expression" ? [value.expression] : value.kind === "payload" ? [value.scrutinee] : [];
}

function refinementsOf(type: Type): readonly Expression[] {
  switch (type.kind) {
    case "primitive":
    case "named":
      return [];
    case "list":
    case "set":
    case "option":
      return refinementsOf(type.element);
    case "map":
      return [...refinementsOf(type.key), ...refinementsOf(type.value)];
    case "refined":
      return [...refinementsOf(type.base), type.predicate];
    default:
      return assertNever(type);
  }
}

/** As `refinementsOf`, with those behind the names of types. */
function refinementsIn(type: Type, definitions: Definitions, seen: Set<string> = new Set()): readonly Expression[] {
  switch (type.kind) {
    case "primitive":
      return [];
    case "named": {
      const name = type.name.text;
      if (seen.has(name)) return [];
      seen.add(name);
      const alias = definitions.types.get(name);
      const payloads = definitions.enums.get(name)?.constructors.flatMap(({ payload }) => payload) ?? [];
      const fields = definitions.records.get(name)?.fields.map((field) => field.type) ?? [];
      return [...(alias === undefined ? [] : [alias]), ...payloads, ...fields].flatMap((one) => refinementsIn(one, definitions, seen));
    }
    case "list":
    case "set":
    case "option":
      return refinementsIn(type.element, definitions, seen);
    case "map":
      return [...refinementsIn(type.key, definitions, seen), ...refinementsIn(type.value, definitions, seen)];
    case "refined":
      return [...refinementsIn(type.base, definitions, seen), type.predicate];
    default:
      return assertNever(type);
  }
}
