/** A machine enters calls without giving them their arguments. */
import type { Machine } from "../../calculus/machine/index.ts";
import type { Mutant } from "./mutant.ts";

function withoutArguments(machine: Machine): Machine {
  return {
    ...machine,
    processes: machine.processes.map((process) => ({
      ...process,
      locations: process.locations.map((location) => ({
        ...location,
        commands: location.commands.map((command) => (command.rules.includes("N-CALL") ? { ...command, updates: [] } : command)),
      })),
    })),
  };
}

export const parametersUnbound: Mutant = {
  name: "a machine that leaves parameters unbound",
  error: "A machine enters a call without setting the variables of its frame.",
  killedBy: "T31-machine",
  change: (parts) => ({ ...parts, machine: { ...parts.machine, built: (built) => ({ ...built, machine: withoutArguments(built.machine) }) } }),
};
