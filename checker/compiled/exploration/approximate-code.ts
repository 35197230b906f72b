/**
 * Sets of states that are not kept whole, as code: a state that is taken for another is omitted. Hash compaction keeps 32 bits of each state in an
 * open-addressing table (Stern and Dill, Improved Probabilistic Verification by Hash Compaction, CHARME 1995), bitstate hashing a few bits of one large
 * array (Holzmann, An Analysis of Bitstate Hashing, Formal Methods in System Design 1998).
 */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import {
  add,
  and,
  binary,
  block,
  functionOf,
  get,
  giveBack,
  i32,
  leave,
  load,
  loop,
  mul,
  not,
  or,
  repeatWhile,
  run,
  set,
  shl,
  shr,
  store,
  when,
  xor,
} from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import type { ModelCode } from "./model-code.ts";
import { addresses } from "./model-code.ts";
import { entryAt, increment, nextSlot, rowAt, tableWords } from "./probe-code.ts";
import { copyRow, hashRow } from "./row-code.ts";
import { hasEnter } from "./table-code.ts";

export type Approximation = "bitstate" | "hash-compaction";

/** Words of the last batch. */
export const approximateWords = {
  /** Hash compaction: entries of other states that new ones were compared with. Bitstate: bits that were set. */
  effort: 192,
} as const;

/** Bits of each state in a bitstate search. */
export const bitsOfState = 3;

/**
 * `insertApproximately(amount) → done`: as `insert`; `tableWords.count` counts the rows of the queue alone. The table has `mask` + 1 words.
 */
export function insertApproximately(model: ModelCode, map: MemoryMap, how: Approximation): CodeFunction {
  const enterNew: readonly Statement[] = [
    when(binary("ge_u", get("count"), get("limit")), [giveUpHere]),
    ...copyRow(get("row"), get("candidate"), map.row),
    ...(hasEnter(model)
      ? [store(i32(0), addresses.currentRow, get("count")), store(i32(0), addresses.currentCandidate, get("k")), run("enter", get("row"))]
      : []),
    increment("count"),
    increment("row", map.stride),
  ];
  const body: readonly Statement[] = [
    set("mask", load(i32(0), tableWords.mask)),
    set("count", load(i32(0), tableWords.count)),
    set("limit", load(i32(0), tableWords.limit)),
    set("row", rowAt(map, get("count"))),
    set("candidate", i32(map.candidates)),
    block("all", [
      repeatWhile("entering", binary("lt_u", get("k"), get("amount")), [
        ...hashRow(get("candidate"), map.row),
        ...secondHash(model),
        block("known", how === "bitstate" ? inBits(map, enterNew) : inEntries(map, enterNew)),
        increment("candidate", map.stride),
        increment("k"),
      ]),
    ]),
    store(i32(0), tableWords.count, get("count")),
    store(i32(0), approximateWords.effort, get("effort")),
    giveBack(get("k")),
  ];
  const locals = ["mask", "count", "limit", "row", "candidate", "k", "hash", "second", "slot", "entry", "effort", "chain", "bit", "fresh", "place"];
  return functionOf("insertApproximately", ["amount"], locals, body, { result: "i32", isExported: true });
}

const giveUpHere: Statement = leave("all");

/** Another hash, of the words in other proportions, in `second`; never 0. */
function secondHash({ words }: ModelCode): readonly Statement[] {
  const each = (at: Code): Statement => set("second", mul(xor(binary("rotl", get("second"), i32(11)), load(at)), i32(0x2c1b3c6d)));
  return [
    set("second", i32(0x297a2d39)),
    set("place", get("candidate")),
    set("slot", add(get("candidate"), i32(4 * words))),
    loop("mixing", [each(get("place")), set("place", add(get("place"), i32(4))), when(binary("eq", get("place"), get("slot")), [leave("mixing")])]),
    set("second", xor(get("second"), shr(get("second"), i32(15)))),
    set("second", mul(get("second"), i32(0x85ebca77))),
    set("second", xor(get("second"), shr(get("second"), i32(13)))),
    when(not(get("second")), [set("second", i32(1))]),
  ];
}

function inEntries(map: MemoryMap, enterNew: readonly Statement[]): readonly Statement[] {
  return [
    set("chain", i32(0)),
    set("slot", and(get("hash"), get("mask"))),
    loop("probing", [
      set("entry", load(entryAt(get("slot")), map.table)),
      when(not(get("entry")), [leave("probing")]),
      when(binary("eq", get("entry"), get("second")), [leave("known")]),
      increment("chain"),
      nextSlot,
    ]),
    ...enterNew,
    store(entryAt(get("slot")), map.table, get("second")),
    set("effort", add(get("effort"), get("chain"))),
  ];
}

/** The bits are at `hash`, `hash + second`, `hash + 2·second`, … (Dillinger and Manolios, Bloom Filters in Probabilistic Verification, FMCAD 2004). */
function inBits(map: MemoryMap, enterNew: readonly Statement[]): readonly Statement[] {
  const visit = (act: readonly Statement[]): readonly Statement[] =>
    Array.from({ length: bitsOfState }, (_, k): readonly Statement[] => [
      set("slot", add(get("hash"), mul(get("second"), i32(k)))),
      set("bit", shl(i32(1), get("slot"))),
      // The low five bits choose the bit, the others the word.
      set("slot", and(xor(shr(get("slot"), i32(5)), shl(get("second"), i32(3))), get("mask"))),
      set("entry", load(entryAt(get("slot")), map.table)),
      ...act,
    ]).flat();
  return [
    set("fresh", i32(0)),
    ...visit([when(not(and(get("entry"), get("bit"))), [set("fresh", i32(1))])]),
    when(not(get("fresh")), [leave("known")]),
    ...enterNew,
    ...visit([when(not(and(get("entry"), get("bit"))), [store(entryAt(get("slot")), map.table, or(get("entry"), get("bit"))), increment("effort")])]),
  ];
}
