/** Code over whole rows: hash, comparison, copy. Unrolled, in pieces where rows are very long; long rows by two words at once, where 64 bits cost one operation. */
import type { Backend, Code, CodeFunction, Statement } from "../code/index.ts";
import {
  add,
  again,
  binary,
  call,
  functionOf,
  get,
  giveBack,
  i32,
  i64,
  leave,
  load,
  load64,
  loop,
  mul,
  not,
  or,
  set,
  shr,
  store,
  store64,
  unary,
  when,
  xor,
} from "../code/index.ts";

export interface RowFormat {
  readonly words: number;
  /** Whether 64 bits are read and written at once; rows need not begin at multiples of 8. */
  readonly inPairs: boolean;
}

/** How rows of so many words are worked on. In JavaScript 64 bits are a bigint, which costs more than two numbers. */
export function rowFormat(words: number, backend: Backend): RowFormat {
  return { words, inPairs: backend === "wasm" && words > longestShort };
}

/** Words of a row that is compared where that is asked, and hashed one word after the other. */
const longestShort = 8;
/** Words of a piece. */
const piece = 32;
/** Chains of multiplications that do not wait for each other. */
const lanes = 4;
const lanesOfPairs = 2;
const bytesOfLine = 64;

/** Multipliers with about half their bits set; the last two, with their shifts, are the finaliser of MurmurHash3 (Appleby, public domain). */
const perWord = 0x9e3779b1;
const finish = [0x85ebca6b, 0xc2b2ae35] as const;
/** The same for 64 bits: the multiplier of a pair, and that of the last step. */
const perPair = 0x9e3779b97f4a7c15n;
const finishPairs = 0xd6e8feb86659fd93n;

const mixed = (hash: Code, value: Code): Code => xor(binary("rotl", mul(hash, i32(perWord)), i32(15)), value);
const mixedPairs = (hash: Code, value: Code): Code => binary("xor", binary("rotl", binary("mul", hash, i64(perPair), "i64"), i64(29n), "i64"), value, "i64");

/** Leaves a hash of the words at address `row`, all 32 bits of which depend on all of its bits, in the local `hash`; uses the local `place`. */
export function hashRow(row: Code, { words, inPairs }: RowFormat): readonly Statement[] {
  const spread = (by: number): Statement => set("hash", xor(get("hash"), shr(get("hash"), i32(by))));
  // A row of one word needs the finaliser alone, which is a permutation.
  const first = words <= piece ? [set("hash", hashOfPiece(row, words, inPairs))] : [set("hash", i32(words))];
  const rest = words <= piece ? [] : inPieces(words, (base, count) => [set("hash", mixed(get("hash"), hashOfPiece(add(row, base), count, inPairs)))]);
  return [...first, ...rest, spread(16), set("hash", mul(get("hash"), i32(finish[0]))), spread(13), set("hash", mul(get("hash"), i32(finish[1]))), spread(16)];
}

/** The words are dealt out to lanes, so that no multiplication waits for all before it; the lanes are mixed like words. */
function hashOfPiece(row: Code, words: number, inPairs: boolean): Code {
  if (inPairs) return hashOfPairs(row, words);
  const word = (k: number): Code => load(row, 4 * k);
  const chains = words <= longestShort ? 1 : lanes;
  const hashes = Array.from({ length: chains }, (_, lane) => {
    let hash = word(lane);
    for (let k = lane + chains; k < words; k += chains) hash = mixed(hash, word(k));
    return hash;
  });
  return hashes.reduce(mixed);
}

/**
 * The lanes of pairs are mixed, and of a product with an odd number the upper half is kept, which depends on all bits (Dietzfelbinger et al., A Reliable
 * Randomized Algorithm for the Closest-Pair Problem, Journal of Algorithms 1997).
 */
function hashOfPairs(row: Code, words: number): Code {
  const pairs = pairsOf(row, words);
  const hashes = Array.from({ length: Math.min(lanesOfPairs, pairs.length) }, (_, lane) =>
    pairs.filter((_pair, k) => k % lanesOfPairs === lane).reduce(mixedPairs),
  );
  return unary("wrap", binary("shr_u", binary("mul", hashes.reduce(mixedPairs), i64(finishPairs), "i64"), i64(32n), "i64"));
}

/** The words two by two; a last one that is left over by itself. */
function pairsOf(row: Code, words: number): readonly Code[] {
  const whole = Array.from({ length: words >> 1 }, (_, k) => load64(row, 8 * k));
  return words % 2 === 0 ? whole : [...whole, unary("extend_u", load(row, 4 * (words - 1)))];
}

/** Copies the words; `place` is used. */
export function copyRow(to: Code, from: Code, { words, inPairs }: RowFormat): readonly Statement[] {
  const copy = (base: Code, count: number): readonly Statement[] => {
    const pairs = inPairs ? count >> 1 : 0;
    return [
      ...Array.from({ length: pairs }, (_, k) => store64(add(to, base), 8 * k, load64(add(from, base), 8 * k))),
      ...Array.from({ length: count - 2 * pairs }, (_, k) => store(add(to, base), 8 * pairs + 4 * k, load(add(from, base), 8 * pairs + 4 * k))),
    ];
  };
  return words <= piece ? copy(i32(0), words) : inPieces(words, copy);
}

/** A word of each cache line that the row has a part in, put together: equal for equal rows. Who loads it has the whole row in the cache. */
export function digestOfRow(row: Code, { words }: RowFormat): Code {
  if (words <= longestShort) return load(row);
  const offsets = Array.from({ length: Math.ceil((4 * words) / bytesOfLine) }, (_, line) => line * bytesOfLine);
  return [...new Set([...offsets, 4 * (words - 1)])].map((offset) => load(row, offset)).reduce(xor);
}

/** Whether the rows at two addresses, whose digests are equal, are the same. */
export function sameRest(left: Code, right: Code, row: RowFormat): Code {
  return row.words > longestShort ? sameRow(left, right, row) : equalWords(left, right, 1, row.words);
}

/** Whether the rows at two addresses are the same; of a long row by a call of `sameRow`. */
export function sameRow(left: Code, right: Code, { words }: RowFormat): Code {
  return words > longestShort ? call("sameRow", left, right) : equalWords(left, right, 0, words);
}

function equalWords(left: Code, right: Code, from: number, to: number): Code {
  const differences = Array.from({ length: to - from }, (_, k) => xor(load(left, 4 * (from + k)), load(right, 4 * (from + k))));
  return not(differences.reduce((all, one) => or(all, one), i32(0)));
}

function equalPairs(left: Code, right: Code, words: number): Code {
  const others = pairsOf(right, words);
  const differences = pairsOf(left, words).flatMap((pair, k) => binary("xor", pair, others[k] ?? pair, "i64"));
  return unary(
    "i64.eqz",
    differences.reduce((all, one) => binary("or", all, one, "i64")),
  );
}

/** The functions that the code above calls. */
export function rowFunctions({ words, inPairs }: RowFormat): readonly CodeFunction[] {
  if (words <= longestShort) return [];
  const equal = (left: Code, right: Code, count: number): Code => (inPairs ? equalPairs(left, right, count) : equalWords(left, right, 0, count));
  const compare = (base: Code, count: number): readonly Statement[] => [
    when(not(equal(add(get("left"), base), add(get("right"), base), count)), [giveBack(i32(0))]),
  ];
  const body = words <= piece ? [giveBack(equal(get("left"), get("right"), words))] : [...inPieces(words, compare), giveBack(i32(1))];
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
