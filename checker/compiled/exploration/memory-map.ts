/**
 * Where everything is in the memory of an exploration: a few words for talking, the buffers of one batch, the hash table, and the rows, which are also the
 * queue of the breadth-first search. Table and rows grow in place in address space of their own; pages that are never written take no memory.
 */
import type { Backend } from "../code/index.ts";
import { largestMemory } from "../code/index.ts";
import type { ModelCode } from "./model-code.ts";
import { scratchAddress } from "./model-code.ts";
import type { RowFormat } from "./row-code.ts";
import { rowFormat } from "./row-code.ts";
import { bytesOfNoted } from "./turns.ts";

/** Addresses and sizes in bytes. */
export interface MemoryMap {
  readonly row: RowFormat;
  /** Bytes of a row. */
  readonly stride: number;
  /** Of everything before the table: every thread has that of its own, one behind the other. */
  readonly block: number;
  /** Ends of the successors of each expanded row of a batch. */
  readonly ends: number;
  readonly maxRowsOfBatch: number;
  /** Four words per candidate of a batch: its hash, an entry of the table that may be its own, where that is, and the digest of the entry's row. */
  readonly notes: number;
  /** Lists of candidates: those still open, and those that were new. */
  readonly open: number;
  readonly fresh: number;
  readonly maxCandidates: number;
  /** No further row is expanded where there are more. */
  readonly usualCandidates: number;
  readonly candidates: number;
  /** Of a search by several threads: what this one has noted for the first (`noteCode`). */
  readonly noted: number;
  readonly table: number;
  /** Exponent of the largest table that there is room for. */
  readonly maxTableBits: number;
  readonly rows: number;
  /** Rows that there is address space for. */
  readonly maxRows: number;
  readonly size: number;
}

/** Successors are collected until there are so many: enough to have many cache misses under way, few enough to stay in the cache themselves. */
const candidatesOfBatch = 512;
const rowsOfBatch = 512;
/** The smallest table: 2¹⁰ entries. */
export const leastTableBits = 10;
const largestTableBits = 29;
export const bytesPerEntry = 4;
export const bytesPerNote = 16;

/** Successors that are collected at most before they are entered: those of the last row that is expanded come on top. */
export function maxCandidates(model: ModelCode): number {
  return candidatesOfBatch + model.maxSuccessors;
}

/** How many rows a table with 2^bits entries holds before it is doubled: 13/16, at which a search looks at few cache lines. */
export function capacityOfTable(bits: number): number {
  return Math.floor((2 ** bits * 13) / 16);
}

/**
 * The map for a limit in bytes, in at most 4 GiB; with the buffers of the first thread. There is address space for `mostRows` rows at most: where these fit into
 * the limit, the search does the same as in more of it.
 */
export function memoryMap(model: ModelCode, limit: number, threads: number, backend: Backend, mostRows: number): MemoryMap {
  const stride = 4 * model.words;
  const candidatesAtMost = maxCandidates(model);
  const ends = align(scratchAddress(model.watches, model.peaks) + model.scratchBytes);
  const notes = align(ends + 4 * rowsOfBatch);
  const open = notes + bytesPerNote * candidatesAtMost;
  const fresh = open + 4 * candidatesAtMost;
  const candidates = align(fresh + 4 * candidatesAtMost);
  const noted = align(candidates + stride * candidatesAtMost);
  const block = align(noted + (threads > 1 ? bytesOfNoted(model) : 0));
  const table = threads * block;
  const room = Math.max(0, Math.min(limit, largestMemory) - table);
  let maxTableBits = leastTableBits;
  // The next table must leave room for the rows that filled the one before.
  const enough = tableFor(mostRows);
  while (maxTableBits < enough && bytesPerEntry * 2 ** (maxTableBits + 1) + stride * capacityOfTable(maxTableBits) <= room) maxTableBits += 1;
  const rows = align(table + bytesPerEntry * 2 ** maxTableBits);
  const maxRows = Math.max(0, Math.min(mostRows, capacityOfTable(maxTableBits), Math.floor((largestMemory - rows) / stride)));
  return {
    row: rowFormat(model.words, backend),
    stride,
    block,
    ends,
    maxRowsOfBatch: rowsOfBatch,
    notes,
    open,
    fresh,
    maxCandidates: candidatesAtMost,
    usualCandidates: candidatesOfBatch,
    candidates,
    noted,
    table,
    maxTableBits,
    rows,
    maxRows,
    size: Math.min(largestMemory, rows + stride * (maxRows + 1)),
  };
}

/** Exponent of the largest table that so many rows make a search take: one beyond the least that holds them, because tables may grow fourfold. */
function tableFor(rows: number): number {
  let bits = leastTableBits;
  while (bits < largestTableBits && capacityOfTable(bits) < rows) bits += 1;
  return Math.min(largestTableBits, bits + 1);
}

/** The map with the buffers of another thread. */
export function mapOfThread(map: MemoryMap, thread: number): MemoryMap {
  const by = thread * map.block;
  return {
    ...map,
    ends: map.ends + by,
    notes: map.notes + by,
    open: map.open + by,
    fresh: map.fresh + by,
    candidates: map.candidates + by,
    noted: map.noted + by,
  };
}

/** Bytes that are in use with so many rows and this table. */
export function bytesInUse({ table, stride }: MemoryMap, rows: number, tableBits: number): number {
  return table + rows * stride + bytesPerEntry * 2 ** tableBits;
}

function align(address: number): number {
  return 64 * Math.ceil(address / 64);
}
