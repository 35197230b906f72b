/** Runs that a search found, as steps of the machine: recomputed by the semantics of the machine, and compared with the rows at every step. */
import { present } from "../../calculus/present.ts";
import type { Machine, MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import { machineInitial, machineKey, machineSteps } from "../../calculus/machine/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import type { CodeSighting, Search } from "./exploration/index.ts";
import { rowOf, stepsTo, successorsOf } from "./exploration/index.ts";
import type { Layout } from "./layout/index.ts";
import { decode, encode } from "./layout/index.ts";
import type { ReductionPlan } from "../reduction/index.ts";
import { unfolded } from "../reduction/index.ts";

/** A shortest run to a state or with a last step that a watch looks for. */
export interface FoundMachineRun {
  readonly initial: MachineConfiguration;
  /** The place of `initial` among the distinct initial configurations. */
  readonly initialState: number;
  readonly steps: readonly MachineStep[];
}

/** The run to what was seen. Throws, as the translation is wrong then, if the steps of the machine are not those of the code. */
export function machineRun(search: Search, sighting: CodeSighting, machine: Machine, layout: Layout): FoundMachineRun {
  const { initial, steps } = stepsTo(search, sighting.row);
  const taken = sighting.step === undefined ? steps : [...steps, { row: sighting.row, step: sighting.step }];
  const start = decode(rowOf(search, initial), layout);
  const chooser = exhaustive(() => undefined);
  let at = start;
  const run = taken.map(({ row, step }): MachineStep => {
    const all = machineSteps(machine, at, chooser);
    const rows = successorsOf(search, row);
    if (rows.length !== all.length) throw new Error(`the code has ${rows.length} steps where the machine has ${all.length}`);
    const made = present(all[step]);
    if (!isSameRow(encode(made.target, layout), present(rows[step]))) throw new Error("a step of the code leads elsewhere than the machine's");
    at = made.target;
    return made;
  });
  return { initial: start, initialState: initial, steps: run };
}

/**
 * As `machineRun`, of a search that left steps or states out: from each configuration the step is taken that leads to what the next row stands for. `isSeen`: of
 * the last step, whether it is what was looked for. Throws if there is no such run, as the reduction is not sound then.
 */
export function unfoldedRun(
  search: Search,
  sighting: CodeSighting,
  plan: ReductionPlan,
  layout: Layout,
  isSeen: (step: MachineStep) => boolean,
): FoundMachineRun {
  const { initial, steps } = stepsTo(search, sighting.row);
  const configurationAt = (row: Int32Array): MachineConfiguration => decode(row, layout);
  const targets = steps.map(({ row, step }) => ({ target: configurationAt(present(successorsOf(search, row)[step])) }));
  const last = sighting.step === undefined ? [] : [{ target: configurationAt(present(successorsOf(search, sighting.row)[sighting.step])), isMeant: isSeen }];
  const chooser = exhaustive(() => undefined);
  const run = { initial: configurationAt(rowOf(search, initial)), steps: [...targets, ...last] };
  const starts = new Map(machineInitial(plan.original, chooser).map((one) => [machineKey(one), one]));
  const found = unfolded(plan, run, [...starts.values()], chooser);
  return { ...found, initialState: [...starts.keys()].indexOf(machineKey(found.initial)) };
}

function isSameRow(left: Int32Array, right: Int32Array): boolean {
  return left.length === right.length && left.every((word, k) => word === right[k]);
}
