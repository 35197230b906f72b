/** The maximal runs of a terminating choreography up to the order of independent steps: what each role did, for every way in which choices are resolved. */
import type { Model, Role } from "../calculus/core/index.ts";
import { choreographySystem, labelKey, subject, type ChoreographyConfiguration, type Label } from "../calculus/semantics/index.ts";
import { exhaustive } from "../calculus/values/index.ts";

/** Bounds on a run's steps and on the number of runs. */
export interface RunBounds {
  readonly steps: number;
  readonly runs: number;
}

/**
 * The local views of all maximal runs, sorted, without duplicates: for each role the observable labels in order. One scheduler is enough, because
 * steps of different roles commute: always the role of the first enabled step, all of its steps. Undefined when a bound is exceeded or a role stops.
 */
export function maximalRuns(model: Model, observable: (label: Label) => boolean, bounds: RunBounds): readonly string[] | undefined {
  const system = choreographySystem(model);
  const chooser = exhaustive(() => undefined);
  const views = new Set<string>();
  let [steps, runs] = [0, 0];

  /** Undefined when a bound was exceeded. */
  function follow(start: ChoreographyConfiguration, done: ReadonlyMap<Role, readonly string[]>): true | undefined {
    let [configuration, view] = [start, done];
    for (;;) {
      const enabled = system.steps(configuration, chooser);
      const [first] = enabled;
      if (first === undefined) {
        if (configuration.world.stopped.size > 0 || ++runs > bounds.runs) return undefined;
        views.add(viewText(view));
        return true;
      }
      if (++steps > bounds.steps) return undefined;
      const alternatives = enabled.filter((step) => subject(step.label) === subject(first.label));
      if (alternatives.length > 1) {
        return alternatives.every((step) => follow(step.target, extended(view, step.label, observable)) === true) ? true : undefined;
      }
      [configuration, view] = [first.target, extended(view, first.label, observable)];
    }
  }

  for (const initial of system.initial(chooser)) {
    if (follow(initial, new Map()) === undefined) return undefined;
  }
  return [...views].sort();
}

function extended(view: ReadonlyMap<Role, readonly string[]>, label: Label, observable: (label: Label) => boolean): ReadonlyMap<Role, readonly string[]> {
  if (!observable(label)) return view;
  const role = subject(label);
  return new Map(view).set(role, [...(view.get(role) ?? []), labelKey(label)]);
}

function viewText(view: ReadonlyMap<Role, readonly string[]>): string {
  return [...view]
    .map(([role, labels]) => `${role}: ${labels.join(" · ")}`)
    .sort()
    .join("\n");
}
