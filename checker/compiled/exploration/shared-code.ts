/**
 * What several threads do with one table, as code. A row is written where nobody else writes, and becomes an element of the set by one compare-and-swap of
 * its entry; of equal candidates of several threads one wins, and the others see its row. Numbers of rows are taken from a common counter in small portions.
 */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import {
  add,
  and,
  binary,
  call,
  eq,
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
import { memberWords } from "./member-words.ts";
import { addresses } from "./model-code.ts";
import {
  entryAt,
  firstSlot,
  increment,
  nextSlot,
  openCandidate,
  passes,
  passLocals,
  readAtomic,
  refillLocals,
  refilling,
  readMask,
  rowAt,
  rowOfEntry,
  tableWords,
} from "./probe-code.ts";
import { copyRow, hashRow, sameRow } from "./row-code.ts";
import { hasEnter } from "./table-code.ts";
import { manyNoted, rowsOfTurn } from "./turns.ts";

/** Words that all threads share, besides mask and count of the table. */
export const teamWords = {
  /** Changes when there is something to do; what it is; and how many have done it. */
  job: 128,
  kind: 132,
  done: 136,
  /** Nonzero: nobody takes any further rows. */
  stop: 140,
  /** The next row that nobody has taken, and behind the last. */
  cursor: 144,
  to: 148,
  /** With more rows than these in the set, nobody takes any further. */
  enough: 152,
  ready: 156,
  failed: 160,
} as const;

const numbersOfPortion = 64;
const rowsOfRefill = 16_384;

/** So many rows may be entered after somebody has seen that there are not yet enough. */
export function slack(model: ModelCode, threads: number): number {
  return threads * (rowsOfTurn(model) * model.maxSuccessors + 2 * numbersOfPortion);
}

/** `expandSome`, `refillSome`, `moveRow` and what they call, besides `expand`. */
export function sharedFunctions(model: ModelCode, map: MemoryMap): readonly CodeFunction[] {
  return [insertShared(model, map), expandSome(model, map), refillShared(map), refillSome(), moveRow(map)];
}

const shared = (address: number): Code => ({ kind: "atomic", operator: "load", address: i32(0), offset: address });
const sharedAdd = (address: number, value: number): Code => ({ kind: "atomic", operator: "add", address: i32(0), offset: address, value: i32(value) });
const swapEntry = (map: MemoryMap, expected: Code, value: Code): Code => ({
  kind: "atomic",
  operator: "cas",
  address: entryAt(get("slot")),
  offset: map.table,
  expected,
  value,
});

/** `insertShared(amount)`: as `insert`, in no order. */
function insertShared(model: ModelCode, map: MemoryMap): CodeFunction {
  const takeNumbers: Statement = when(eq(get("number"), load(i32(0), memberWords.endOfNumbers)), [
    set("number", sharedAdd(tableWords.count, numbersOfPortion)),
    store(i32(0), memberWords.endOfNumbers, add(get("number"), i32(numbersOfPortion))),
  ]);
  const isMine: readonly Statement[] = [
    ...(hasEnter(model)
      ? [store(i32(0), addresses.currentRow, get("number")), store(i32(0), addresses.currentCandidate, get("candidate")), run("enter", get("row"))]
      : []),
    increment("number"),
    leave("probing"),
  ];
  const tryToEnter: readonly Statement[] = [
    takeNumbers,
    set("row", rowAt(map, get("number"))),
    ...copyRow(get("row"), get("at"), map.row),
    set("entry", swapEntry(map, i32(0), or(and(get("hash"), get("high")), add(get("number"), i32(1))))),
    when(not(get("entry")), isMine),
  ];
  const body: readonly Statement[] = [
    ...readMask,
    store(i32(0), memberWords.isEntering, i32(1)),
    set("number", load(i32(0), memberWords.nextNumber)),
    ...passes(map, readAtomic),
    set("k", i32(0)),
    repeatWhile("entering", binary("lt_u", get("k"), get("open")), [
      ...openCandidate(map),
      loop("probing", [
        set("entry", readAtomic(map, entryAt(get("slot")))),
        when(not(get("entry")), tryToEnter),
        when(not(and(binary("xor", get("entry"), get("hash")), get("high"))), [
          when(sameRow(get("at"), rowOfEntry(map, get("entry")), map.row), [leave("probing")]),
        ]),
        nextSlot,
      ]),
      increment("k"),
    ]),
    store(i32(0), memberWords.nextNumber, get("number")),
    store(i32(0), memberWords.isEntering, i32(0)),
  ];
  return functionOf("insertShared", ["amount"], [...passLocals, "at", "number", "row"], body);
}

/** Nobody takes any further rows. */
const stop: Statement = store(i32(0), teamWords.stop, i32(1));

/** `expandSome() → 0 or 1`: takes some rows and enters their successors; 0 if there are none to take, or nobody shall. */
function expandSome(model: ModelCode, map: MemoryMap): CodeFunction {
  const body: readonly Statement[] = [
    when(shared(teamWords.stop), [giveBack(i32(0))]),
    when(binary("gt_u", shared(tableWords.count), shared(teamWords.enough)), [giveBack(i32(0))]),
    when(binary("ge_u", load(i32(0), memberWords.noted), i32(manyNoted)), [stop, giveBack(i32(0))]),
    set("from", sharedAdd(teamWords.cursor, rowsOfTurn(model))),
    set("to", shared(teamWords.to)),
    when(binary("ge_u", get("from"), get("to")), [giveBack(i32(0))]),
    set("behind", add(get("from"), i32(rowsOfTurn(model)))),
    set("to", select(binary("lt_u", get("behind"), get("to")), get("behind"), get("to"))),
    repeatWhile("batches", binary("lt_u", get("from"), get("to")), [
      set("next", call("expand", get("from"), get("to"))),
      when(load(i32(0), addresses.gaveUp), [stop, giveBack(i32(0))]),
      set("amount", sub(load(shl(sub(sub(get("next"), i32(1)), get("from")), i32(2)), map.ends), i32(map.candidates))),
      set("amount", binary("div_u", get("amount"), i32(map.stride))),
      run("insertShared", get("amount")),
      store(i32(0), memberWords.transitions, add(load(i32(0), memberWords.transitions), get("amount"))),
      store(i32(0), memberWords.expanded, add(load(i32(0), memberWords.expanded), sub(get("next"), get("from")))),
      set("from", get("next")),
    ]),
    giveBack(i32(1)),
  ];
  return functionOf("expandSome", [], ["from", "to", "behind", "next", "amount"], body, { result: "i32", isExported: true });
}

/** `refillShared(from, to)`: as `refill`, several at once. */
function refillShared(map: MemoryMap): CodeFunction {
  const [from, to, ...locals] = refillLocals;
  const body = refilling(map, [
    loop("probing", [
      when(not(readAtomic(map, entryAt(get("slot")))), [when(not(swapEntry(map, i32(0), or(and(get("hash"), get("high")), get("from")))), [leave("probing")])]),
      nextSlot,
    ]),
  ]);
  return functionOf("refillShared", [from, to], locals, body);
}

/** `refillSome() → 0 or 1`: takes some rows and enters them into the emptied table. */
function refillSome(): CodeFunction {
  const body: readonly Statement[] = [
    set("from", sharedAdd(teamWords.cursor, rowsOfRefill)),
    set("to", shared(teamWords.to)),
    when(binary("ge_u", get("from"), get("to")), [giveBack(i32(0))]),
    set("behind", add(get("from"), i32(rowsOfRefill))),
    run("refillShared", get("from"), select(binary("lt_u", get("behind"), get("to")), get("behind"), get("to"))),
    giveBack(i32(1)),
  ];
  return functionOf("refillSome", [], ["from", "to", "behind"], body, { result: "i32", isExported: true });
}

/** `moveRow(from, to)`: gives the row another number, which is free. Done by one thread alone. */
function moveRow(map: MemoryMap): CodeFunction {
  const body: readonly Statement[] = [
    ...readMask,
    set("row", rowAt(map, get("from"))),
    ...hashRow(get("row"), map.row),
    firstSlot,
    loop("probing", [
      set("entry", load(entryAt(get("slot")), map.table)),
      when(eq(and(get("entry"), get("mask")), add(get("from"), i32(1))), [leave("probing")]),
      nextSlot,
    ]),
    store(entryAt(get("slot")), map.table, or(and(get("hash"), get("high")), add(get("to"), i32(1)))),
    set("at", rowAt(map, get("to"))),
    ...copyRow(get("at"), get("row"), map.row),
  ];
  return functionOf("moveRow", ["from", "to"], ["mask", "high", "hash", "entry", "slot", "row", "at", "place"], body, { isExported: true });
}
