/** Runs of the replay machine as they are recorded, and repeated from what was recorded: nothing that a recording says is believed (docs/sagas.md). */
import { isReplayFault, replayLabelText } from "../../interpreter/recovery/index.ts";
import type { Observed, RecordedRun, RecordedSteps, ReplayConfiguration, ReplayLabel, ReplayStep, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { beginningOf, differences, observationsOf } from "./outcomes.ts";

type Step = ReplayStep<ReplayConfiguration>;

/** What a run is recorded from: its beginning, its steps, and those of the other run where it takes two. */
interface Found {
  readonly initial: ReplayConfiguration;
  readonly steps: readonly Step[];
  readonly other?: readonly Step[];
}

/**
 * The run as it can be repeated, made again from the beginning by a machine that knows nothing of the search that found it; undefined where it does not make the same
 * steps. Linear in the run, and in the initial configurations.
 */
export function recordedRun(system: ReplaySystem, { initial, steps, other }: Found): RecordedRun | undefined {
  const { parts } = system;
  const key = system.key(initial);
  const index = system.initial(recordingChooser().initial()).findIndex((one) => system.key(one) === key);
  const own = recordedSteps(system, initial, steps);
  const others = other === undefined ? undefined : recordedSteps(system, initial, other);
  if (index < 0 || own === undefined || (other !== undefined && others === undefined)) return undefined;
  return {
    switches: parts.switches,
    sessions: parts.sessions,
    clauses: parts.clauses,
    beginning: { index, fields: beginningOf(system, initial) },
    ...own,
    ...(others === undefined ? {} : { other: others }),
  };
}

function recordedSteps(system: ReplaySystem, initial: ReplayConfiguration, steps: readonly Step[]): RecordedSteps | undefined {
  const chooser = afterBeginning(system);
  const recorded: RecordedSteps["steps"][number][] = [];
  let configuration = initial;
  for (const { label, target } of steps) {
    const key = system.key(target);
    const possible = system.steps(configuration, chooser);
    const index = possible.findIndex((one) => sameLabel(one.label, label) && system.key(one.target) === key);
    const taken = possible[index];
    if (taken === undefined) return undefined;
    recorded.push({ index, text: textOf(system, taken), isFault: isReplayFault(taken.label) });
    configuration = taken.target;
  }
  return { steps: recorded, end: observationsOf(system, configuration, "not begun") };
}

/** A chooser that was asked for the beginnings, as that of whoever repeats a run was: which values it tries depends on what it was asked for. */
function afterBeginning(system: ReplaySystem): ReturnType<typeof recordingChooser> {
  const chooser = recordingChooser();
  system.initial(chooser.initial());
  return chooser;
}

function textOf({ parts }: ReplaySystem, { label }: Step): string {
  return replayLabelText(label, parts.sessions > 1);
}

function sameLabel(one: ReplayLabel, other: ReplayLabel): boolean {
  return one.kind === other.kind && one.role === other.role && one.session === other.session;
}

/** What repeating steps came to. */
export type Repetition =
  | { readonly kind: "repeated"; readonly steps: readonly Step[]; readonly configuration: ReplayConfiguration }
  | { readonly kind: "no-start"; readonly reason: string }
  /** Step `step` (from 1) is not possible behind the ones before it. */
  | { readonly kind: "impossible"; readonly step: number; readonly wanted: string; readonly possible: readonly string[]; readonly steps: readonly Step[] }
  /** All steps are possible, and lead elsewhere. */
  | { readonly kind: "other-end"; readonly differences: readonly string[]; readonly steps: readonly Step[] };

/** Repeats these steps of a recorded run on the machine, step by step. Linear in the steps, and in the initial configurations. */
export function repetition(system: ReplaySystem, { beginning }: Pick<RecordedRun, "beginning">, recorded: RecordedSteps): Repetition {
  const chooser = recordingChooser();
  const initials = system.initial(chooser.initial());
  const wanted = observedText(beginning.fields);
  const begins = (one: ReplayConfiguration | undefined): boolean => one !== undefined && observedText(beginningOf(system, one)) === wanted;
  const initial = begins(initials[beginning.index]) ? initials[beginning.index] : initials.find(begins);
  if (initial === undefined) return { kind: "no-start", reason: `it does not begin with ${beginning.fields.map(sentence).join(", ") || "no fields at all"}` };
  const steps: Step[] = [];
  let configuration = initial;
  for (const { index, text } of recorded.steps) {
    const possible = system.steps(configuration, chooser);
    const taken = stepAt(system, possible, index, text);
    if (taken === undefined)
      return { kind: "impossible", step: steps.length + 1, wanted: text, possible: [...new Set(possible.map((one) => textOf(system, one)))], steps };
    steps.push(taken);
    configuration = taken.target;
  }
  const end = observationsOf(system, configuration, "not begun");
  if (observedText(end) === observedText(recorded.end)) return { kind: "repeated", steps, configuration };
  return { kind: "other-end", differences: differences({ observations: end }, { observations: recorded.end }), steps };
}

/** The step at its place; in a program that changed, the only one that says the same. */
function stepAt(system: ReplaySystem, possible: readonly Step[], index: number, text: string): Step | undefined {
  const there = possible[index];
  if (there !== undefined && textOf(system, there) === text) return there;
  const [only, ...others] = possible.filter((one) => textOf(system, one) === text);
  return others.length === 0 ? only : undefined;
}

function observedText(observed: readonly Observed[]): string {
  return JSON.stringify(observed.map(({ place, value }) => [place, value]));
}

function sentence({ place, value }: Observed): string {
  return `${place} = ${value}`;
}
