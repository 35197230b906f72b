/** The operators of expressions on values. `and`, `or`, `implies` are not here: they decide whether their right operand is evaluated at all. */
import { assertNever } from "../assert-never.ts";
import type { Value } from "../core/index.ts";
import type { BinaryOperator } from "../syntax/index.ts";
import { euclideanQuotient, euclideanRemainder } from "./arithmetic.ts";
import { asInteger, entriesOf, itemsOf } from "./builtins/access.ts";
import { searchEntries } from "./builtins/search.ts";
import { makeList } from "./construct.ts";
import { equalValues } from "./order.ts";
import { printValue } from "./print.ts";
import { failure } from "./size.ts";
import type { Failure } from "./size.ts";

export type StrictOperator = Exclude<BinaryOperator, "implies" | "or" | "and">;

/** `+`: sum of integers, concatenation of strings and of lists. */
function add(left: Value, right: Value): Value {
  if (typeof left === "bigint") return left + asInteger(right);
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left !== "object") return asInteger(left);
  return makeList([...itemsOf(left), ...itemsOf(right)]);
}

/** The value of `left operator right`, or why it has none: division by zero. Sizes are the caller's concern. */
export function applyOperator(operator: StrictOperator, left: Value, right: Value): Value | Failure {
  switch (operator) {
    case "==":
      return equalValues(left, right);
    case "!=":
      return !equalValues(left, right);
    case "<":
      return asInteger(left) < asInteger(right);
    case "<=":
      return asInteger(left) <= asInteger(right);
    case ">":
      return asInteger(left) > asInteger(right);
    case ">=":
      return asInteger(left) >= asInteger(right);
    case "+":
      return add(left, right);
    case "-":
      return asInteger(left) - asInteger(right);
    case "*":
      return asInteger(left) * asInteger(right);
    case "/":
      return asInteger(right) === 0n ? failure("division by zero") : euclideanQuotient(asInteger(left), asInteger(right));
    case "%":
      return asInteger(right) === 0n ? failure("division by zero") : euclideanRemainder(asInteger(left), asInteger(right));
    default:
      return assertNever(operator);
  }
}

/** A value in a reason: long ones are cut. */
function brief(value: Value): string {
  const text = printValue(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

/** `list[position]` counted from 0, `map[key]`; undefined beyond the ends and for a missing key. */
export function applyIndex(collection: Value, index: Value): Value | Failure {
  if (typeof collection === "object" && collection.kind === "map") {
    const entries = entriesOf(collection);
    return entries[searchEntries(entries, index)]?.[1] ?? failure(`no value for the key ${brief(index)}`);
  }
  const items = itemsOf(collection);
  const position = asInteger(index);
  const item = position < 0n || position >= BigInt(items.length) ? undefined : items[Number(position)];
  return item ?? failure(`index ${brief(position)} out of range for length ${items.length}`);
}
