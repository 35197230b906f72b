/** Runs of a reduced search as runs of the machine: from each configuration the step is taken that leads to what the next one stands for (docs/reductions.md §4). */
import type { MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import { machineKey, machineSteps } from "../../calculus/machine/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { Chooser } from "../../calculus/values/index.ts";
import type { ReductionPlan } from "./plan.ts";

/** A run of the reduced search: where it starts, and for each step where it leads and, where that matters, which steps of the machine it may be. */
export interface ReducedRun {
  readonly initial: MachineConfiguration;
  readonly steps: readonly { readonly target: MachineConfiguration; readonly isMeant?: (step: MachineStep) => boolean }[];
}

/**
 * The run of the original machine that a run of the reduced search stands for, from one of the machine's initial configurations; of equal length. Time linear in the run, times the steps of each configuration.
 * @throws Error if there is none: then the reduction is not sound.
 */
export function unfolded(
  plan: ReductionPlan,
  run: ReducedRun,
  initial: readonly MachineConfiguration[],
  chooser: Chooser,
): { readonly initial: MachineConfiguration; readonly steps: readonly MachineStep[] } {
  const keyOf = (configuration: MachineConfiguration): string => machineKey(plan.folded(configuration));
  const first = keyOf(run.initial);
  const start = initial.find((one) => keyOf(one) === first);
  if (start === undefined) throw new Error("a reduced run starts nowhere");
  let at = start;
  const steps = run.steps.map(({ target, isMeant }): MachineStep => {
    const wanted = keyOf(target);
    const step = machineSteps(plan.original, at, chooser).find((one) => keyOf(one.target) === wanted && (isMeant === undefined || isMeant(one)));
    if (step === undefined) throw new Error("a step of a reduced run is no step of the machine");
    at = step.target;
    return step;
  });
  return { initial: start, steps };
}

/** Whether a label is that of a step up to the names of interchangeable roles. */
export function sameButForMembers({ blocks }: ReductionPlan, label: Label): (step: MachineStep) => boolean {
  const members = new Set(blocks.flatMap((group) => group.map(({ role }) => role)));
  const shape = shapeOf(label, members);
  return (step) => shapeOf(step.label, members) === shape;
}

function shapeOf(label: Label, members: ReadonlySet<string>): string {
  const shown = (role: string): string => (members.has(role) ? "" : role);
  if (label.kind === "send" || label.kind === "receive" || label.kind === "lose" || label.kind === "reorder")
    return `${label.kind} ${shown(label.from)} ${shown(label.to)} ${label.label}`;
  return `${label.kind} ${shown(subject(label))}`;
}
