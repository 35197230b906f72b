/** Expressions of generated programs: small integers, so that state spaces stay small; division and functions without body where allowed. */
import type { Expression } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { readable, type Scope } from "./scope.ts";
import { apply, binary, integer, variable } from "./syntax.ts";

/** An integer expression over what `role` has bound; values stay within a handful of integers. */
export function integerAt(chance: Chance, scope: Scope, role: string): Expression {
  const read = (): Expression => variable(chance.pick(readable(scope, role)));
  return chance.weighted<() => Expression>([
    [25, () => integer(chance.between(0, 2))],
    [45, read],
    [10, () => binary("%", binary("+", read(), integer(1)), integer(3))],
    [8, () => binary("-", integer(1), read())],
    [6, () => apply("twist", read())],
    [scope.features.failures ? 8 : 0, () => binary("/", integer(1), read())],
  ])();
}

/** A condition over what `role` has bound. */
export function conditionAt(chance: Chance, scope: Scope, role: string): Expression {
  const read = (): Expression => variable(chance.pick(readable(scope, role)));
  return chance.weighted<() => Expression>([
    [30, () => binary("==", read(), integer(chance.between(0, 2)))],
    [30, () => binary(">", read(), integer(chance.between(0, 1)))],
    [15, () => binary("<=", read(), read())],
    [scope.features.choices ? 15 : 0, () => apply("guess", read())],
    [scope.features.failures ? 6 : 0, () => binary("==", binary("%", integer(1), read()), integer(0))],
  ])();
}
