/** The head-first machine forgets who failed. */
import type { Machine } from "../../calculus/machine/index.ts";
import type { Mutant } from "./mutant.ts";

function withoutFailures(machine: Machine): Machine {
  return {
    ...machine,
    processes: machine.processes.map((process) => ({
      ...process,
      locations: process.locations.map((location, index) => ({
        ...location,
        commands: location.commands.map((command) => (command.effect.kind === "fail" ? { ...command, target: index } : command)),
      })),
    })),
  };
}

export const failedRolesGoOn: Mutant = {
  name: "a head-first machine in which failed roles go on",
  error: "After a failure the machine of a choreography is where it was before, and the role that failed may act.",
  killedBy: "T31-head-first",
  seed: 3,
  change: (parts) => ({ ...parts, headFirstMachine: withoutFailures }),
};
