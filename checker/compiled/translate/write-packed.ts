/** Writing computed values into fields: the bits of each leaf, zero where a value has no use for them. */
import { equalValues } from "../../../calculus/values/index.ts";
import type { Code } from "../code/index.ts";
import { binary, i32, i64, sub, unary } from "../code/index.ts";
import type { Packing, SideTables } from "../layout/index.ts";
import { integerOverflow, internedOverflow } from "../layout/index.ts";
import type { Computed, ComputedInteger } from "./computed.ts";
import { fitsI32, internedNumber, isCase, reindexed, retagged, typeOf } from "./computed.ts";
import { both, choose, constantOf, no, oneOf, truth } from "./logic.ts";
import { notNative } from "./not-native.ts";

/** Tells the bits of each leaf. `place` is a leaf of the packing. */
export type Put<Place> = (place: Place, bits: Code) => void;

/** What cannot be seen before it is computed: reasons to give the layout up, and when. */
export type Doubt = (condition: Code, reason: number) => void;

/** @throws NotNative where the value would have to be interned or looked up. */
export function writePacked<Place extends { readonly width: number }>(
  value: Computed,
  packing: Packing<Place>,
  put: Put<Place>,
  doubt: Doubt,
  tables: SideTables,
  active: Code = truth(true),
): void {
  const only = (bits: Code): Code => choose(active, bits, i32(0));
  switch (packing.kind) {
    case "constant":
      return;
    case "boolean":
      if (value.kind !== "boolean") return notNative("a boolean that is written differently");
      put(packing.at, only(value.code));
      return;
    case "integer":
      if (value.kind !== "integer") return notNative("an integer that is written differently");
      put(packing.at, only(integerBits(value, packing, (condition) => doubt(both(active, condition), integerOverflow))));
      return;
    case "constants": {
      if (value.kind !== "constants") return notNative("a constant that is written differently");
      // Values that are not among those of the packing do not come here: the analysis is right where what this code knows is less.
      put(packing.at, only(reindexed(value, packing.values)));
      return;
    }
    case "interned": {
      const number = internedNumber(value, tables);
      const known = constantOf(number);
      if (packing.at.width < 32 && value.kind !== "interned" && (known === undefined || known >= 2 ** packing.at.width)) doubt(active, internedOverflow);
      put(packing.at, only(number));
      return;
    }
    case "record":
      if (value.kind !== "record") return notNative("a record that is written differently");
      packing.fields.forEach(([, part], index) => {
        writePacked(value.fields[index]?.[1] ?? notNative("a field"), part, put, doubt, tables, active);
      });
      return;
    case "sum": {
      if (value.kind !== "sum") return notNative("a variant that is written differently");
      if (value.origin !== undefined && constantOf(active) === 1 && isSamePacking(value.origin, packing) && value.cases.length === packing.cases.length) {
        copyBits(value, packing, put);
        return;
      }
      const numbers = value.cases.map(({ name }) => packing.cases.findIndex((one) => one.name === name));
      if (packing.at !== undefined) put(packing.at, only(retagged(value, numbers)));
      for (const { name, payload } of packing.cases) {
        const own = value.cases.find((one) => one.name === name);
        if (own === undefined) payload.forEach((part) => clear(part, put));
        else {
          const here = both(active, isCase(value, name));
          payload.forEach((part, index) => {
            writePacked(own.payload[index] ?? notNative("payload"), part, put, doubt, tables, here);
          });
        }
      }
      return;
    }
  }
}

/** All bits of a packing zero. */
export function clear<Place extends { readonly width: number }>(packing: Packing<Place>, put: Put<Place>): void {
  switch (packing.kind) {
    case "constant":
      return;
    case "boolean":
    case "integer":
    case "constants":
    case "interned":
      put(packing.at, i32(0));
      return;
    case "record":
      for (const [, part] of packing.fields) clear(part, put);
      return;
    case "sum":
      if (packing.at !== undefined) put(packing.at, i32(0));
      for (const { payload } of packing.cases) for (const part of payload) clear(part, put);
  }
}

/** v - low as bits. */
function integerBits(
  value: ComputedInteger,
  { low, high, isGuess }: { readonly low: number; readonly high: number; readonly isGuess: boolean },
  doubt: (condition: Code) => void,
): Code {
  const [least, greatest] = [BigInt(low), BigInt(high)];
  const type = typeOf(value);
  if (isGuess && (value.low < least || value.high > greatest)) {
    const tooSmall = value.low < least ? compare("lt_s", value, least) : no;
    const tooLarge = value.high > greatest ? compare("gt_s", value, greatest) : no;
    doubt(oneOf(tooSmall, tooLarge));
  }
  if (type === "i32" && fitsI32(least, greatest)) {
    // Reading added what writing subtracts.
    const { code } = value;
    if (code.kind === "binary" && code.operator === "add" && constantOf(code.right) === low) return code.left;
    return sub(code, i32(low));
  }
  const wide = type === "i64" ? value.code : unary("extend_s", value.code);
  return unary("wrap", binary("sub", wide, i64(least), "i64"));
}

function compare(operator: "lt_s" | "gt_s", value: ComputedInteger, bound: bigint): Code {
  if (typeOf(value) === "i64") return binary(operator, value.code, i64(bound), "i64");
  if (!fitsI32(bound, bound)) return no;
  return binary(operator, value.code, i32(Number(bound)));
}

/** Whether values have the same bits in both. */
function isSamePacking<A, B>(left: Packing<A>, right: Packing<B>): boolean {
  switch (left.kind) {
    case "constant":
      return right.kind === "constant";
    case "boolean":
    case "interned":
      return right.kind === left.kind;
    case "integer":
      return right.kind === "integer" && left.low === right.low && left.high === right.high;
    case "constants":
      return (
        right.kind === "constants" &&
        left.values.length === right.values.length &&
        left.values.every((value, index) => equalValues(value, right.values[index] ?? false))
      );
    case "record":
      return right.kind === "record" && left.fields.every(([, part], index) => samePart(part, right.fields[index]?.[1]));
    case "sum":
      return (
        right.kind === "sum" &&
        left.cases.length === right.cases.length &&
        left.cases.every(({ name, payload }, index) => {
          const other = right.cases[index];
          return other?.name === name && payload.every((part, place) => samePart(part, other.payload[place]));
        })
      );
  }
}

function samePart<A, B>(left: Packing<A>, right: Packing<B> | undefined): boolean {
  return right !== undefined && isSamePacking(left, right);
}

/** Puts the parts of a value that was read from the same packing: what is unused is zero there already. */
function copyBits<Place extends { readonly width: number }>(value: Computed, packing: Packing<Place>, put: Put<Place>): void {
  switch (packing.kind) {
    case "constant":
      return;
    case "boolean":
      if (value.kind === "boolean") put(packing.at, value.code);
      return;
    case "integer":
      if (value.kind === "integer")
        put(
          packing.at,
          integerBits(value, packing, () => undefined),
        );
      return;
    case "constants":
      if (value.kind === "constants") put(packing.at, value.index);
      return;
    case "interned":
      if (value.kind === "interned") put(packing.at, value.number);
      return;
    case "record":
      if (value.kind === "record") packing.fields.forEach(([, part], index) => copyBits(value.fields[index]?.[1] ?? notNative("a field"), part, put));
      return;
    case "sum":
      if (value.kind !== "sum") return;
      if (packing.at !== undefined) put(packing.at, value.tag);
      packing.cases.forEach(({ payload }, number) =>
        payload.forEach((part, index) => copyBits(value.cases[number]?.payload[index] ?? notNative("payload"), part, put)),
      );
  }
}
