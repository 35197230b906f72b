/**
 * What the translation of a machine gives to the exploration: code (../code/program.ts) that writes the successors of a row behind each other, and the
 * words of memory through which both talk. A row is a state packed into a fixed number of 32-bit words; equal states are equal rows.
 */
import type { CodeFunction, ImportedFunction, Statement } from "../code/program.ts";
import { bump, get, i32, load, store, when } from "../code/build.ts";

export interface ModelCode {
  /** 32-bit words of a row; at least 1. */
  readonly words: number;
  /** In the order of the rules. Rows that come twice are one state. */
  readonly initial: readonly Int32Array[];
  /**
   * Among them `successors(row, out) → out` and, if wanted, `enter(row)`.
   *
   * `successors` is given the address of a row, and writes the row of each step's target to `out`, `out + 4·words`, … in the order of the rules; it gives the
   * address behind the last. It says what it sees: `sightStep` right before or after it writes the step's row at `out`, `sightState` for the state as such,
   * `countFinal`. It may be called again for a row that it has been called for, so it has no other effects than those of these statements and of interning.
   * If a value does not fit into its bits, it calls `giveUp` with a number above 0 that says why, and returns.
   *
   * `enter` is called once for each new state, its row in memory, in the order of discovery: `sightEntered`, `peak`.
   */
  readonly functions: readonly CodeFunction[];
  /** Call-outs, see `ImportedFunction`; those named here are given to `exploreCode` as functions. */
  readonly imports: readonly ImportedFunction[];
  /** No row has more successors. */
  readonly maxSuccessors: number;
  readonly watches: number;
  readonly peaks: number;
  /** Bytes for the model's own use at `scratchAddress(watches, peaks)`; zero at the start. Workers have one each. */
  readonly scratchBytes: number;
  /** Why one thread only can search with it (call-outs that write rows, or number values), as a clause; absent where several can. */
  readonly forOneThread?: string;
}

/** Words at fixed addresses. Everything below `watchesAt` is the exploration's own. */
export const addresses = {
  /** A number above 0: the model gave up. */
  gaveUp: 16,
  /** The number of the row that is expanded or entered, and where its first successor was written. */
  currentRow: 20,
  currentOut: 24,
  finalStates: 28,
  /** Which of the successors of a batch is entered. */
  currentCandidate: 32,
} as const;

const watchesAt = 256;
const bytesPerWatch = 16;

/** A watch's words: what was seen first (0 nothing), of which row, and which of its successors as an offset in bytes, or which candidate of the batch. */
export const sightingKinds = { none: 0, state: 1, step: 2, entered: 3, /** By another thread. */ elsewhere: 4 } as const;

/** Address of the words of a watch. */
export function watchAddress(watch: number): number {
  return watchesAt + bytesPerWatch * watch;
}

/** Address of the greatest number that `peak` was told under this index. */
export function peakAddress(watches: number, index: number): number {
  return watchAddress(watches) + 4 * index;
}

/** Address of the model's own words, aligned to 16. */
export function scratchAddress(watches: number, peaks: number): number {
  return (peakAddress(watches, peaks) + 15) & ~15;
}

/** In `successors`: the state that is expanded is what the watch looks for. Only the first sighting counts. */
export function sightState(watch: number): Statement {
  return sight(watch, sightingKinds.state, []);
}

/** In `successors`: the step whose row begins at the address in `out` is what the watch looks for. */
export function sightStep(watch: number, out = "out"): Statement {
  const offset = { kind: "binary", type: "i32", operator: "sub", left: get(out), right: load(i32(0), addresses.currentOut) } as const;
  return sight(watch, sightingKinds.step, [store(i32(0), watchAddress(watch) + 8, offset)]);
}

/** In `enter`. */
export function sightEntered(watch: number): Statement {
  return sight(watch, sightingKinds.entered, [store(i32(0), watchAddress(watch) + 8, load(i32(0), addresses.currentCandidate))]);
}

/** In `successors`: the state is final. */
export function countFinal(): Statement {
  return bump(addresses.finalStates);
}

/** In `enter`: `value`, a local, was seen under this index. */
export function peak(watches: number, index: number, value: string): Statement {
  const address = peakAddress(watches, index);
  return when({ kind: "binary", type: "i32", operator: "gt_s", left: get(value), right: load(i32(0), address) }, [store(i32(0), address, get(value))]);
}

/** A value does not fit: the exploration ends and says the reason's number. What was written so far is dropped. */
export function giveUp(reason: number): Statement {
  return store(i32(0), addresses.gaveUp, i32(reason));
}

function sight(watch: number, kind: number, more: readonly Statement[]): Statement {
  const at = watchAddress(watch);
  return when({ kind: "unary", operator: "i32.eqz", operand: load(i32(0), at) }, [
    store(i32(0), at, i32(kind)),
    store(i32(0), at + 4, load(i32(0), addresses.currentRow)),
    ...more,
  ]);
}
