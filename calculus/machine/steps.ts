/** The steps of a machine: of its processes in their order, then those of faults, exactly those of the rules of the calculus (docs/machine.md, steps). */
import { present } from "../present.ts";
import type { Chooser } from "../values/index.ts";
import { commandSteps } from "./command-steps.ts";
import type { MachineConfiguration, MachineStep } from "./configuration.ts";
import { faultSteps } from "./fault-steps.ts";
import type { Machine } from "./machine.ts";

/** All steps from a configuration, in the order of the rules: a function of the configuration alone (and of what the chooser chooses). */
export function machineSteps(machine: Machine, configuration: MachineConfiguration, chooser: Chooser): readonly MachineStep[] {
  const steps = machine.processes.flatMap((_, process) => stepsOfProcess(machine, configuration, process, chooser));
  const { network, faults } = machine;
  if (!network.lossy && !network.duplicating && faults === undefined) return steps;
  return [...steps, ...faultSteps(machine, configuration, steps, chooser)];
}

/**
 * The steps of one process that are no faults, in their order. They depend on nothing but its location, its variables, whether it has stopped, the queues that
 * its commands use, and what functions without body have answered.
 */
export function stepsOfProcess(machine: Machine, configuration: MachineConfiguration, process: number, chooser: Chooser): readonly MachineStep[] {
  const { locations, stopped } = configuration;
  return stopped[process] === undefined ? processSteps(machine, configuration, process, present(locations[process]), chooser) : [];
}

/** Command by command; but the cases of a match are one rule, which goes by the values of the scrutinee. */
function processSteps(machine: Machine, configuration: MachineConfiguration, process: number, location: number, chooser: Chooser): readonly MachineStep[] {
  const { commands } = present(present(machine.processes[process]).locations[location]);
  const found = commands.map((command) => ({ command, steps: commandSteps(machine, configuration, process, command, chooser) }));
  const matched = found.filter(({ command }) => command.guard.kind === "matches").flatMap(({ steps }) => steps);
  if (matched.length > 1) matched.sort((one, other) => one.way - other.way);
  const others = found.filter(({ command }) => command.guard.kind !== "matches").flatMap(({ steps }) => steps);
  return [...matched, ...others].map(({ step }) => step);
}
