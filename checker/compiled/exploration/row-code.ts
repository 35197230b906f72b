/** Code over whole rows: hash, comparison, copy. Unrolled, in pieces where rows are very long. */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import { add, again, binary, call, functionOf, get, giveBack, i32, leave, load, loop, mul, not, or, set, shr, store, when, xor } from "../code/index.ts";

/** Words of a row that is compared where that is asked, and hashed one word after the other. */
const longestShort = 8;
/** Words of a piece. */
const piece = 32;
/** Chains of multiplications that do not wait for each other. */
const lanes = 4;
const bytesOfLine = 64;

/** Multipliers with about half their bits set; the last two, with their shifts, are the finaliser of MurmurHash3 (Appleby, public domain). */
const perWord = 0x9e3779b1;
const finish = [0x85ebca6b, 0xc2b2ae35] as const;

const mixed = (hash: Code, value: Code): Code => xor(binary("rotl", mul(hash, i32(perWord)), i32(15)), value);

/** Leaves a hash of the words at address `row`, all 32 bits of which depend on all of its bits, in the local `hash`; uses the local `place`. */
export function hashRow(row: Code, words: number): readonly Statement[] {
  const spread = (by: number): Statement => set("hash", xor(get("hash"), shr(get("hash"), i32(by))));
  // A row of one word needs the finaliser alone, which is a permutation.
  const first = words <= piece ? [set("hash", hashOfPiece(row, words))] : [set("hash", i32(words))];
  const rest = words <= piece ? [] : inPieces(words, (base, count) => [set("hash", mixed(get("hash"), hashOfPiece(add(row, base), count)))]);
  return [...first, ...rest, spread(16), set("hash", mul(get("hash"), i32(finish[0]))), spread(13), set("hash", mul(get("hash"), i32(finish[1]))), spread(16)];
}

/** The words are dealt out to lanes, so that no multiplication waits for all before it; the lanes are mixed like words. */
function hashOfPiece(row: Code, words: number): Code {
  const word = (k: number): Code => load(row, 4 * k);
  const chains = words <= longestShort ? 1 : lanes;
  const hashes = Array.from({ length: chains }, (_, lane) => {
    let hash = word(lane);
    for (let k = lane + chains; k < words; k += chains) hash = mixed(hash, word(k));
    return hash;
  });
  return hashes.reduce(mixed);
}

/** Copies the words; `place` is used. */
export function copyRow(to: Code, from: Code, words: number): readonly Statement[] {
  const copy = (base: Code, count: number): readonly Statement[] =>
    Array.from({ length: count }, (_, k) => store(add(to, base), 4 * k, load(add(from, base), 4 * k)));
  return words <= piece ? copy(i32(0), words) : inPieces(words, copy);
}

/** A word of each cache line that the row has a part in, put together: equal for equal rows. Who loads it has the whole row in the cache. */
export function digestOfRow(row: Code, words: number): Code {
  if (words <= longestShort) return load(row);
  const offsets = Array.from({ length: Math.ceil((4 * words) / bytesOfLine) }, (_, line) => line * bytesOfLine);
  return [...new Set([...offsets, 4 * (words - 1)])].map((offset) => load(row, offset)).reduce(xor);
}

/** Whether the rows at two addresses, whose digests are equal, are the same. */
export function sameRest(left: Code, right: Code, words: number): Code {
  return words > longestShort ? sameRow(left, right, words) : equalWords(left, right, 1, words);
}

/** Whether the rows at two addresses are the same; of a long row by a call of `sameRow`. */
export function sameRow(left: Code, right: Code, words: number): Code {
  return words > longestShort ? call("sameRow", left, right) : equalWords(left, right, 0, words);
}

function equalWords(left: Code, right: Code, from: number, to: number): Code {
  const differences = Array.from({ length: to - from }, (_, k) => xor(load(left, 4 * (from + k)), load(right, 4 * (from + k))));
  return not(differences.reduce((all, one) => or(all, one), i32(0)));
}

/** The functions that the code above calls. */
export function rowFunctions(words: number): readonly CodeFunction[] {
  if (words <= longestShort) return [];
  const compare = (base: Code, count: number): readonly Statement[] => [
    when(not(equalWords(add(get("left"), base), add(get("right"), base), 0, count)), [giveBack(i32(0))]),
  ];
  const body = words <= piece ? [giveBack(equalWords(get("left"), get("right"), 0, words))] : [...inPieces(words, compare), giveBack(i32(1))];
  return [functionOf("sameRow", ["left", "right"], ["place"], body, { result: "i32" })];
}

/** `act(base, count)` for each piece of a row: `count` words at `base` from its address; whole pieces in a loop over `place`. */
function inPieces(words: number, act: (base: Code, count: number) => readonly Statement[]): readonly Statement[] {
  const rest = words % piece;
  return [
    set("place", i32(0)),
    loop("pieces", [
      ...act(get("place"), piece),
      set("place", add(get("place"), i32(4 * piece))),
      when(binary("lt_u", get("place"), i32(4 * (words - rest))), [again("pieces")]),
      leave("pieces"),
    ]),
    ...(rest === 0 ? [] : act(get("place"), rest)),
  ];
}
