/**
 * Pieces of code that searches have in common: entries of the table, probing, and the passes over a batch of candidates. First the table is touched for all
 * of them, then entries are found and their rows touched, then rows are compared: so the cache misses of different candidates overlap, and no branch waits
 * for one.
 */
import type { Code, Statement } from "../code/index.ts";
import { add, and, binary, block, eq, get, i32, leave, load, loop, mul, ne, not, repeatWhile, select, set, shl, store, sub, when, xor } from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import { bytesPerNote } from "./memory-map.ts";
import { digestOfRow, hashRow, sameRest } from "./row-code.ts";

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
export const notes = { hash: 0, entry: 4, slot: 8, digest: 12 } as const;

/** How an entry of the table is read, given the address of its slot without `map.table`. */
export type ReadEntry = (map: MemoryMap, address: Code) => Code;
export const readPlain: ReadEntry = (map, address) => load(address, map.table);
export const readAtomic: ReadEntry = (map, address) => ({ kind: "atomic", operator: "load", address, offset: map.table });

export const rowAt = (map: MemoryMap, number: Code): Code => add(mul(number, i32(map.stride)), i32(map.rows));
export const entryAt = (slot: Code): Code => shl(slot, i32(2));
/** Whether the entry's high bits are the hash's. */
export const agrees = (entry: Code): Code => not(and(xor(entry, get("hash")), get("high")));
export const rowOfEntry = (map: MemoryMap, entry: Code): Code => rowAt(map, sub(and(entry, get("mask")), i32(1)));
export const readMask: readonly Statement[] = [set("mask", load(i32(0), tableWords.mask)), set("high", xor(get("mask"), i32(-1)))];
export const candidateAt = (map: MemoryMap, number: Code): Code => add(mul(number, i32(map.stride)), i32(map.candidates));
export const increment = (name: string, by = 1): Statement => set(name, add(get(name), i32(by)));
export const firstSlot: Statement = set("slot", and(get("hash"), get("mask")));
export const nextSlot: Statement = set("slot", and(add(get("slot"), i32(1)), get("mask")));

/**
 * Probes from `slot` on, until an empty entry (`entry` is 0 then, after `atEmpty`), or one whose high bits agree with `hash`: `atAgreeing` is done there, and
 * unless it leaves `label` the search goes on; where there is nothing to do, it ends.
 */
export function probe(label: string, map: MemoryMap, read: ReadEntry, atAgreeing: readonly Statement[], atEmpty: readonly Statement[] = []): Statement {
  return loop(label, [
    set("entry", read(map, entryAt(get("slot")))),
    when(not(get("entry")), [...atEmpty, leave(label)]),
    when(agrees(get("entry")), atAgreeing.length === 0 ? [leave(label)] : atAgreeing),
    nextSlot,
  ]);
}

/** The locals of the passes. */
export const passLocals = ["mask", "high", "k", "note", "end", "hash", "entry", "slot", "candidate", "open", "place", "behind"] as const;

/**
 * Sorts out, among the first `amount` candidates, those that equal a row that their first agreeing entry is of. The others are listed at `map.open`, `open`
 * of them, with hash and slot in their notes. `mask` and `high` are set.
 */
