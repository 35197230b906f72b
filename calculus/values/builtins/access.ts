/** Views of well-typed values. A mismatch is our mistake, not the user's: typing rules it out before anything is evaluated. */
import type { Value } from "../../core/index.ts";

function illTyped(expected: string, value: Value | undefined): never {
  throw new Error(
    `ill-typed operation: expected ${expected}, found ${value === undefined ? "nothing" : typeof value === "object" ? value.kind : typeof value}`,
  );
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
