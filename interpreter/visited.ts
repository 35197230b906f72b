/** The configurations that a recorded run goes through, the one of its end equal to the one from which it is said to go round for ever. */
import type { Label, Step, TransitionSystem } from "../calculus/semantics/index.ts";
import { subject } from "../calculus/semantics/index.ts";
import { answersOf, choiceKey, repeating, repeatingChoices } from "./guide.ts";
import type { Choice, Configuration } from "./execution.ts";
import { start } from "./execution.ts";
import { sameLabel } from "./labels.ts";

/** A run without its end: what it starts with, what happens, and, for a run that goes round, how many steps come before the round. */
export interface RecordedSteps {
  readonly choices: readonly Choice[];
  readonly labels: readonly Label[];
  readonly loop?: number;
}

export type Visited<C> =
  | { readonly kind: "visited"; readonly start: C; readonly steps: readonly Step<C>[] }
  | { readonly kind: "no-start" }
  /** Step `step` (from 1) is not possible after the ones before it. */
  | { readonly kind: "impossible"; readonly step: number }
  /** Every step is possible, and the run does not come back to where its round begins. */
  | { readonly kind: "not-closed" };

interface Place<C> {
  readonly configuration: C;
  readonly before?: { readonly place: Place<C>; readonly step: Step<C> };
  /** The key of the configuration in which the round begins, once it began. */
  readonly entry?: string;
}

/**
 * Repeats the run by its labels. Where steps with one label lead to several configurations all are followed; `key` tells configurations apart. Linear in the
 * run, times the ways in which it can be read.
 */
export function visited<C extends Configuration>(
  system: TransitionSystem<C>,
  { choices, labels, loop }: RecordedSteps,
  key: (configuration: C) => string = system.key,
): Visited<C> {
  const started = start(system, repeatingChoices(choices));
  if (started.kind === "no-value") return { kind: "no-start" };
  const asked = new Set(started.execution.start.choices.map(({ request }) => choiceKey(request)));
  if (choices.some(({ request }) => !asked.has(choiceKey(request)))) return { kind: "no-start" };
  const entered = (place: Place<C>, steps: number): Place<C> => (steps === loop ? { ...place, entry: key(place.configuration) } : place);
  let places: readonly Place<C>[] = [entered({ configuration: started.execution.start.configuration }, 0)];
  for (const [index, label] of labels.entries()) {
    const next = new Map<string, Place<C>>();
    for (const place of places) {
      for (const step of system.steps(place.configuration, repeating(answersOf(label, subject(label))))) {
        if (!sameLabel(step.label, label)) continue;
        const reached = { configuration: step.target, before: { place, step }, ...(place.entry === undefined ? {} : { entry: place.entry }) };
        const name = `${key(step.target)}\u0005${place.entry ?? ""}`;
        if (!next.has(name)) next.set(name, entered(reached, index + 1));
      }
    }
    if (next.size === 0) return { kind: "impossible", step: index + 1 };
    places = [...next.values()];
  }
  const end = loop === undefined ? places[0] : places.find((place) => place.entry === key(place.configuration));
  if (end === undefined) return { kind: "not-closed" };
  const steps: Step<C>[] = [];
  let here = end;
  for (let { before } = here; before !== undefined; { before } = here) {
    steps.push(before.step);
    here = before.place;
  }
  return { kind: "visited", start: here.configuration, steps: steps.reverse() };
}
