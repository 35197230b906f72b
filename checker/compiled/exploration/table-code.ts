/**
 * The set of rows as code: open addressing with linear probing (Knuth, The Art of Computer Programming 3, §6.4, algorithm L). An entry of the table is 0 or
 * has a row's number plus one in its low bits, as many as the table has address bits, and above them the hash's own high bits: rows are compared only
 * where those agree.
 */
import type { CodeFunction, Statement } from "../code/index.ts";
import {
  again,
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
} from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import type { ModelCode } from "./model-code.ts";
import { addresses } from "./model-code.ts";
import {
  entryAt,
  firstSlot,
  increment,
  nextSlot,
  openCandidate,
  passes,
  passLocals,
  probe,
  readMask,
  readPlain,
  refillLocals,
  refilling,
  rowAt,
  rowOfEntry,
  tableWords,
} from "./probe-code.ts";
import { copyRow, hashRow, sameRow } from "./row-code.ts";

/** `insert`, `locate` and `refill`. */
export function tableFunctions(model: ModelCode, map: MemoryMap): readonly CodeFunction[] {
  return [insert(model, map), locate(map), refill(map)];
}

/** Whether states are looked at when they are entered. */
export function hasEnter({ functions }: ModelCode): boolean {
  return functions.some(({ name }) => name === "enter");
}

/**
 * `insert(amount) → done`: enters the first candidates of the batch into the set, in their order, and calls `enter` for each that is new; their places in
 * the batch are listed at `map.fresh`. Ends before a candidate that would be one row too many: `done` is its place, otherwise `amount`.
 */
function insert(model: ModelCode, map: MemoryMap): CodeFunction {
  const enterNew: readonly Statement[] = [
    when(binary("ge_u", get("count"), get("limit")), [set("amount", get("candidate")), leave("all")]),
    ...copyRow(get("row"), get("at"), map.row),
    increment("count"),
    store(entryAt(get("slot")), map.table, or(and(get("hash"), get("high")), get("count"))),
    store(shl(get("fresh"), i32(2)), map.fresh, get("candidate")),
    increment("fresh"),
    ...(hasEnter(model)
      ? [store(i32(0), addresses.currentRow, sub(get("count"), i32(1))), store(i32(0), addresses.currentCandidate, get("candidate")), run("enter", get("row"))]
      : []),
    increment("row", map.stride),
  ];
  const enterOpen = repeatWhile("entering", binary("lt_u", get("k"), get("open")), [
    ...openCandidate(map),
    probe("probing", map, readPlain, [when(sameRow(get("at"), rowOfEntry(map, get("entry")), map.row), [leave("probing")])], enterNew),
    increment("k"),
  ]);
  const body: readonly Statement[] = [
    ...readMask,
    set("count", load(i32(0), tableWords.count)),
    set("limit", load(i32(0), tableWords.limit)),
    set("row", rowAt(map, get("count"))),
    ...passes(map, readPlain),
    set("k", i32(0)),
    block("all", [enterOpen]),
    store(i32(0), tableWords.count, get("count")),
    store(i32(0), tableWords.fresh, get("fresh")),
    giveBack(get("amount")),
  ];
  return functionOf("insert", ["amount"], [...passLocals, "at", "count", "limit", "row", "fresh"], body, { result: "i32", isExported: true });
}

/** `locate(amount)`: the numbers of the rows that the candidates of the batch equal go to `map.open`; -1 for one that is not in the set. */
function locate(map: MemoryMap): CodeFunction {
  const body: readonly Statement[] = [
    ...readMask,
    set("candidate", i32(map.candidates)),
    repeatWhile("locating", binary("lt_u", get("k"), get("amount")), [
      ...hashRow(get("candidate"), map.row),
      firstSlot,
      probe("probing", map, readPlain, [when(sameRow(get("candidate"), rowOfEntry(map, get("entry")), map.row), [leave("probing")])]),
      store(shl(get("k"), i32(2)), map.open, select(get("entry"), sub(and(get("entry"), get("mask")), i32(1)), i32(-1))),
      increment("candidate", map.stride),
      increment("k"),
    ]),
  ];
  return functionOf("locate", ["amount"], ["mask", "high", "k", "hash", "entry", "slot", "candidate", "place"], body, { isExported: true });
}

/** `refill(from, to)`: enters these rows, which are all different, into a table that was emptied and enlarged. */
function refill(map: MemoryMap): CodeFunction {
  const [from, to, ...locals] = refillLocals;
  const body = refilling(map, [
    loop("probing", [when(not(load(entryAt(get("slot")), map.table)), [leave("probing")]), nextSlot, again("probing")]),
    store(entryAt(get("slot")), map.table, or(and(get("hash"), get("high")), get("from"))),
  ]);
  return functionOf("refill", [from, to], locals, body, { isExported: true });
}
