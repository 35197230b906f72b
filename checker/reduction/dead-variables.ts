/**
 * Dead-variable reset: states that differ only in values that nobody reads any more are one state. A machine becomes a machine whose commands also
 * forget; its runs are those of the original, but for crashes that change nothing that is read, and its states are never more (docs/reductions.md §6; Bozga, Fernandez, Ghirvu, State space reduction based on live variables analysis, SAS 1999).
 */
import type { Command, Machine, MachineConfiguration, MachineProcess, MachineVariable, Update } from "../../calculus/machine/index.ts";
import { machineInitial } from "../../calculus/machine/index.ts";
import type { Chooser } from "../../calculus/values/index.ts";
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
    if (dead.length === 0) return command;
    const kept = command.updates.filter(({ variable }) => !dead.some(({ name }) => name === variable));
    return { ...command, updates: [...kept, ...dead.map(forgotten)] };
  };
  const isDeadAtStart = ({ name }: MachineVariable): boolean => live[0]?.has(name) !== true;
  const variables = process.variables.map((variable) => (isDeadAtStart(variable) ? forgottenAtStart(variable) : variable));
  const locations = process.locations.map((location, index) => ({ ...location, commands: location.commands.map((one) => reset(one, index)) }));
  return { ...process, variables, locations };
}

/** What is dead has one value everywhere: its initial one where that is an expression, otherwise none. */
function forgotten({ name, initial }: MachineVariable): Update {
  return { variable: name, value: initial?.kind === "expression" ? { kind: "expression", expression: initial.expression } : { kind: "unset" } };
}

/** It has that value at the start already, and again behind a crash: nothing is chosen, and nothing survives. */
function forgottenAtStart(variable: MachineVariable): MachineVariable {
  const { initial, ...others } = variable;
  return { ...others, durable: false, ...(initial?.kind === "expression" ? { initial } : {}) };
}

/**
 * The initial configurations of the machine that forgets. They are made of those of the original, so that choices that have no value, or infinitely many, are
 * met as they are there. Some may be equal.
 */
export function initialConfigurations(original: Machine, forgetting: Machine, chooser: Chooser): readonly MachineConfiguration[] {
  const all = machineInitial(original, chooser);
  if (forgetting === original) return all;
  const isKept = forgetting.processes.map(({ variables }) => variables.map(({ initial }) => initial !== undefined));
  return all.map((one) => ({
    ...one,
    values: one.values.map((own, process) => own.map((value, index) => (isKept[process]?.[index] === true ? value : undefined))),
  }));
}
