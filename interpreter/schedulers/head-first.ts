/** The head-first scheduler: always the first step, which for a choreography is the one that its text does next. Nothing goes wrong under it. */
import type { Candidate, Scheduler } from "./scheduler.ts";
import { movesAmong, nothingEnabled, take } from "./scheduler.ts";

/** Always the first enabled step. */
export const headFirst: Scheduler = {
  name: "head-first",
  decide: (candidates: readonly Candidate[]) => {
    const [first] = movesAmong(candidates);
    return first === undefined ? nothingEnabled : take(first, headFirst);
  },
};
