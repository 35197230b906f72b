/** Views of well-typed values. Typing rules a mismatch out, but for what a network delivers in another order than it was sent: a label may have several types. */
import type { Value } from "../../core/index.ts";

/** An operation met a value of another type. It has no value, as a division by zero has none. */
export class WrongType extends Error {
  /** The type that is expected, and what was found. */
  constructor(expected: string, found: string) {
    super(`a value of another type arrived: expected ${expected}, found ${found}`);
  }
}

function illTyped(expected: string, value: Value | undefined): never {
  const found =
    value === undefined
      ? "nothing"
      : typeof value === "object"
        ? value.kind
        : typeof value === "bigint"
          ? "int"
          : typeof value === "boolean"
            ? "bool"
            : typeof value;
  throw new WrongType(expected, found);
}

export function asBoolean(value: Value | undefined): boolean {
  return typeof value === "boolean" ? value : illTyped("bool", value);
}

export function asInteger(value: Value | undefined): bigint {
  return typeof value === "bigint" ? value : illTyped("int", value);
}

/** Items of a list or of a set. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return typeof value === "object" && (value.kind === "list" || value.kind === "set") ? value.items : illTyped("list or set", value);
}

/** Entries of a map, sorted by key. */
export function entriesOf(value: Value | undefined): readonly (readonly [Value, Value])[] {
  return typeof value === "object" && value.kind === "map" ? value.entries : illTyped("map", value);
}

/** What is in `some(…)`, or undefined for `none`. */
export function contentOf(value: Value | undefined): Value | undefined {
  return typeof value === "object" && value.kind === "variant" ? value.payload[0] : illTyped("option", value);
}

/** An argument that the number of parameters guarantees. */
export function present(value: Value | undefined): Value {
  return value ?? illTyped("an argument", value);
}
