/** Code over whole rows: hash, comparison, copy. Short rows are unrolled. */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import { add, again, binary, call, functionOf, get, giveBack, i32, leave, load, loop, mul, ne, not, or, set, shr, store, when, xor } from "../code/index.ts";

const longestUnrolled = 8;

/** Multipliers with about half their bits set; the last two, with their shifts, are the finaliser of MurmurHash3 (Appleby, public domain). */
const perWord = 0x9e3779b1;
const finish = [0x85ebca6b, 0xc2b2ae35] as const;

/** Leaves a hash of the words at address `row`, all 32 bits of which depend on all of its bits, in the local `hash`; uses the local `place`. */
export function hashRow(row: Code, words: number): readonly Statement[] {
  const mix = (value: Code): Statement => set("hash", xor(binary("rotl", mul(get("hash"), i32(perWord)), i32(15)), value));
  const spread = (by: number): Statement => set("hash", xor(get("hash"), shr(get("hash"), i32(by))));
  // A row of one word needs the finaliser alone, which is a permutation.
  const start = words <= longestUnrolled ? load(row) : i32(words);
  return [
    set("hash", start),
    ...overRow(words, (offset, base) => (words <= longestUnrolled && offset === 0 ? [] : [mix(load(add(row, base), offset))])),
    spread(16),
    set("hash", mul(get("hash"), i32(finish[0]))),
    spread(13),
    set("hash", mul(get("hash"), i32(finish[1]))),
    spread(16),
  ];
}

/** Copies the words; `place` is used. */
export function copyRow(to: Code, from: Code, words: number): readonly Statement[] {
  return overRow(words, (offset, base) => [store(add(to, base), offset, load(add(from, base), offset))]);
}

/** Whether the rows at two addresses, whose first `known` words are equal, are the same; of a long row by a call of `sameRow`. */
export function sameRow(left: Code, right: Code, words: number, known = 0): Code {
  if (words > longestUnrolled) return call("sameRow", left, right);
  const differences = Array.from({ length: words - known }, (_, k) => xor(load(left, 4 * (known + k)), load(right, 4 * (known + k))));
  return not(differences.reduce((all, one) => or(all, one), i32(0)));
}

/** The functions that the code above calls. */
export function rowFunctions(words: number): readonly CodeFunction[] {
  if (words <= longestUnrolled) return [];
  const [left, right] = [add(get("left"), get("place")), add(get("right"), get("place"))];
  const body = [...overRow(words, (offset) => [when(ne(load(left, offset), load(right, offset)), [giveBack(i32(0))])]), giveBack(i32(1))];
  return [functionOf("sameRow", ["left", "right"], ["place"], body, { result: "i32" })];
}

/** For each word: `act(offset, base)`, where the word is at `offset` from `base`; in a loop over `place` for a long row. */
function overRow(words: number, act: (offset: number, base: Code) => readonly Statement[]): readonly Statement[] {
  if (words <= longestUnrolled) return Array.from({ length: words }, (_, k) => act(4 * k, i32(0))).flat();
  const whole = words - (words % 4);
  return [
    set("place", i32(0)),
    loop("words", [
      ...[0, 4, 8, 12].flatMap((offset) => act(offset, get("place"))),
      set("place", add(get("place"), i32(16))),
      when(binary("lt_u", get("place"), i32(4 * whole)), [again("words")]),
      leave("words"),
    ]),
    ...Array.from({ length: words - whole }, (_, k) => act(4 * k, get("place"))).flat(),
  ];
}
