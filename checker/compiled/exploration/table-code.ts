/**
 * The set of rows as code: open addressing with linear probing (Knuth, The Art of Computer Programming 3, §6.4, algorithm L). An entry of the table is 0 or
 * has a row's number plus one in its low bits, as many as the table has address bits, and above them the hash's own high bits: rows are compared only
 * where those agree.
 *
 * Candidates come in batches, and a batch is gone through several times: first the table is touched for all of them, then entries are found and their rows
 * touched, then rows are compared. So the cache misses of different candidates overlap, and no branch waits for one.
 */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import {
  add,
  again,
  and,
  binary,
  block,
  eq,
  functionOf,
  get,
  giveBack,
  i32,
  leave,
  load,
  loop,
  mul,
  ne,
  not,
  or,
  repeatWhile,
  run,
  select,
  set,
  shl,
  store,
  sub,
  when,
  xor,
} from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import { bytesPerNote } from "./memory-map.ts";
import type { ModelCode } from "./model-code.ts";
import { addresses } from "./model-code.ts";
import { copyRow, hashRow, rowFunctions, sameRow } from "./row-code.ts";

/** Words of the exploration's own, below those that models know. */
export const tableWords = {
  /** Number of entries minus one. */
  mask: 64,
  /** Rows in the set. */
  count: 68,
  /** So many may be. */
  limit: 72,
  /** Of the last batch: how many rows were new. */
  fresh: 76,
} as const;

/** Offsets in a candidate's note. */
const notes = { hash: 0, entry: 4, slot: 8, word: 12 } as const;

const rowAt = (map: MemoryMap, number: Code): Code => add(mul(number, i32(map.stride)), i32(map.rows));
const entryAt = (slot: Code): Code => shl(slot, i32(2));
/** Whether the entry's high bits are the hash's. */
const agrees = (entry: Code): Code => not(and(xor(entry, get("hash")), get("high")));
const rowOf = (map: MemoryMap, entry: Code): Code => rowAt(map, sub(and(entry, get("mask")), i32(1)));
const readMask: readonly Statement[] = [set("mask", load(i32(0), tableWords.mask)), set("high", xor(get("mask"), i32(-1)))];
const candidateAt = (map: MemoryMap, number: Code): Code => add(mul(number, i32(map.stride)), i32(map.candidates));
const increment = (name: string, by = 1): Statement => set(name, add(get(name), i32(by)));

/** `insert`, `locate`, `isKnown`, `refill` and what they call. */
export function tableFunctions(model: ModelCode, map: MemoryMap): readonly CodeFunction[] {
  return [...rowFunctions(model.words), insert(model, map), locate(model, map), refill(model, map)];
}

/**
 * `insert(amount) → done`: enters the first candidates of the batch into the set, in their order, and calls `enter` for each that is new; their places in
 * the batch are listed at `map.fresh`. Ends before a candidate that would be one row too many: `done` is its place, otherwise `amount`.
 */
