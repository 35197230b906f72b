/** The head-first scheduler: always the first step, which for a choreography is the one that its text does next. */
import type { Candidate, Scheduler } from "./scheduler.ts";
import { nothingEnabled, take } from "./scheduler.ts";

/** Always the first enabled step. */
export const headFirst: Scheduler = {
  name: "head-first",
  decide: (candidates: readonly Candidate[]) => (candidates.length === 0 ? nothingEnabled : take(0, headFirst)),
};
