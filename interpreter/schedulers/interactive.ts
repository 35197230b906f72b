/** The interactive scheduler: somebody is asked. Asking is a port; the terminal is behind it, elsewhere. */
import type { Candidate, Scheduler } from "./scheduler.ts";
import { nothingEnabled, stopRun, take } from "./scheduler.ts";

/** Asks for the index of the step to take; undefined ends the run. */
export type Ask = (candidates: readonly Candidate[]) => number | undefined;

/** Takes the step that `ask` answers. An answer outside the candidates ends the run, so that a careless port cannot make a run up. */
export function interactive(ask: Ask): Scheduler {
  const scheduler: Scheduler = {
    name: "interactive",
    decide: (candidates) => {
      if (candidates.length === 0) return nothingEnabled;
      const index = ask(candidates);
      if (index === undefined) return stopRun("the user ended the run");
      if (!Number.isInteger(index) || index < 0 || index >= candidates.length) return stopRun(`there is no step ${index}`);
      return take(index, scheduler);
    },
  };
  return scheduler;
}
