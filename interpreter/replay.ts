/** Replay: a trace is repeated in a transition system step by step. Nothing that a trace says is believed; what no longer happens is named. */
import { assertNever } from "../calculus/assert-never.ts";
import type { Label, Step, TransitionSystem } from "../calculus/semantics/index.ts";
import { isFault, subject } from "../calculus/semantics/index.ts";
import { equalValues } from "../calculus/values/index.ts";
import type { Change } from "./changes.ts";
import { changesBetween } from "./changes.ts";
import type { End } from "./ending.ts";
import { quietEnd } from "./ending.ts";
import type { Choice, Configuration, Execution, PastStep } from "./execution.ts";
import { current, past, start } from "./execution.ts";
import { answersOf, choiceKey, firstValues, orElse, repeating, repeatingChoices } from "./guide.ts";
import { labelText, sameLabel } from "./labels.ts";
import { watching } from "./obstacles.ts";
import type { Trace } from "./trace.ts";

/** What replay reads of a trace. */
export interface Replayable {
  readonly initial: { readonly choices: readonly Choice[] };
  /** `changes` are compared where they are given. */
  readonly steps: readonly { readonly label: Label; readonly changes?: readonly Change[] }[];
  /** Compared where it is given. */
  readonly end?: End;
}

export type Replay<C> =
  | { readonly kind: "replayed"; readonly execution: Execution<C>; readonly end: End }
  /** There is no initial configuration with these choices. */
  | { readonly kind: "no-start"; readonly reason: string }
  /** Step `step` (from 1) is not possible after the ones before it. */
  | {
      readonly kind: "impossible";
      readonly step: number;
      readonly wanted: Label;
      /** What is enabled instead, with one value for every choice. */
      readonly enabled: readonly Label[];
      readonly execution: Execution<C>;
    }
  /** Step `step` (from 1) is possible, and changes something else than the trace says. */
  | {
      readonly kind: "other-changes";
      readonly step: number;
      readonly recorded: readonly Change[];
      readonly actual: readonly Change[];
      readonly execution: Execution<C>;
    }
  /** All steps are possible, and the run does not end as the trace says. */
  | { readonly kind: "other-end"; readonly recorded: End; readonly actual: End; readonly execution: Execution<C> };

/**
 * Repeats `trace` in `system`, which may also be the other one of choreography and network: labels decide, not rules. At each step the recorded label must
 * be enabled and have the recorded effect; at the end the run must have ended as recorded. Linear in the trace, apart from the cost of the steps.
 */
export function replay<C extends Configuration>(system: TransitionSystem<C>, trace: Replayable): Replay<C> {
  const initially = watching(repeatingChoices(trace.initial.choices));
  const started = start(system, initially.chooser);
  const met = initially.obstacle();
  if (met?.kind === "beyond-limits") return { kind: "no-start", reason: met.description };
  if (started.kind === "no-value") return { kind: "no-start", reason: `the trace has no possible value for ${started.request?.description ?? "a choice"}` };
  const asked = new Set(started.execution.start.choices.map(({ request }) => choiceKey(request)));
  const unasked = trace.initial.choices.find(({ request }) => !asked.has(choiceKey(request)));
  if (unasked !== undefined) return { kind: "no-start", reason: `${unasked.request.description} is not chosen initially` };

  const steps: PastStep[] = [];
  let reached = started.execution.start.configuration;
  const loop = trace.end?.kind === "loop" ? trace.end.after : undefined;
  let entry = loop === 0 ? system.key(reached) : undefined;
  const execution: Execution<C> = {
    start: started.execution.start,
    steps,
    get reached() {
      return reached;
    },
  };
  for (const [index, { label, changes }] of trace.steps.entries()) {
    const here = current(execution);
    const taken = stepWithLabel(system, here, label);
    if (taken === undefined) {
      const enabled = system.steps(here, orElse(repeating(answersOf(label, subject(label))), firstValues)).map((step) => step.label);
      return { kind: "impossible", step: index + 1, wanted: label, enabled, execution };
    }
    steps.push(past(taken));
    reached = taken.target;
    if (index + 1 === loop) entry = system.key(reached);
    const actual = changesBetween(here.world.store, taken.target.world.store);
    if (changes !== undefined && !sameChanges(changes, actual)) return { kind: "other-changes", step: index + 1, recorded: changes, actual, execution };
  }
  const closes = loop !== undefined && loop < trace.steps.length && entry === system.key(reached);
  const actual: End = closes ? { kind: "loop", after: loop } : actualEnd(system, execution, trace.end);
  if (trace.end !== undefined && !sameEnd(trace.end, actual)) return { kind: "other-end", recorded: trace.end, actual, execution };
  return { kind: "replayed", execution, end: actual };
}

