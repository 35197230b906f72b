/** The laws of schedulers, as data: one suite for every scheduler, here and elsewhere. */
import type { Candidate, Scheduler } from "./scheduler.ts";

/** A law holds of a scheduler on a sequence of sets of enabled steps (one for each moment of a run), or says what went wrong. */
export interface SchedulerLaw {
  readonly name: string;
  readonly breach: (scheduler: Scheduler, moments: readonly (readonly Candidate[])[]) => string | undefined;
}

/** What a scheduler decides at each moment, until it stops. */
export function decisions(scheduler: Scheduler, moments: readonly (readonly Candidate[])[]): readonly (number | string)[] {
  const made: (number | string)[] = [];
  let rest = scheduler;
  for (const candidates of moments) {
    const decision = rest.decide(candidates);
    if (decision.kind === "stop") return [...made, decision.reason];
    made.push(decision.index);
    rest = decision.next;
  }
  return made;
}

/** What every scheduler obeys. A test names the scheduler and the moments. */
export const schedulerLaws: readonly SchedulerLaw[] = [
  {
    name: "picks only enabled steps",
    breach: (scheduler, moments) => {
      const wrong = decisions(scheduler, moments).findIndex((decision, moment) => typeof decision === "number" && moments[moment]?.[decision] === undefined);
      return wrong < 0 ? undefined : `at moment ${wrong} it picks a step that is not enabled`;
    },
  },
  {
    name: "decides the same again",
    breach: (scheduler, moments) => {
      const [first, second] = [decisions(scheduler, moments), decisions(scheduler, moments)];
      return JSON.stringify(first) === JSON.stringify(second) ? undefined : `${JSON.stringify(first)} and then ${JSON.stringify(second)}`;
    },
  },
  {
    name: "is a value: deciding does not change what it decides elsewhere",
    breach: (scheduler, moments) => {
      const expected = JSON.stringify(decisions(scheduler, moments));
      for (const candidates of moments) scheduler.decide(candidates);
      return JSON.stringify(decisions(scheduler, moments)) === expected ? undefined : "other decisions after it was asked about something else";
    },
  },
  {
    name: "stops when no step is enabled, and says why",
    breach: (scheduler) => {
      const decision = scheduler.decide([]);
      return decision.kind === "stop" && decision.reason !== "" ? undefined : "it went on with nothing enabled";
    },
  },
  {
    name: "keeps its name",
    breach: (scheduler, moments) => {
      let rest = scheduler;
      for (const candidates of moments) {
        const decision = rest.decide(candidates);
        if (decision.kind === "stop") return undefined;
        if (decision.next.name.split("+")[0] !== scheduler.name.split("+")[0]) return `${scheduler.name} became ${decision.next.name}`;
        rest = decision.next;
      }
      return undefined;
    },
  },
];
