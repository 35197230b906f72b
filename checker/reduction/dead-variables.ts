/**
 * Dead-variable reset: states that differ only in values that nobody reads any more are one state. A machine becomes a machine whose commands also
 * forget; its runs are those of the original, but for crashes that change nothing that is read (docs/reductions.md §6; Bozga, Fernandez, Ghirvu, State space reduction based on live variables analysis, SAS 1999).
 */
import type { Command, Machine, MachineProcess, MachineVariable, Update } from "../../calculus/machine/index.ts";
import type { Observation } from "./observation.ts";
import { liveVariables, writtenBy } from "./live-variables.ts";
import { isOfSession } from "./persistent.ts";

/**
 * The machine that forgets what is dead. What properties read is never dead; `keepsObserved` false is the mutant that forgets that as well. Who holds an end of
 * a further session is asked by everybody who waits for it: a machine with such sessions forgets nothing.
 */
export function resetDeadVariables(machine: Machine, observation: Observation, keepsObserved = true): Machine {
  if (machine.channels.some(isOfSession)) return machine;
  const processes = machine.processes.map((process) => withResets(machine, process, keepsObserved ? observedVariables(process, observation) : new Set()));
  return { ...machine, processes };
}

/** The variables of a process that properties read. */
export function observedVariables({ variables }: MachineProcess, { reads }: Observation): ReadonlySet<string> {
  const isRead = ({ source }: MachineVariable): boolean =>
    reads.some(({ role, field }) => role === source.role && (field === undefined || (field === source.variable && source.frame === undefined)));
  return new Set(variables.filter(isRead).map(({ name }) => name));
}

function withResets(machine: Machine, process: MachineProcess, observed: ReadonlySet<string>): MachineProcess {
  const live = liveVariables(machine, process, observed);
  const reset = (command: Command, source: number): Command => {
    const written = writtenBy(command);
    const dead = process.variables.filter(({ name }) => live[command.target]?.has(name) !== true && (live[source]?.has(name) === true || written.has(name)));
    const { effect } = command;
    const resets = dead.filter(({ name }) => effect.kind !== "any" || effect.variable !== name).map(forgotten);
    const kept = command.updates.filter(({ variable }) => !dead.some(({ name }) => name === variable));
    return resets.length === 0 ? command : { ...command, updates: [...kept, ...resets] };
  };
  return { ...process, locations: process.locations.map((location, index) => ({ ...location, commands: location.commands.map((one) => reset(one, index)) })) };
}

/** A variable that was set from the start keeps a value: its initial one, where there is only one. */
function forgotten({ name, initial }: MachineVariable): Update {
  return { variable: name, value: initial?.kind === "expression" ? { kind: "expression", expression: initial.expression } : { kind: "unset" } };
}
