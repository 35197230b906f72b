/** The state space of a machine under a reduction, by the semantics of machines: the reference that compiled reduced searches are held against. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { BuiltMachine, MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import { machineKey, machineSteps } from "../../calculus/machine/index.ts";
import { isFault, isFinalNetwork } from "../../calculus/semantics/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { RecordingChooser } from "../explicit-state/chooser.ts";
import { movesItself, networkErrors, waitingRoles } from "../explicit-state/network-errors.ts";
import type { Move, StateSpace, TakenStep } from "../explicit-state/state-space.ts";
import { networkScene } from "../property/scene.ts";
import type { ReductionPlan } from "./plan.ts";
import { reducedSteps } from "./reduced-steps.ts";
import { representative } from "./symmetry.ts";

export interface ReducedSpace extends StateSpace<MachineConfiguration> {
  /** Where a step that this space gave leads to. */
  readonly targetOf: (step: TakenStep) => MachineConfiguration;
}

/** States are configurations of `plan.machine`; of those that symmetry exchanges one. What is wrong with a state is judged by all of its steps. */
export function reducedSpace(built: BuiltMachine, plan: ReductionPlan, chooser: RecordingChooser): ReducedSpace {
  const { machine, table, conditions, blocks } = plan;
  const around = { architecture: machine.network, definitions: machine.definitions };
  const targets = new WeakMap<TakenStep, MachineConfiguration>();
  const isFaulty = ({ label }: MachineStep): boolean => isFault(label);
  return {
    targetOf: (step) => present(targets.get(step)),
    initial: () => distinct(plan.initial(chooser.initial()).map((one) => representative(one, blocks))),
    key: machineKey,
    scene: (configuration) => networkScene(built.configurationOf(configuration)),
    moves: (configuration) => {
      const all = machineSteps(machine, configuration, chooser);
      const followed = table === undefined ? all : reducedSteps(machine, configuration, all, table, conditions);
      return followed.map(({ label, command, target }): Move<MachineConfiguration> => {
        const step: TakenStep = { label, rules: command?.rules ?? [], site: command?.site ?? { span: nowhere } };
        const there = representative(target, blocks);
        targets.set(step, there);
        return { moments: [{ step, scene: networkScene(built.configurationOf(target), label) }], target: there };
      });
    },
    facts: (configuration) => {
      const all = machineSteps(machine, configuration, chooser);
      const isStuck = all.every(isFaulty);
      const canMove = (role: Role): boolean => all.some(({ label }) => movesItself(label, role));
      const there = built.configurationOf(configuration);
      return {
        isFinal: isFinalNetwork(there),
        isTerminal: isStuck,
        errors: networkErrors(there, isStuck, canMove, around),
        waiting: isStuck ? waitingRoles(there, around) : [],
      };
    },
  };
}

function distinct(configurations: readonly MachineConfiguration[]): readonly MachineConfiguration[] {
  return [...new Map(configurations.map((one) => [machineKey(one), one])).values()];
}
