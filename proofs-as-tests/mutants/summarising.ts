/** Summaries of calls with one error each. */
import type { BuiltWithCalls, Command, MachineProcess } from "../../calculus/machine/index.ts";
import { present } from "../../calculus/present.ts";
import type { SymbolicParts } from "../../checker/smt/head-first/index.ts";
import type { Mutant } from "./mutant.ts";

function mutant(name: string, error: string, change: Partial<SymbolicParts>): Mutant {
  return { name, error, killedBy: "T36-calls", change: (parts) => ({ ...parts, solving: { ...parts.solving, ...change } }) };
}

/** In the commands between calls and their returns. */
function betweenCalls(machines: readonly BuiltWithCalls[], change: (command: Command, process: MachineProcess) => Command): readonly BuiltWithCalls[] {
  return machines.map((one) => {
    const process = present(one.machine.processes[0]);
    const isBetween = (location: number): boolean => one.between.has(location) || one.calls.has(location);
    const locations = process.locations.map((location, index) =>
      isBetween(index) ? { ...location, commands: location.commands.map((command) => change(command, process)) } : location,
    );
    return { ...one, machine: { ...one.machine, processes: [{ ...process, locations }] } };
  });
}

const forgotten = "y";

export const fieldForgotten: Mutant = {
  ...mutant("a summary that forgets a changed field", "After a call that writes y of B this field holds what it held before.", {
    calling: (machines) =>
      betweenCalls(machines, (command) =>
        command.effect.kind === "any" && command.effect.variable === forgotten ? { ...command, effect: { kind: "local" } } : command,
      ).map((one) => ({ ...one, writes: new Set([...one.writes].filter((name) => name !== forgotten)) })),
  }),
  seed: 139,
};

export const localsOverwritten: Mutant = {
  ...mutant(
    "locals of the caller overwritten by the callee",
    "After a call variables of the one who calls hold what those of the call with the same names held when it began.",
    {
      calling: (machines) =>
        betweenCalls(machines, (command, { variables }) => {
          const copies = command.updates.flatMap(({ variable }): Command["updates"] => {
            const { source } = present(variables.find(({ name }) => name === variable));
            const outer = variables.find(
              (one) => one.source.role === source.role && one.source.variable === source.variable && one.source.frame === (source.frame ?? 0) - 1,
            );
            return outer === undefined ? [] : [{ variable: outer.name, value: { kind: "copy", of: variable } }];
          });
          return { ...command, updates: [...command.updates, ...copies] };
        }),
    },
  ),
  seed: 4,
};

export const callsUnwatched: Mutant = {
  ...mutant("a summary used before the checks of its call", "What happens inside of calls is not looked at, only what they leave.", {
    looksIntoCalls: false,
  }),
  seed: 4,
};

export const leaversForgotten: Mutant = {
  ...mutant(
    "who leaves a call that never ends is forgotten",
    "Where a role has stopped inside of a call, or goes on for ever, nobody else comes to what follows it.",
    { calling: (machines) => machines.map((one) => ({ ...one, leaving: new Set() })) },
  ),
  seed: 221,
};
