/** A run that a model describes, executed by the semantics of machines: its labels, or where it is not possible. What the solver says is never shown unexecuted. */
import type { Value } from "../../../calculus/core/index.ts";
import type { MachineConfiguration } from "../../../calculus/machine/index.ts";
import { machineSteps } from "../../../calculus/machine/index.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import type { Chooser } from "../../../calculus/values/index.ts";
import { printValue } from "../../../calculus/values/index.ts";
import { picked } from "../values/index.ts";
import type { Program } from "./program.ts";
import type { SymbolicRun } from "./symbolic-run.ts";

export type ExecutedRun =
  | { readonly ok: true; readonly initial: readonly (Value | undefined)[]; readonly labels: readonly Label[] }
  /** `step`: 1-based. */
  | { readonly ok: false; readonly step: number; readonly reason: string };

/** Executes the run. Linear in its steps. */
export function executeRun({ machine }: Program, run: SymbolicRun): ExecutedRun {
  const answers = new Map(run.answers.map((answer) => [`${answer.function}(${answer.arguments.map(printValue).join(", ")})`, answer.result]));
  let configuration: MachineConfiguration = { locations: [0], values: [run.initial], stopped: [undefined], queues: [], oracles: new Map(), spent: [] };
  const labels: Label[] = [];
  for (const [index, { command, chosen }] of run.steps.entries()) {
    const chooser: Chooser = {
      meetLimit: () => undefined,
      choose: ({ kind, description }, domain) => picked(domain, kind === "any" ? chosen : answers.get(description)),
    };
    const taken = machineSteps(machine, configuration, chooser).find((step) => step.command === command);
    if (taken === undefined)
      return { ok: false, step: index + 1, reason: `a step that the solver takes is not possible: ${command.effect.kind} of ${command.role}` };
    if (command.effect.kind !== "give-up") labels.push(...(taken.moments ?? [taken.label]));
    configuration = taken.target;
  }
  return { ok: true, initial: run.initial, labels };
}
