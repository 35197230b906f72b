/** Families of behaviours as JSON, so that a counterexample about merging can be saved and tried again. */
import type { Family } from "./behaviours.ts";

/** Big integers as `{ "integer": "…" }`; everything else as it is. */
export function writeFamily(family: Family): string {
  return `${JSON.stringify(family, (_, value: unknown) => (typeof value === "bigint" ? { integer: value.toString() } : value), 1)}\n`;
}

/** The inverse of `writeFamily`. */
export function readFamily(text: string): Family {
  return JSON.parse(text, (_, value: unknown) => (isInteger(value) ? BigInt(value.integer) : value)) as Family;
}

function isInteger(value: unknown): value is { readonly integer: string } {
  return typeof value === "object" && value !== null && "integer" in value && typeof value.integer === "string";
}
