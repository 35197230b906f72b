/** Reading the fields of a row, whose words are locals or in memory. */
import type { Shape } from "../analysis/shape.ts";
import { anyShape } from "../analysis/shape.ts";
import type { Code } from "../code/index.ts";
import { add, and, get, i32, i64, load, shr, unary, binary } from "../code/index.ts";
import { ones } from "../layout/index.ts";
import type { BitField, Packing } from "../layout/index.ts";
import { constant, fitsI32, integer } from "./computed.ts";
import type { Computed } from "./computed.ts";

/** The code of each word of a row. */
export type Words = (word: number) => Code;

/** Words that have been read into locals. */
export const wordsInLocals: Words = (word) => get(`w${word}`);

/** Words at the address in a local. */
export function wordsAt(local: string): Words {
  return (word) => load(get(local), 4 * word);
}

/** The number in a field, without sign. */
export function fieldCode({ word, shift, width }: BitField, words: Words): Code {
  const shifted = shr(words(word), i32(shift));
  return shift + width === 32 ? shifted : and(shifted, i32(ones(width)));
}

/** The value that the bits are. What is known of it beyond what its bits say narrows it. */
export function readPacked(packing: Packing<BitField>, words: Words, known: Shape = anyShape): Computed {
  switch (packing.kind) {
    case "constant":
      return constant(packing.value);
    case "boolean":
      if (known.kind === "boolean" && !(known.mayBeFalse && known.mayBeTrue)) return constant(known.mayBeTrue);
      return { kind: "boolean", code: fieldCode(packing.at, words) };
    case "integer": {
      const bits = fieldCode(packing.at, words);
      const [low, high] = [BigInt(packing.low), BigInt(packing.high)];
      const bounds = known.kind === "integer" ? known : { low: undefined, high: undefined };
      const least = bounds.low !== undefined && bounds.low > low ? bounds.low : low;
      const greatest = bounds.high !== undefined && bounds.high < high ? bounds.high : high;
      if (least === greatest) return constant(least);
      if (fitsI32(low, high)) return integer(add(bits, i32(packing.low)), least, greatest);
      const wide = binary("add", unary("extend_u", bits), i64(low), "i64");
      return integer(fitsI32(least, greatest) ? unary("wrap", wide) : wide, least, greatest);
    }
    case "sum": {
      const tag = packing.at === undefined ? i32(0) : fieldCode(packing.at, words);
      const all = packing.cases.map(({ name, payload }, number) => {
        const shapes = known.kind === "sum" ? known.cases.find((one) => one.name === name)?.payload : undefined;
        return { name, tag: number, payload: payload.map((part, index) => readPacked(part, words, shapes?.[index] ?? anyShape)) };
      });
      const cases = known.kind === "sum" ? all.filter(({ name }) => known.cases.some((one) => one.name === name)) : all;
      return { kind: "sum", tag, cases, origin: packing };
    }
    case "record":
      return {
        kind: "record",
        name: packing.name,
        fields: packing.fields.map(([name, part], index) => [
          name,
          readPacked(part, words, known.kind === "record" ? (known.fields[index]?.[1] ?? anyShape) : anyShape),
        ]),
      };
    case "constants":
      return { kind: "constants", values: packing.values, index: fieldCode(packing.at, words) };
    case "interned":
      return { kind: "interned", number: fieldCode(packing.at, words) };
  }
}
