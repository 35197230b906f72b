/**
 * Levels of a breadth-first search that several threads expand together. Which states a level has does not depend on them, the order of its rows does: so
 * counts are those of a sequential search, and what is found is looked up by one.
 */
import { addresses, sightingKinds, watchAddress } from "./model-code.ts";
import { tableWords } from "./probe-code.ts";
import type { SearchEnding, SearchState } from "./search-state.ts";
import { memberWords, slack, teamWords } from "./shared-code.ts";

/** The other threads of a search. */
export interface Team {
  /** Begins to start the threads when it is first asked; true when all of them are there. */
  readonly isReady: () => boolean;
  /** Everybody does turns of this until there are none; `turn` is this thread's. The jobs are 1, to expand, and 2, to refill. */
  readonly work: (job: 1 | 2, turn: () => boolean) => void;
  /** The threads end. */
  readonly close: () => void;
}

/** `retry`: something was found, or a limit met, that is decided by the order of a sequential search. */
export type LevelResult = "done" | "retry" | SearchEnding;

/** Smaller levels are not worth a barrier. */
export const rowsWorthATeam = 2_048;
/** Smaller searches are not worth starting threads. */
export const statesWorthATeam = 60_000;

/** Expands the level of `state` from its first row to its last. */
export function expandTogether(state: SearchState, team: Team, wanted: readonly number[]): LevelResult {
  const { compiled, limits } = state;
  const { map, model, threads, shared } = compiled;
  if (shared === undefined) throw new Error("the search was not compiled for several threads");
  const margin = slack(model, threads);
  const refill = (rows: number): void => {
    state.write(teamWords.cursor, 0);
    state.write(teamWords.to, rows);
    team.work(2, () => shared.refillSome() === 1);
  };
  for (;;) {
    if (state.count > limits.maxStates) return "retry";
    if (state.count + margin > map.maxRows || !state.makeRoom(2 * margin, refill)) return state.memoryEnding();
    limits.onProgress?.(state.progress());
    const before = limits.shouldStop?.();
    if (before !== undefined) return { kind: "interrupted", reason: before };
    const reasons: string[] = [];
    const memoryForRows = Math.floor((limits.memory - state.memory) / map.stride);
    state.write(teamWords.stop, 0);
    state.write(teamWords.cursor, state.next);
    state.write(teamWords.to, state.levelEnd);
    state.write(teamWords.enough, Math.min(state.capacity - margin, map.maxRows - margin, limits.maxStates, state.count + memoryForRows));
    team.work(1, () => {
      const reason = reasons.length > 0 ? undefined : limits.shouldStop?.();
      if (reason !== undefined) {
        reasons.push(reason);
        state.write(teamWords.stop, 1);
      }
      return shared.expandSome() === 1;
    });
    closeGaps(state, shared.moveRow);
    for (let thread = 0; thread < threads; thread += 1) {
      const transitions = thread * map.block + memberWords.transitions;
      state.transitions += state.read(transitions) >>> 0;
      state.write(transitions, 0);
      const gaveUp = state.read(thread * map.block + addresses.gaveUp);
      if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
    }
    state.next = Math.min(state.read(teamWords.cursor), state.levelEnd);
    if (wanted.length > 0 && wanted.every((watch) => isSeen(state, watch))) return "retry";
    const [reason] = reasons;
    if (reason !== undefined) return { kind: "interrupted", reason };
    if (state.next === state.levelEnd) return state.count > limits.maxStates ? "retry" : "done";
  }
}

/** Whether any thread has seen what the watch looks for. */
export function isSeen(state: SearchState, watch: number): boolean {
  const { threads, map } = state.compiled;
  return Array.from({ length: threads }, (_, thread) => state.read(thread * map.block + watchAddress(watch))).some((kind) => kind !== sightingKinds.none);
}

/** Threads take numbers of rows in portions: the last rows are given the numbers that were not used. */
function closeGaps(state: SearchState, moveRow: (from: number, to: number) => number): void {
  const { threads, map } = state.compiled;
  const unused = new Set<number>();
  for (let thread = 0; thread < threads; thread += 1) {
    const at = thread * map.block + memberWords.nextNumber;
    const end = thread * map.block + memberWords.endOfNumbers;
    for (let number = state.read(at); number < state.read(end); number += 1) unused.add(number);
    state.write(at, 0);
    state.write(end, 0);
  }
  let count = state.count;
  for (const gap of [...unused].sort((a, b) => a - b)) {
    while (unused.has(count - 1)) count -= 1;
    if (gap >= count) break;
    moveRow(count - 1, gap);
    unused.delete(gap);
    count -= 1;
  }
  state.write(tableWords.count, count);
}
