/** Checks a pair of indistinguishable runs against the definition of the protocol's language. Shares nothing with the search that finds them. */
import type { GlobalAutomaton } from "./automata.ts";
import type { IndistinguishableRuns } from "./indistinguishable.ts";
import { membership } from "./protocol-language.ts";
import { actor, eventKey, printEvent, queueFault, viewOf, type SplitEvent } from "./split-event.ts";

/** Whether the runs show what they claim; the reason says what is wrong with them. */
export type Replay = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * The runs show that a role cannot tell what to do: it takes the step; its view is the same in both; queues allow both, each with the step behind it; the
 * protocol allows `first` and then the step, it allows `second`, and it does not allow the step behind `second`, of a whole run if the claim is about the end.
 */
export function replayRuns(automaton: GlobalAutomaton, { claim, role, first, second, step }: IndistinguishableRuns): Replay {
  if (actor(step) !== role) return { ok: false, reason: `${printEvent(step)} is not a step of ${role}` };
  const [one, other] = [viewOf(first, role), viewOf(second, role)];
  if (keys(one) !== keys(other)) return { ok: false, reason: `${role} can tell the runs apart` };
  // That a role waits in vain after the end is no fault of the queues; elsewhere the step must be possible in both.
  const ends = claim === "sink-final";
  for (const trace of [[...first, step], ends ? second : [...second, step]]) {
    const fault = queueFault(trace);
    if (fault !== undefined) return { ok: false, reason: fault };
  }
  const allowed = membership(automaton, [...first, step]);
  if (allowed !== "prefix" && allowed !== "complete") return { ok: false, reason: `the protocol does not allow the first run and then ${printEvent(step)}` };
  const run = membership(automaton, second);
  if (ends) return run === "complete" ? { ok: true } : { ok: false, reason: "the protocol is not over after the second run" };
  if (run !== "prefix" && run !== "complete") return { ok: false, reason: "the protocol does not allow the second run" };
  const forbidden = membership(automaton, [...second, step]);
  return forbidden === "neither" ? { ok: true } : { ok: false, reason: `the second run and then ${printEvent(step)} is not shown to be forbidden` };
}

function keys(view: readonly SplitEvent[]): string {
  return view.map(eventKey).join(" ");
}
