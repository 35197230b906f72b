/** The reductions of one exploration, chosen for a machine and for what its questions see. */
import type { Machine, MachineConfiguration } from "../../calculus/machine/index.ts";
import type { Chooser } from "../../calculus/values/index.ts";
import type { ReductionCondition } from "./conditions.ts";
import { allConditions } from "./conditions.ts";
import { initialConfigurations, observedVariables, resetDeadVariables } from "./dead-variables.ts";
import { liveVariables } from "./live-variables.ts";
import type { Observation } from "./observation.ts";
import type { PersistenceTable } from "./persistent.ts";
import { persistenceTable } from "./persistent.ts";
import type { MemberBlock } from "./symmetry.ts";
import { isAutomorphism, memberBlocks, representative, symmetryGroups } from "./symmetry.ts";

/** Which reductions are wanted; each by itself. */
export interface Reduction {
  readonly persistent: boolean;
  readonly symmetry: boolean;
  readonly deadVariables: boolean;
}

export const everyReduction: Reduction = { persistent: true, symmetry: true, deadVariables: true };
export const noReduction: Reduction = { persistent: false, symmetry: false, deadVariables: false };

/** What a mutant may replace. */
export interface ReductionParts {
  readonly conditions: ReadonlySet<ReductionCondition>;
  readonly isInterchangeable: typeof isAutomorphism;
  /** What properties read is never forgotten. */
  readonly keepsObserved: boolean;
}

export const reductionParts: ReductionParts = { conditions: allConditions, isInterchangeable: isAutomorphism, keepsObserved: true };

/** What is left out of an exploration. Where nothing is, it is that of the machine itself. */
export interface ReductionPlan {
  /** As it was built. */
  readonly original: Machine;
  /** What is explored. */
  readonly machine: Machine;
  /** Where `machine` begins, with the choices of the original; some may be equal. */
  readonly initial: (chooser: Chooser) => readonly MachineConfiguration[];
  /** Absent: every step is followed. */
  readonly table?: PersistenceTable;
  readonly conditions: ReadonlySet<ReductionCondition>;
  /** By group. */
  readonly blocks: readonly (readonly MemberBlock[])[];
  /** The reductions that leave something out, or might, for the verdict. */
  readonly used: readonly ("persistent sets" | "symmetry" | "dead variables")[];
  /** What is the same for configurations of the original that one explored configuration stands for: dead values left out, members in order. */
  readonly folded: (configuration: MachineConfiguration) => MachineConfiguration;
}

/** The plan for a machine. Quadratic in its processes where symmetry is wanted, otherwise linear but for live variables. */
export function planReduction(
  original: Machine,
  observation: Observation,
  { persistent, symmetry, deadVariables }: Reduction,
  parts: ReductionParts = reductionParts,
): ReductionPlan {
  const machine = deadVariables ? resetDeadVariables(original, observation, parts.keepsObserved) : original;
  const table = persistent ? persistenceTable(machine, observation, parts.conditions) : undefined;
  const isUseful = table?.some((locations) => locations.some((alone) => alone !== undefined)) === true;
  const groups = symmetry ? symmetryGroups(machine, observation, parts.isInterchangeable) : [];
  const blocks = groups.map((group) => memberBlocks(machine, group));
  const forgets = machine !== original;
  return {
    original,
    machine,
    initial: (chooser) => initialConfigurations(original, machine, chooser),
    ...(table === undefined || !isUseful ? {} : { table }),
    conditions: parts.conditions,
    blocks,
    used: [
      ...(isUseful ? (["persistent sets"] as const) : []),
      ...(blocks.length > 0 ? (["symmetry"] as const) : []),
      ...(forgets ? (["dead variables"] as const) : []),
    ],
    folded: foldOf(original, observation, forgets, parts.keepsObserved, blocks),
  };
}

function foldOf(
  machine: Machine,
  observation: Observation,
  forgets: boolean,
  keepsObserved: boolean,
  blocks: ReductionPlan["blocks"],
): ReductionPlan["folded"] {
  if (!forgets) return (configuration) => representative(configuration, blocks);
  const live = machine.processes.map((process) => liveVariables(machine, process, keepsObserved ? observedVariables(process, observation) : new Set()));
  return (configuration) => {
    const values = configuration.values.map((own, process) => {
      const here = live[process]?.[configuration.locations[process] ?? 0];
      return own.map((value, index) => (here?.has(machine.processes[process]?.variables[index]?.name ?? "") === true ? value : undefined));
    });
    return representative({ ...configuration, values }, blocks);
  };
}