/** The step of `configuration` with this label, if there is one; choices are made as the label shows them. */
function stepWithLabel<C>(system: TransitionSystem<C>, configuration: C, label: Label): Step<C> | undefined {
  return system.steps(configuration, repeating(answersOf(label, subject(label)))).find((step) => sameLabel(step.label, label));
}

function actualEnd<C extends Configuration>(system: TransitionSystem<C>, execution: Execution<C>, recorded: End | undefined): End {
  const { chooser, obstacle } = watching(firstValues);
  const enabled = system.steps(current(execution), chooser);
  if (enabled.every(({ label }) => isFault(label))) return quietEnd(system, current(execution), obstacle());
  if (recorded?.kind === "limit") return { kind: "limit", steps: execution.steps.length };
  return recorded?.kind === "schedule" ? recorded : { kind: "cut" };
}

function sameChanges(left: readonly Change[], right: readonly Change[]): boolean {
  const sameSide = (one: Change, other: Change, side: "before" | "after"): boolean => {
    const [first, second] = [one[side], other[side]];
    if (first === undefined || second === undefined || typeof first === "number" || typeof second === "number") return first === second;
    return equalValues(first, second);
  };
  const key = (change: Change): string => JSON.stringify([change.kind, change.role, ...(change.kind === "variable" ? [change.scope, change.variable] : [])]);
  return (
    left.length === right.length &&
    left.every((change, index) => {
      const other = right[index];
      return other !== undefined && key(change) === key(other) && sameSide(change, other, "before") && sameSide(change, other, "after");
    })
  );
}

/** Whether the ends are of one kind, with the same stopped roles and the same number of steps. Who waits may be told differently by another system. */
function sameEnd(left: End, right: End): boolean {
  if (left.kind === "stopped" && right.kind === "stopped") {
    const roles = (end: typeof left): string => JSON.stringify(end.stopped.map(({ role, why }) => [role, why]).sort());
    return roles(left) === roles(right);
  }
  return left.kind === "limit" && right.kind === "limit" ? left.steps === right.steps : left.kind === right.kind;
}

/** What a replay found, in sentences: one line, and one for each thing that differs. */
export function describeReplay<C>(replayed: Replay<C>, trace: Pick<Trace, "steps">): readonly string[] {
  switch (replayed.kind) {
    case "replayed":
      return [`all ${trace.steps.length} steps are possible`];
    case "no-start":
      return [`the run cannot start: ${replayed.reason}`];
    case "impossible":
      return [
        `step ${replayed.step} of ${trace.steps.length} is not possible: ${labelText(replayed.wanted)}`,
        ...(replayed.enabled.length === 0 ? ["nothing is enabled there"] : replayed.enabled.map((label) => `enabled instead: ${labelText(label)}`)),
      ];
    case "other-changes":
      return [`step ${replayed.step} of ${trace.steps.length} is possible, and changes something else than the trace says`];
    case "other-end":
      return [`all ${trace.steps.length} steps are possible, and the run ends as ${replayed.actual.kind}, not as ${replayed.recorded.kind}`];
    default:
      return assertNever(replayed);
  }
}
