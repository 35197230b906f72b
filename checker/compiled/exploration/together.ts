/**
 * Levels of a breadth-first search that several threads expand together. Which states a level has does not depend on them, the order of its rows does: so
 * counts are those of a sequential search, and what is found is looked up by one.
 */
import { addresses } from "./model-code.ts";
import { memberWords } from "./member-words.ts";
import type { Noted } from "./noted-code.ts";
import { takeNoted } from "./noted-code.ts";
import { tableWords } from "./probe-code.ts";
import type { SearchEnding, SearchState } from "./search-state.ts";
import { slack, teamWords } from "./shared-code.ts";
import { renumber, shareSightings } from "./sighting.ts";

/** When threads work together. What is not usual about it is for tests. */
export interface Teamwork {
  /** Smaller searches are not worth starting threads. They are started at half as many states. */
  readonly leastStates: number;
  /** Smaller levels are not worth a barrier. */
  readonly leastRows: number;
  /** The first thread leaves all rows to the others. */
  readonly isFirstIdle: boolean;
  /** Of what another thread has noted for the first, what that looks at: all, but for mutants. */
  readonly lookedAt: (noted: readonly Noted[]) => readonly Noted[];
}

export const usualTeamwork: Teamwork = { leastStates: 60_000, leastRows: 2_048, isFirstIdle: false, lookedAt: (noted) => noted };

/** The other threads of a search. */
export interface Team {
  readonly teamwork: Teamwork;
  /** Starts the threads, if that was not done yet. */
  readonly start: () => void;
  /** Waits until all of them are there; false if one of them does not come. */
  readonly isThere: () => boolean;
  /** Why some thread did not come, as a clause. */
  readonly trouble: () => string | undefined;
  /** Everybody does turns of this until there are none; `turn` is this thread's. The jobs are 1, to expand, and 2, to refill. */
  readonly work: (job: 1 | 2, turn: () => boolean) => void;
  /** The threads end. */
  readonly close: () => void;
}

/** `retry`: a limit was met that is decided by the order of a sequential search. */
export type PartResult = "done" | "retry" | SearchEnding;

/** Expands rows of the level of `state`, from its next one on: to its last, unless something has to be done before that by the first thread alone. */
export function expandTogether(state: SearchState, team: Team): PartResult {
  const { compiled, limits } = state;
  const { map, model, threads, shared } = compiled;
  if (shared === undefined) throw new Error("the search was not compiled for several threads");
  const { isFirstIdle, lookedAt } = team.teamwork;
  const margin = slack(model, threads);
  const refill = (rows: number): void => {
    state.write(teamWords.cursor, 0);
    state.write(teamWords.to, rows);
    team.work(2, () => shared.refillSome() === 1);
  };
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
    return !isFirstIdle && shared.expandSome() === 1;
  });
  for (let thread = 1; thread < threads; thread += 1) lookAt(state, lookedAt(takeNoted(compiled.memory.words, map, thread * map.block)));
  closeGaps(state, shared.moveRow);
  state.next = Math.min(state.read(teamWords.cursor), state.levelEnd);
  shareSightings(state);
  for (let thread = 0; thread < threads; thread += 1) {
    const transitions = thread * map.block + memberWords.transitions;
    state.transitions += state.read(transitions) >>> 0;
    state.write(transitions, 0);
    const gaveUp = state.read(thread * map.block + addresses.gaveUp);
    if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
  }
  const [reason] = reasons;
  return reason === undefined ? "done" : { kind: "interrupted", reason };
}

/** Expands or enters once more what another thread could not look at: everything else that is seen or counted was so by that one. */
function lookAt(state: SearchState, noted: readonly Noted[]): void {
  const { map, expand, enter } = state.compiled;
  const finalStates = state.read(addresses.finalStates);
  for (const { row, isEntered } of noted) {
    if (state.read(addresses.gaveUp) !== 0) break;
    if (isEntered) {
      state.write(addresses.currentRow, row);
      enter?.((map.rows + row * map.stride) | 0);
    } else expand(row, row + 1);
  }
  state.write(addresses.finalStates, finalStates);
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
    renumber(state, count - 1, gap);
    unused.delete(gap);
    count -= 1;
  }
  state.write(tableWords.count, count);
}
