/** How the values of a shape are written as bits: a tree with fields at its leaves. What is not used by a value is zero, so that equal values are equal bits. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import type { Shape } from "../analysis/shape.ts";
import { onlyValue } from "../analysis/shape-values.ts";
import { bitsFor } from "./bit-field.ts";

/** `Place` is where a leaf's bits are. */
export type Packing<Place> =
  /** The only value: no bits. */
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "boolean"; readonly at: Place }
  /** Written as v - low. `isGuess`: greater and smaller ones may come, and do not fit. */
  | { readonly kind: "integer"; readonly low: number; readonly high: number; readonly isGuess: boolean; readonly at: Place }
  /** Written as the number of the case; of one case, no bits for it. Every case has its own bits for its payload. */
  | { readonly kind: "sum"; readonly cases: readonly PackedCase<Place>[]; readonly at?: Place }
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly (readonly [string, Packing<Place>])[] }
  /** Written as an index. */
  | { readonly kind: "constants"; readonly values: readonly Value[]; readonly at: Place }
  /** Written as the number that the side table gives it. */
  | { readonly kind: "interned"; readonly at: Place };

export interface PackedCase<Place> {
  readonly name: string;
  readonly payload: readonly Packing<Place>[];
}

/** How many bits are given to what has no bounds. */
export interface Guesses {
  /** Of integers; undefined: they are interned. */
  readonly integerBits: number | undefined;
  readonly internedBits: number;
}

/** Sums and records with more leaves than this are interned as a whole. */
const maximumLeaves = 64;

/** Packs a shape; `allot` gives places to leaves of these widths, in order. The shape has values. Linear. */
export function pack<Place>(shape: Shape, guesses: Guesses, allot: (width: number) => Place): Packing<Place> {
  if (leavesOf(shape) > maximumLeaves) return { kind: "interned", at: allot(guesses.internedBits) };
  const visit = (one: Shape): Packing<Place> => {
    const only = onlyValue(one);
    if (only !== undefined) return { kind: "constant", value: only };
    switch (one.kind) {
      case "boolean":
        return { kind: "boolean", at: allot(1) };
      case "integer": {
        const range = packedRange(one.low, one.high, guesses);
        if (range === undefined) return { kind: "interned", at: allot(guesses.internedBits) };
        return { kind: "integer", ...range, at: allot(bitsFor(range.high - range.low + 1)) };
      }
      case "sum": {
        const width = bitsFor(one.cases.length);
        const at = width === 0 ? {} : { at: allot(width) };
        return { kind: "sum", ...at, cases: one.cases.map(({ name, payload }) => ({ name, payload: payload.map(visit) })) };
      }
      case "record":
        return { kind: "record", name: one.name, fields: one.fields.map(([name, part]) => [name, visit(part)]) };
      case "constants":
        return { kind: "constants", values: one.values, at: allot(bitsFor(one.values.length)) };
      case "any":
        return { kind: "interned", at: allot(guesses.internedBits) };
      case "none":
        return { kind: "constant", value: false };
      default:
        return assertNever(one);
    }
  };
  return visit(shape);
}

const safe = 2n ** 52n;

/** The integers that get bits; undefined: they are interned. */
function packedRange(
  low: bigint | undefined,
  high: bigint | undefined,
  { integerBits }: Guesses,
): { readonly low: number; readonly high: number; readonly isGuess: boolean } | undefined {
  const isKnown = low !== undefined && high !== undefined;
  if (isKnown) return high - low < 2n ** 32n && low > -safe && high < safe ? { low: Number(low), high: Number(high), isGuess: false } : undefined;
  if (integerBits === undefined) return undefined;
  const span = 2n ** BigInt(integerBits) - 1n;
  const from = low ?? (high === undefined ? -(2n ** BigInt(integerBits - 1)) : high - span);
  if (from < -safe || from + span > safe) return undefined;
  return { low: Number(from), high: Number(from + span), isGuess: true };
}

function leavesOf(shape: Shape): number {
  switch (shape.kind) {
    case "sum":
      return 1 + shape.cases.reduce((sum, { payload }) => sum + payload.reduce((inner, part) => inner + leavesOf(part), 0), 0);
    case "record":
      return shape.fields.reduce((sum, [, part]) => sum + leavesOf(part), 0);
    case "none":
    case "boolean":
    case "integer":
    case "constants":
    case "any":
      return 1;
    default:
      return assertNever(shape);
  }
}