export function passes(map: MemoryMap, read: ReadEntry): readonly Statement[] {
  const nextNote: readonly Statement[] = [increment("note", bytesPerNote), increment("candidate", map.stride)];
  const fromTheFirst: readonly Statement[] = [set("note", i32(map.notes)), set("candidate", i32(map.candidates))];
  const hashAll = repeatWhile("hashing", ne(get("note"), get("end")), [
    ...hashRow(get("candidate"), map.row),
    store(get("note"), notes.hash, get("hash")),
    ...touchAtOnce(map),
    ...nextNote,
  ]);
  const findEntries = repeatWhile("finding", ne(get("note"), get("end")), [
    set("hash", load(get("note"), notes.hash)),
    firstSlot,
    probe("searching", map, read, []),
    store(get("note"), notes.entry, get("entry")),
    store(get("note"), notes.slot, get("slot")),
    // Of no entry, this is of what is before the rows.
    store(get("note"), notes.digest, digestOfRow(rowOfEntry(map, get("entry")), map.row)),
    ...nextNote,
  ]);
  // The usual case: the entry is that of an equal row.
  const dropKnown = repeatWhile("dropping", ne(get("note"), get("end")), [
    set("entry", load(get("note"), notes.entry)),
    block("known", [
      when(eq(load(get("note"), notes.digest), digestOfRow(get("candidate"), map.row)), [
        when(get("entry"), [when(sameRest(get("candidate"), rowOfEntry(map, get("entry")), map.row), [leave("known")])]),
      ]),
      store(shl(get("open"), i32(2)), map.open, get("k")),
      increment("open"),
    ]),
    increment("k"),
    ...nextNote,
  ]);
  return [
    set("end", add(mul(get("amount"), i32(bytesPerNote)), i32(map.notes))),
    ...fromTheFirst,
    hashAll,
    ...touchLater(map),
    ...fromTheFirst,
    findEntries,
    ...fromTheFirst,
    dropKnown,
  ];
}

/** Words of a row that is hashed so fast that cache misses of several are under way nevertheless. */
const longestQuick = 2;

/** Loads the first entry of the table for the note. Stored so that it is loaded: what is meant is that it is in the cache. */
function touch(map: MemoryMap, hash: Code): Statement {
  return store(get("note"), notes.entry, load(entryAt(and(hash, get("mask"))), map.table));
}

function touchAtOnce(map: MemoryMap): readonly Statement[] {
  return map.row.words <= longestQuick ? [touch(map, get("hash"))] : [];
}

/**
 * Does so for every note up to `note`. In a loop as short as this a processor looks so far ahead that many cache misses are under way, which it does not if it
 * has to hash a long row in between.
 */
function touchLater(map: MemoryMap): readonly Statement[] {
  if (map.row.words <= longestQuick) return [];
  return [
    set("behind", get("note")),
    set("note", i32(map.notes)),
    repeatWhile("touching", ne(get("note"), get("behind")), [touch(map, load(get("note"), notes.hash)), increment("note", bytesPerNote)]),
  ];
}

/** The locals of `refilling`. */
export const refillLocals = ["from", "to", "mask", "high", "hash", "slot", "row", "place", "note", "end", "k", "behind"] as const;

/**
 * For each of the rows from `from` to before `to`: `enter`, with its `hash`, the first `slot` and its number plus one in `from`. Some rows are hashed, and
 * the table touched for them, before they are entered.
 */
export function refilling(map: MemoryMap, enter: readonly Statement[]): readonly Statement[] {
  const behind = add(get("from"), i32(map.usualCandidates));
  return [
    ...readMask,
    set("row", rowAt(map, get("from"))),
    repeatWhile("portions", binary("lt_u", get("from"), get("to")), [
      set("end", select(binary("lt_u", behind, get("to")), behind, get("to"))),
      set("k", get("from")),
      set("note", i32(map.notes)),
      repeatWhile("hashing", binary("lt_u", get("k"), get("end")), [
        ...hashRow(get("row"), map.row),
        store(get("note"), notes.hash, get("hash")),
        ...touchAtOnce(map),
        increment("k"),
        increment("note", bytesPerNote),
        increment("row", map.stride),
      ]),
      ...touchLater(map),
      set("note", i32(map.notes)),
      repeatWhile("filling", binary("lt_u", get("from"), get("end")), [
        set("hash", load(get("note"), notes.hash)),
        firstSlot,
        increment("from"),
        ...enter,
        increment("note", bytesPerNote),
      ]),
    ]),
  ];
}

/** Loads what the passes have noted of the k-th open candidate: `candidate` its number, `at` its address, `hash`, and the `slot` at which to go on. */
export function openCandidate(map: MemoryMap): readonly Statement[] {
  return [
    set("candidate", load(shl(get("k"), i32(2)), map.open)),
    set("at", candidateAt(map, get("candidate"))),
    set("note", mul(get("candidate"), i32(bytesPerNote))),
    set("hash", load(get("note"), map.notes + notes.hash)),
    set("slot", load(get("note"), map.notes + notes.slot)),
  ];
}
