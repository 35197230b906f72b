/**
 * The steps of a state in parts, in the order of the rules: each process by itself, then each fault of each process or queue. What the steps of a part are
 * depends on some bits of the state's row only, so that few rows differ for a part where many differ as a whole.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Machine, MachineConfiguration, MachineStep } from "../../../calculus/machine/index.ts";
import { machineSteps, stepsOfProcess } from "../../../calculus/machine/index.ts";
import { isFault } from "../../../calculus/semantics/index.ts";
import type { Chooser } from "../../../calculus/values/index.ts";
import { ones } from "../layout/index.ts";
import type { BitField, Layout, Packing } from "../layout/index.ts";

export interface StepPart {
  /** Given for the steps of a process that are no faults. */
  readonly process?: number;
  /** The bits that decide which steps there are and what their labels are: a word for each of a row's. */
  readonly mask: Int32Array;
  /** The steps, in their order. */
  readonly stepsOf: (configuration: MachineConfiguration, chooser: Chooser) => readonly MachineStep[];
}

/** The parts of the machine of a layout, in the order of `machineSteps`. */
export function stepParts(layout: Layout): readonly StepPart[] {
  const { machine } = layout;
  const { network, faults } = machine;
  const [processes, channels] = [[...machine.processes.keys()], [...machine.channels.keys()]];
  const maskOf = (...fields: readonly (readonly BitField[])[]): Int32Array => {
    const mask = new Int32Array(layout.words);
    for (const { word, shift, width } of fields.flat()) mask[word] = (mask[word] ?? 0) | (ones(width) << shift);
    return mask;
  };
  const fault = (mask: Int32Array, isMeant: (step: MachineStep) => boolean): StepPart => ({
    mask,
    stepsOf: (configuration, chooser) => machineSteps(machine, configuration, chooser).filter((step) => isFault(step.label) && isMeant(step)),
  });
  const spent = (clause: number | undefined): readonly BitField[] => {
    const field = clause === undefined ? undefined : layout.spent[clause];
    return field === undefined ? [] : [field];
  };
  const losses = (clause?: number): readonly StepPart[] =>
    channels.map((channel) =>
      fault(
        maskOf(fieldsOfQueue(layout, channel), spent(clause)),
        ({ label }) => label.kind === "lose" && label.clause === clause && isOn(machine, channel, label),
      ),
    );
  const kept = (clause?: number): readonly StepPart[] =>
    processes.map((process) =>
      fault(
        maskOf(fieldsOfSteps(layout, process), spent(clause)),
        (step) => step.process === process && step.label.kind === "receive" && step.label.clause === clause,
      ),
    );
  const parts = processes.map((process): StepPart => ({
    process,
    mask: maskOf(fieldsOfSteps(layout, process)),
    stepsOf: (configuration, chooser) => stepsOfProcess(machine, configuration, process, chooser),
  }));
  const ofNetwork = [...(network.lossy ? losses() : []), ...(network.duplicating ? kept() : [])];
  const ofClauses = (faults?.clauses ?? []).flatMap((clause, index): readonly StepPart[] => {
    switch (clause.kind) {
      case "crash":
        return processes.map((process) =>
          fault(
            maskOf(fieldsOfProcess(layout, process), spent(index)),
            ({ label, process: whose }) => whose === process && label.kind === "crash" && label.clause === index,
          ),
        );
      case "lose":
        return losses(index);
      case "duplicate":
        return kept(index);
      case "reorder":
        return channels.map((channel) =>
          fault(
            maskOf(fieldsOfQueue(layout, channel), spent(index)),
            ({ label }) => label.kind === "reorder" && label.clause === index && isOn(machine, channel, label),
          ),
        );
      default:
        return assertNever(clause);
    }
  });
  return [...parts, ...ofNetwork, ...ofClauses];
}

/** Whether what happens to a message from one to another happens in this queue. */
function isOn({ channels }: Machine, channel: number, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const queue = channels[channel];
  return queue?.to === to && (queue.from === undefined || queue.from === from);
}

/** Location, variables, and whether it has stopped. */
function fieldsOfProcess({ processes }: Layout, process: number): readonly BitField[] {
  const stored = processes[process];
  if (stored === undefined) return [];
  const { location, stopped, variables } = stored;
  return [
    ...(location === undefined ? [] : [location]),
    ...(stopped === undefined ? [] : [stopped]),
    ...variables.flatMap(({ isSet, packing }) => [...(isSet === undefined ? [] : [isSet]), ...(packing === undefined ? [] : fieldsOfPacking(packing))]),
  ];
}

/** What the steps of a process depend on. */
function fieldsOfSteps(layout: Layout, process: number): readonly BitField[] {
  const { machine, oracles } = layout;
  const effects = machine.processes[process]?.locations.flatMap(({ commands }) => commands.map(({ effect }) => effect)) ?? [];
  const used = new Set(effects.flatMap((effect) => (effect.kind === "send" || effect.kind === "receive" ? [effect.channel] : [])));
  return [...fieldsOfProcess(layout, process), ...[...used].flatMap((channel) => fieldsOfQueue(layout, channel)), ...(oracles === undefined ? [] : [oracles])];
}

function fieldsOfQueue({ queues }: Layout, channel: number): readonly BitField[] {
  const queue = queues[channel];
  switch (queue?.kind) {
    case undefined:
    case "empty":
      return [];
    case "interned":
      return [queue.at];
    case "packed":
      return [queue.length, ...queue.lanes.flatMap(({ fields }) => fields.map(({ field }) => field))];
  }
}

function fieldsOfPacking(packing: Packing<BitField>): readonly BitField[] {
  switch (packing.kind) {
    case "constant":
      return [];
    case "boolean":
    case "integer":
    case "constants":
    case "interned":
      return [packing.at];
    case "sum":
      return [...(packing.at === undefined ? [] : [packing.at]), ...packing.cases.flatMap(({ payload }) => payload.flatMap(fieldsOfPacking))];
    case "record":
      return packing.fields.flatMap(([, one]) => fieldsOfPacking(one));
    default:
      return assertNever(packing);
  }
}
