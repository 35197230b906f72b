/** What watches have seen, where several threads look: each has words of its own for that, as the model's code writes them. */
import { sightingKinds, watchAddress } from "./model-code.ts";
import type { SearchState } from "./search-state.ts";

/** What was seen first: a state as such (`step` absent), or the step with this place among the successors of a state. Rows are numbers of states. */
export interface CodeSighting {
  readonly row: number;
  readonly step?: number;
}

/** What one thread has seen, no other one looks for any more. */
export function shareSightings(state: SearchState): void {
  const { threads, map, model } = state.compiled;
  for (let watch = 0; watch < model.watches; watch += 1) {
    if (!isSeen(state, watch)) continue;
    for (let thread = 1; thread < threads; thread += 1) {
      const at = thread * map.block + watchAddress(watch);
      if (state.read(at) === sightingKinds.none) state.write(at, sightingKinds.elsewhere);
    }
  }
}

/** Whether any thread has seen what the watch looks for. */
export function isSeen(state: SearchState, watch: number): boolean {
  const { threads, map } = state.compiled;
  return Array.from({ length: threads }, (_, thread) => state.read(thread * map.block + watchAddress(watch))).some((kind) => kind !== sightingKinds.none);
}

/** What some thread has seen for the watch. Its row has the number that it was given at last. */
export function sightingOfAny(state: SearchState, watch: number): CodeSighting | undefined {
  const { threads, map } = state.compiled;
  for (let thread = 0; thread < threads; thread += 1) {
    const at = thread * map.block + watchAddress(watch);
    const [kind, row, place] = [state.read(at), state.read(at + 4), state.read(at + 8)];
    if (kind === sightingKinds.none || kind === sightingKinds.elsewhere || row < 0) continue;
    return kind === sightingKinds.step ? { row, step: place / map.stride } : { row };
  }
  return undefined;
}

/** Sightings of an entered row go with it. */
export function renumber(state: SearchState, from: number, to: number): void {
  const { threads, map, model } = state.compiled;
  for (let thread = 0; thread < threads; thread += 1)
    for (let watch = 0; watch < model.watches; watch += 1) {
      const at = thread * map.block + watchAddress(watch);
      if (state.read(at) === sightingKinds.entered && state.read(at + 4) === from) state.write(at + 4, to);
    }
}
