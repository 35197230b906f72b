/** What faults add to the steps of a machine: the network's, then clause by clause (docs/semantics.md, faults; `semantics/networks/fault-rules.ts` are the rules). */
import type { FaultClause } from "../core/index.ts";
import { present } from "../present.ts";
import type { Chooser } from "../values/index.ts";
import type { MachineConfiguration, MachineStep, QueuedMessage } from "./configuration.ts";
import { restartsOf } from "./initial.ts";
import type { Machine } from "./machine.ts";
import { distinctPositions, messageText } from "./queues.ts";
import { valuesKey } from "./key.ts";

type CrashClause = Extract<FaultClause, { readonly kind: "crash" }>;
type MessageClause = Exclude<FaultClause, { readonly kind: "crash" }>;

/** A message in a queue, of equal neighbours the first. */
interface Affected {
  readonly channel: number;
  readonly position: number;
  readonly message: QueuedMessage;
}

/** All faults in a configuration. `steps` are those of the processes. Linear in the messages, the processes and the steps, for each clause. */
export function faultSteps(machine: Machine, configuration: MachineConfiguration, steps: readonly MachineStep[], chooser: Chooser): readonly MachineStep[] {
  const { network, faults } = machine;
  const found: MachineStep[] = [];
  if (network.lossy) for (const one of affected(configuration)) found.push(lost(machine, configuration, one, undefined, configuration.spent));
  if (network.duplicating)
    found.push(
      ...kept(
        configuration,
        steps,
        () => true,
        undefined,
        (spent) => spent,
      ),
    );
  for (const [index, clause] of (faults?.clauses ?? []).entries()) {
    const { atMost } = clause;
    if (atMost !== undefined && present(configuration.spent[index]) >= atMost) continue;
    const spend = (spent: readonly number[]): readonly number[] => (atMost === undefined ? spent : spent.with(index, present(spent[index]) + 1));
    switch (clause.kind) {
      case "crash":
        found.push(...crashes(machine, { ...configuration, spent: spend(configuration.spent) }, clause, index, chooser));
        break;
      case "lose":
        for (const one of affected(configuration))
          if (concerns(machine, clause, one)) found.push(lost(machine, configuration, one, index, spend(configuration.spent)));
        break;
      case "duplicate":
        found.push(...kept(configuration, steps, ({ from, to, label }) => isAbout(clause, from, to, label), index, spend));
        break;
      case "reorder":
        found.push(...reordered(machine, { ...configuration, spent: spend(configuration.spent) }, clause, index));
        break;
    }
  }
  return found;
}

function affected({ queues }: MachineConfiguration): readonly Affected[] {
  return queues.flatMap((queue, channel) => distinctPositions(queue).map((position) => ({ channel, position, message: present(queue[position]) })));
}

function isAbout({ from, to, label }: MessageClause, sender: string, receiver: string, message: string): boolean {
  return (from === undefined || from === sender) && (to === undefined || to === receiver) && (label === undefined || label === message);
}

function concerns({ channels }: Machine, clause: MessageClause, { channel, message }: Affected): boolean {
  return isAbout(clause, message.from, present(channels[channel]).to, message.label);
}

function lost(machine: Machine, configuration: MachineConfiguration, one: Affected, clause: number | undefined, spent: readonly number[]): MachineStep {
  const { channel, position, message } = one;
  const { from, label, values } = message;
  const { queues } = configuration;
  return {
    label: { kind: "lose", from, to: present(machine.channels[channel]).to, label, values, position, ...(clause === undefined ? {} : { clause }) },
    target: { ...configuration, queues: queues.with(channel, present(queues[channel]).toSpliced(position, 1)), spent },
  };
}

type Received = Extract<MachineStep["label"], { kind: "receive" }>;

/** The receives that are possible here, with queues as they were. */
function kept(
  { queues }: MachineConfiguration,
  steps: readonly MachineStep[],
  wanted: (label: Received) => boolean,
  clause: number | undefined,
  spend: (spent: readonly number[]) => readonly number[],
): readonly MachineStep[] {
  return steps.flatMap(({ process, command, label, target }): readonly MachineStep[] => {
    if (label.kind !== "receive" || !wanted(label)) return [];
    const by = { ...(process === undefined ? {} : { process }), ...(command === undefined ? {} : { command }) };
    const duplicated = { ...label, kept: true as const, ...(clause === undefined ? {} : { clause }) };
    return [{ ...by, label: duplicated, target: { ...target, queues, spent: spend(target.spent) } }];
  });
}

function crashes(machine: Machine, configuration: MachineConfiguration, clause: CrashClause, index: number, chooser: Chooser): readonly MachineStep[] {
  const { locations, values, stopped } = configuration;
  return machine.processes.flatMap(({ role }, process): readonly MachineStep[] => {
    if (!clause.roles.includes(role) || stopped[process] !== undefined) return [];
    const crash = { kind: "crash" as const, role, clause: index, restarts: clause.restarts };
    if (!clause.restarts) return [{ process, label: { ...crash, values: [] }, target: { ...configuration, stopped: stopped.with(process, "crashed") } }];
    const before = present(values[process]);
    const isAtStart = locations[process] === 0;
    return restartsOf(machine, process, before, chooser).flatMap(({ values: after, chosen }) =>
      isAtStart && valuesKey(before) === valuesKey(after)
        ? []
        : [
            {
              process,
              label: { ...crash, values: chosen },
              target: { ...configuration, locations: locations.with(process, 0), values: values.with(process, after) },
            },
          ],
    );
  });
}

/** A message and the different one behind it change places: of equal neighbours the last does. */
function reordered(machine: Machine, configuration: MachineConfiguration, clause: MessageClause, index: number): readonly MachineStep[] {
  if (machine.network.order === "bag") return [];
  const { queues } = configuration;
  return queues.flatMap((queue, channel) =>
    queue.flatMap((message, position): readonly MachineStep[] => {
      const behind = queue[position + 1];
      if (behind === undefined || messageText(behind) === messageText(message) || !concerns(machine, clause, { channel, position, message })) return [];
      const { from, label, values } = message;
      return [
        {
          label: { kind: "reorder", from, to: present(machine.channels[channel]).to, label, values, position, clause: index },
          target: { ...configuration, queues: queues.with(channel, queue.toSpliced(position, 2, behind, message)) },
        },
      ];
    }),
  );
}
