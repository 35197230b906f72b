/** The steps that a reduced search follows: those of one process whose steps are persistent, otherwise all (docs/reductions.md §2). */
import type { Machine, MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import { allConditions } from "./conditions.ts";
import type { ReductionCondition } from "./conditions.ts";
import type { Alone, PersistenceTable } from "./persistent.ts";

/**
 * The steps to follow from `configuration`, of all its `steps`, in their order. The first process that may go alone, by rank and then by number, and that has
 * a step other than a fault, goes with its own crashes.
 */
export function reducedSteps(
  machine: Machine,
  configuration: MachineConfiguration,
  steps: readonly MachineStep[],
  table: PersistenceTable,
  conditions: ReadonlySet<ReductionCondition> = allConditions,
): readonly MachineStep[] {
  const process = aloneIn(machine, configuration, steps, table);
  if (process === undefined) return steps;
  const role = machine.processes[process]?.role;
  const isOwn = ({ process: mover, label }: MachineStep): boolean => (label.kind === "crash" ? label.role === role : mover === process);
  return steps.filter((step) => isOwn(step) && (step.label.kind !== "crash" || conditions.has("own-crashes")));
}

/** The process whose steps are followed alone; undefined: all are followed. */
export function aloneIn(machine: Machine, configuration: MachineConfiguration, steps: readonly MachineStep[], table: PersistenceTable): number | undefined {
  const able = new Set(steps.flatMap(({ process, command }) => (process === undefined || command === undefined ? [] : [process])));
  for (const rank of [0, 1, 2]) {
    for (const process of machine.processes.keys()) {
      const alone = table[process]?.[configuration.locations[process] ?? 0];
      if (alone?.rank === rank && able.has(process) && isAlone(machine, configuration, alone)) return process;
    }
  }
  return undefined;
}

function isAlone({ network, faults }: Machine, { queues, spent }: MachineConfiguration, { nonEmpty, notFull, exhausted }: Alone): boolean {
  const length = (channel: number): number => queues[channel]?.length ?? 0;
  return (
    nonEmpty.every((channel) => length(channel) > 0) &&
    notFull.every((channel) => length(channel) < (network.capacity ?? Number.POSITIVE_INFINITY)) &&
    exhausted.every((clause) => (spent[clause] ?? 0) >= (faults?.clauses[clause]?.atMost ?? Number.POSITIVE_INFINITY))
  );
}
