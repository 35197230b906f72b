/** The smallest run that goes wrong in the same way as a recorded one. */
import { isFault } from "../calculus/semantics/index.ts";
import type { TransitionSystem } from "../calculus/semantics/index.ts";
import { current, endOf, firstValues, shrink, traceOf, watching } from "../interpreter/index.ts";
import type { Configuration, Execution, Trace, TraceOrigin } from "../interpreter/index.ts";

/** What is wrong with an execution, as a word that is equal for equal mistakes; undefined if nothing is. */
function mistakeOf<C extends Configuration>(system: TransitionSystem<C>, execution: Execution<C>): string | undefined {
  for (const { label } of execution.steps) {
    if (label.kind === "violate") return `violate ${label.role} ${label.site}`;
    if (label.kind === "fail") return `fail ${label.role} ${label.reason}`;
  }
  const last = current(execution);
  if (system.isFinal(last) || [...last.world.stopped.values()].some((why) => why !== "crashed")) return undefined;
  return system.steps(last, firstValues).every(({ label }) => isFault(label)) ? "deadlock" : undefined;
}

/** Shrinks the execution as far as it still makes the same mistake; undefined if it makes none. */
export function shrunkTrace<C extends Configuration>(system: TransitionSystem<C>, execution: Execution<C>, origin: TraceOrigin): Trace | undefined {
  const mistake = mistakeOf(system, execution);
  if (mistake === undefined) return undefined;
  const { execution: small } = shrink(system, execution, (candidate) => mistakeOf(system, candidate) === mistake);
  const { chooser, obstacle } = watching(firstValues);
  const enabled = system.steps(current(small), chooser);
  return traceOf(small, endOf(system, small, enabled, obstacle()), { ...origin, schedule: "shrunk" });
}
