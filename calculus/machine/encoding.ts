/** Between the configurations of a network and those of its machine. */
import type { Behaviour, Role, Value } from "../core/index.ts";
import { present } from "../present.ts";
import type { Environment, NetworkConfiguration, Queue, RoleStore } from "../semantics/index.ts";
import { queueKey } from "../semantics/index.ts";
import { bind } from "../values/index.ts";
import type { BuiltMachine } from "./built.ts";
import type { MachineConfiguration, QueuedMessage } from "./configuration.ts";
import type { DraftProcess } from "./draft.ts";
import type { Machine, MachineProcess } from "./machine.ts";

/** Decoding and encoding of configurations. */
export function encoding(machine: Machine, drafts: readonly DraftProcess[]): Pick<BuiltMachine, "configurationOf" | "machineConfigurationOf"> {
  const { processes, channels, network, faults } = machine;
  const isMailbox = network.order === "mailbox";
  const queueNumbers = new Map(channels.map(({ from, to }, index) => [queueKey(network, from ?? to, to), index]));

  function configurationOf({ locations, values, stopped, queues, oracles, spent }: MachineConfiguration): NetworkConfiguration {
    const behaviours = new Map<Role, Behaviour>();
    const store = new Map<Role, RoleStore>();
    const halted = new Map<Role, NonNullable<(typeof stopped)[number]>>();
    for (const [index, process] of processes.entries()) {
      const { behaviour, depth } = present(drafts[index]?.control.locations[present(locations[index])]);
      behaviours.set(process.role, behaviour);
      store.set(process.role, storeOf(process, depth, present(values[index])));
      const why = stopped[index];
      if (why !== undefined) halted.set(process.role, why);
    }
    const waiting = new Map<string, Queue>();
    for (const [index, { from, to }] of channels.entries()) {
      const messages = present(queues[index]);
      if (messages.length === 0) continue;
      const kept = messages.map((message) => (isMailbox ? message : { label: message.label, values: message.values }));
      waiting.set(queueKey(network, from ?? to, to), from === undefined ? { to, messages: kept } : { from, to, messages: kept });
    }
    return { processes: behaviours, channels: waiting, world: { store, stopped: halted, oracles, ...(faults === undefined ? {} : { spent }) } };
  }

  function machineConfigurationOf({ processes: behaviours, channels: waiting, world }: NetworkConfiguration): MachineConfiguration {
    const queues: (readonly QueuedMessage[])[] = channels.map(() => []);
    for (const [name, { from, messages }] of waiting) {
      const index = queueNumbers.get(name);
      if (index === undefined) throw new Error(`the machine has no queue ${name}`);
      queues[index] = messages.map((message) => ({ from: message.from ?? present(from), label: message.label, values: message.values }));
    }
    return {
      locations: drafts.map(({ role, control, variables }) => {
        const { fields } = present(world.store.get(role));
        const held = fields.flatMap(([name]) => (variables.some(({ source, end }) => source === name && end !== undefined) ? [name] : []));
        const found = control.locationOf(present(behaviours.get(role)), held);
        if (found === undefined) throw new Error(`the machine has no location for what ${role} is about to do`);
        return found;
      }),
      values: drafts.map((draft) => valuesOf(draft, present(world.store.get(draft.role)))),
      stopped: drafts.map(({ role }) => world.stopped.get(role)),
      queues,
      oracles: world.oracles,
      spent: world.spent ?? faults?.clauses.map(() => 0) ?? [],
    };
  }

  return { configurationOf, machineConfigurationOf };
}

function storeOf({ variables }: MachineProcess, depth: number, values: readonly (Value | undefined)[]): RoleStore {
  let fields: Environment = [];
  const frames: Environment[] = Array.from({ length: depth + 1 }, () => []);
  for (const [index, { source }] of variables.entries()) {
    const value = values[index];
    if (value === undefined) continue;
    if (source.frame === undefined) fields = bind(fields, source.variable, value);
    else frames[source.frame] = bind(present(frames[source.frame]), source.variable, value);
  }
  return { fields, frames };
}

function valuesOf({ role, variables, variableOf }: DraftProcess, { fields, frames }: RoleStore): readonly (Value | undefined)[] {
  const values: (Value | undefined)[] = variables.map(() => undefined);
  const put = (environment: Environment, frame: number | undefined): void => {
    for (const [name, value] of environment) {
      const index = variableOf(name, frame);
      if (index === undefined) throw new Error(`the machine has no variable for ${role}.${name}`);
      values[index] = value;
    }
  };
  put(fields, undefined);
  for (const [frame, environment] of frames.entries()) put(environment, frame);
  return values;
}