function insert(model: ModelCode, map: MemoryMap): CodeFunction {
  const hasEnter = model.functions.some(({ name }) => name === "enter");
  const nextNote: readonly Statement[] = [increment("note", bytesPerNote), increment("candidate", map.stride)];
  const fromTheFirst: readonly Statement[] = [set("note", i32(map.notes)), set("candidate", i32(map.candidates))];
  const hashAll = repeatWhile("hashing", ne(get("note"), get("end")), [
    ...hashRow(get("candidate"), model.words),
    store(get("note"), notes.hash, get("hash")),
    // Stored so that it is loaded: what is meant is that it is in the cache.
    store(get("note"), notes.entry, load(entryAt(and(get("hash"), get("mask"))), map.table)),
    ...nextNote,
  ]);
  const findEntries = repeatWhile("finding", ne(get("note"), get("end")), [
    set("hash", load(get("note"), notes.hash)),
    set("slot", and(get("hash"), get("mask"))),
    ...probe("searching", map, []),
    store(get("note"), notes.entry, get("entry")),
    store(get("note"), notes.slot, get("slot")),
    // Of no entry, this is the word before the rows.
    store(get("note"), notes.word, load(rowOf(map, get("entry")), 0)),
    ...nextNote,
  ]);
  // The usual case: the entry is that of an equal row.
  const dropKnown = repeatWhile("dropping", ne(get("note"), get("end")), [
    set("entry", load(get("note"), notes.entry)),
    block("known", [
      when(eq(load(get("note"), notes.word), load(get("candidate"))), [
        when(get("entry"), [when(sameRow(get("candidate"), rowOf(map, get("entry")), model.words, 1), [leave("known")])]),
      ]),
      store(shl(get("open"), i32(2)), map.open, get("k")),
      increment("open"),
    ]),
    increment("k"),
    ...nextNote,
  ]);
  const enterNew: readonly Statement[] = [
    when(binary("ge_u", get("count"), get("limit")), [set("amount", get("candidate")), leave("all")]),
    ...copyRow(get("row"), get("at"), model.words),
    increment("count"),
    store(entryAt(get("slot")), map.table, or(and(get("hash"), get("high")), get("count"))),
    store(shl(get("fresh"), i32(2)), map.fresh, get("candidate")),
    increment("fresh"),
    ...(hasEnter
      ? [store(i32(0), addresses.currentRow, sub(get("count"), i32(1))), store(i32(0), addresses.currentCandidate, get("candidate")), run("enter", get("row"))]
      : []),
    increment("row", map.stride),
  ];
  const enterOpen = repeatWhile("entering", binary("lt_u", get("k"), get("open")), [
    set("candidate", load(shl(get("k"), i32(2)), map.open)),
    set("at", candidateAt(map, get("candidate"))),
    set("note", shl(get("candidate"), i32(4))),
    set("hash", load(get("note"), map.notes + notes.hash)),
    set("slot", load(get("note"), map.notes + notes.slot)),
    ...probe("probing", map, [when(sameRow(get("at"), rowOf(map, get("entry")), model.words), [leave("probing")])], enterNew),
    increment("k"),
  ]);
  const body: readonly Statement[] = [
    ...readMask,
    set("count", load(i32(0), tableWords.count)),
    set("limit", load(i32(0), tableWords.limit)),
    set("row", rowAt(map, get("count"))),
    set("end", add(mul(get("amount"), i32(bytesPerNote)), i32(map.notes))),
    ...fromTheFirst,
    hashAll,
    ...fromTheFirst,
    findEntries,
    ...fromTheFirst,
    dropKnown,
    set("k", i32(0)),
    block("all", [enterOpen]),
    store(i32(0), tableWords.count, get("count")),
    store(i32(0), tableWords.fresh, get("fresh")),
    giveBack(get("amount")),
  ];
  const locals = ["mask", "high", "count", "limit", "k", "note", "end", "hash", "entry", "slot", "candidate", "at", "row", "open", "fresh", "place"];
  return functionOf("insert", ["amount"], locals, body, { result: "i32", isExported: true });
}

/**
 * Probes from `slot` on, until an empty entry (`entry` is 0 then, after `atEmpty`), or one whose high bits agree with `hash`: `atAgreeing` is done there, and
 * unless it leaves `label` the search goes on; where there is nothing to do, it ends.
 */
function probe(label: string, map: MemoryMap, atAgreeing: readonly Statement[], atEmpty: readonly Statement[] = []): readonly Statement[] {
  return [
    loop(label, [
      set("entry", load(entryAt(get("slot")), map.table)),
      when(not(get("entry")), [...atEmpty, leave(label)]),
      when(agrees(get("entry")), atAgreeing.length === 0 ? [leave(label)] : atAgreeing),
      set("slot", and(add(get("slot"), i32(1)), get("mask"))),
    ]),
  ];
}

/** `locate(amount)`: the numbers of the rows that the candidates of the batch equal go to `map.open`; -1 for one that is not in the set. */
function locate(model: ModelCode, map: MemoryMap): CodeFunction {
  const body: readonly Statement[] = [
    ...readMask,
    set("candidate", i32(map.candidates)),
    repeatWhile("locating", binary("lt_u", get("k"), get("amount")), [
      ...hashRow(get("candidate"), model.words),
      set("slot", and(get("hash"), get("mask"))),
      ...probe("probing", map, [when(sameRow(get("candidate"), rowOf(map, get("entry")), model.words), [leave("probing")])]),
      store(shl(get("k"), i32(2)), map.open, select(get("entry"), sub(and(get("entry"), get("mask")), i32(1)), i32(-1))),
      increment("candidate", map.stride),
      increment("k"),
    ]),
  ];
  return functionOf("locate", ["amount"], ["mask", "high", "k", "hash", "entry", "slot", "candidate", "place"], body, { isExported: true });
}

/** `refill(from, to)`: enters these rows, which are all different, into a table that was emptied and enlarged. */
function refill(model: ModelCode, map: MemoryMap): CodeFunction {
  const body: readonly Statement[] = [
    ...readMask,
    set("row", rowAt(map, get("from"))),
    repeatWhile("filling", binary("lt_u", get("from"), get("to")), [
      ...hashRow(get("row"), model.words),
      set("slot", and(get("hash"), get("mask"))),
      loop("probing", [
        when(not(load(entryAt(get("slot")), map.table)), [leave("probing")]),
        set("slot", and(add(get("slot"), i32(1)), get("mask"))),
        again("probing"),
      ]),
      increment("from"),
      store(entryAt(get("slot")), map.table, or(and(get("hash"), get("high")), get("from"))),
      increment("row", map.stride),
    ]),
  ];
  return functionOf("refill", ["from", "to"], ["mask", "high", "hash", "slot", "row", "place"], body, { isExported: true });
}
