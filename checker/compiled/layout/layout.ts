/** Which bits of a row hold what: locations, stopped processes, variables, queues, how often faults have been used, and what is known of oracles. */
import type { Machine, MachineChannel } from "../../../calculus/machine/index.ts";
import type { Analysis } from "../analysis/index.ts";
import type { Shape } from "../analysis/shape.ts";
import { messageKey } from "../analysis/transfer.ts";
import { bitsFor } from "./bit-field.ts";
import type { BitField } from "./bit-field.ts";
import { sideTables } from "./interner.ts";
import type { SideTables } from "./interner.ts";
import { pack } from "./packing.ts";
import type { Guesses, Packing } from "./packing.ts";
import { place } from "./place.ts";

export type StoppedStatus = "failed" | "assumption" | "crashed";

export interface StoredProcess {
  /** Locations that are reached, in order; the number in `location` is an index into them. */
  readonly reached: readonly number[];
  /** Absent where only one is reached. */
  readonly location?: BitField;
  /** 0: it runs; otherwise one more than an index into `statuses`. Absent where it never stops. Right above `location` if both are there. */
  readonly stopped?: BitField;
  readonly statuses: readonly StoppedStatus[];
  readonly variables: readonly StoredVariable[];
}

export interface StoredVariable {
  /** Absent where the variable is set everywhere, or nowhere. */
  readonly isSet?: BitField;
  /** Absent where it is set nowhere. */
  readonly packing?: Packing<BitField>;
}

/** Bits within one slot of a queue: slots are as wide as their lanes, each with the same bits of all messages of the queue. */
export interface LaneField {
  readonly lane: number;
  readonly shift: number;
  readonly width: number;
}

export interface StoredMessage {
  readonly from: string;
  readonly label: string;
  readonly arity: number;
  readonly payload: readonly Packing<LaneField>[];
}

export interface Lane {
  readonly width: number;
  /** The oldest messages in the first field, oldest in the lowest bits; the number of slots in each. */
  readonly fields: readonly { readonly field: BitField; readonly slots: number }[];
}

export interface PackedQueue {
  readonly kind: "packed";
  readonly capacity: number;
  /** More messages may come, and do not fit. */
  readonly isGuess: boolean;
  readonly length: BitField;
  /** None where all messages are the same. Unused slots are zero. */
  readonly lanes: readonly Lane[];
  /** The lowest bits of lane 0 tell the messages apart. */
  readonly tagWidth: number;
  readonly messages: readonly StoredMessage[];
}

export type StoredQueue =
  | PackedQueue
  | { readonly kind: "interned"; readonly at: BitField }
  /** Nothing is ever sent. */
  | { readonly kind: "empty" };

export interface Layout {
  readonly machine: Machine;
  readonly words: number;
  readonly processes: readonly StoredProcess[];
  readonly queues: readonly StoredQueue[];
  /** By clause; absent where nothing is counted. */
  readonly spent: readonly (BitField | undefined)[];
  /** Absent where no function without body is asked. */
  readonly oracles?: BitField;
  readonly tables: SideTables;
  readonly sizes: Sizes;
}

/** What the sizes of a layout are guessed to be. */
export interface Sizes extends Guesses {
  /** By channel; where the network has no bound. Above `maximumCapacity` a queue is interned. */
  readonly capacities: readonly (number | undefined)[];
}

/** A queue with room for more messages is interned. */
export const maximumCapacity = 64;

/** The first guess. */
export function firstSizes({ channels }: Machine): Sizes {
  return { integerBits: 16, internedBits: 16, capacities: channels.map(() => undefined) };
}

/** Lays a machine out. Linear in the machine's variables, messages and reached locations. */
export function layoutOf(
  machine: Machine,
  analysis: Analysis,
  asksOracles: boolean,
  sizes: Sizes = firstSizes(machine),
  tables: SideTables = sideTables(),
): Layout {
  const widths: number[] = [];
  const allot = (width: number): number => widths.push(width) - 1;
  const processes = machine.processes.map((_, process) => draftProcess(machine, analysis, process, sizes, allot));
  const queues = machine.channels.map((channel, index) => draftQueue(machine, channel, index, analysis, sizes, allot));
  const spent = (machine.faults?.clauses ?? []).map(({ atMost }) => (atMost === undefined || atMost === 0 ? undefined : allot(bitsFor(atMost + 1))));
  const oracles = asksOracles ? allot(sizes.internedBits) : undefined;
  const { fields, words } = place(widths);
  const fieldOf = (index: number): BitField => {
    const field = fields[index];
    if (field === undefined) throw new Error("a field was not placed");
    return field;
  };
  return {
    machine,
    words: Math.max(1, words),
    processes: processes.map((draft) => draft(fieldOf)),
    queues: queues.map((draft) => draft(fieldOf)),
    spent: spent.map((index) => (index === undefined ? undefined : fieldOf(index))),
    ...(oracles === undefined ? {} : { oracles: fieldOf(oracles) }),
    tables,
    sizes,
  };
}

type Placed<T> = (fieldOf: (index: number) => BitField) => T;

function part({ word, shift }: BitField, from: number, width: number): BitField {
  return { word, shift: shift + from, width };
}

function draftProcess(machine: Machine, analysis: Analysis, process: number, sizes: Sizes, allot: (width: number) => number): Placed<StoredProcess> {
  const cells = analysis.locations[process] ?? [];
  const reached = [...cells.keys()].filter((location) => cells[location] !== undefined);
  const statuses = statusesOf(machine, process, reached);
  const [locationBits, stoppedBits] = [bitsFor(reached.length), bitsFor(statuses.length + 1)];
  const control = locationBits + stoppedBits === 0 ? undefined : allot(locationBits + stoppedBits);
  const variables = (analysis.variables[process] ?? []).map(({ shape, mayBeUnset }) => {
    if (shape.kind === "none") return undefined;
    const isSet = mayBeUnset ? allot(1) : undefined;
    return { isSet, packing: pack(shape, sizes, allot) };
  });
  return (fieldOf) => {
    const field = control === undefined ? undefined : fieldOf(control);
    return {
      reached,
      ...(field === undefined || locationBits === 0 ? {} : { location: part(field, 0, locationBits) }),
      ...(field === undefined || stoppedBits === 0 ? {} : { stopped: part(field, locationBits, stoppedBits) }),
      statuses,
      variables: variables.map((variable) =>
        variable === undefined
          ? {}
          : { ...(variable.isSet === undefined ? {} : { isSet: fieldOf(variable.isSet) }), packing: placed(variable.packing, fieldOf) },
      ),
    };
  };
}

function statusesOf(machine: Machine, process: number, reached: readonly number[]): readonly StoppedStatus[] {
  const own = machine.processes[process];
  // Head first a role stops, and the location says so.
  if (own?.of !== undefined) return [];
  const effects = new Set(reached.flatMap((location) => own?.locations[location]?.commands.map(({ effect }) => effect.kind) ?? []));
  const crashes = machine.faults?.clauses.some(
    (clause) => clause.kind === "crash" && !clause.restarts && clause.atMost !== 0 && own !== undefined && clause.roles.includes(own.role),
  );
  return [
    ...(effects.has("fail") ? ["failed" as const] : []),
    ...(effects.has("stop") ? ["assumption" as const] : []),
    ...(crashes === true ? ["crashed" as const] : []),
  ];
}

function placed<From, To>(packing: Packing<From>, fieldOf: (place: From) => To): Packing<To> {
  switch (packing.kind) {
    case "constant":
      return packing;
    case "boolean":
    case "interned":
      return { kind: packing.kind, at: fieldOf(packing.at) };
    case "integer":
    case "constants":
      return { ...packing, at: fieldOf(packing.at) };
    case "sum": {
      const cases = packing.cases.map(({ name, payload }) => ({ name, payload: payload.map((one) => placed(one, fieldOf)) }));
      return packing.at === undefined ? { kind: "sum", cases } : { kind: "sum", cases, at: fieldOf(packing.at) };
    }
    case "record":
      return { ...packing, fields: packing.fields.map(([name, one]) => [name, placed(one, fieldOf)]) };
  }
}

function draftQueue(
  machine: Machine,
  channel: MachineChannel,
  index: number,
  analysis: Analysis,
  sizes: Sizes,
  allot: (width: number) => number,
): Placed<StoredQueue> {
  const sent: ReadonlyMap<string, readonly Shape[]> = analysis.messages[index] ?? new Map<string, readonly Shape[]>();
  const declared = channel.messages.filter(({ from, label, types }) => sent.has(messageKey(machine, from, label, types.length)));
  if (declared.length === 0) return () => ({ kind: "empty" });
  const tagWidth = bitsFor(declared.length);
  const laneWidths: number[] = tagWidth === 0 ? [] : [tagWidth];
  const messages = declared.map(({ from, label, types }): StoredMessage => {
    const used = tagWidth === 0 ? [] : [tagWidth];
    const inSlot = (width: number): LaneField => {
      let lane = 0;
      while ((used[lane] ?? 0) + width > 32) lane += 1;
      const shift = used[lane] ?? 0;
      used[lane] = shift + width;
      laneWidths[lane] = Math.max(laneWidths[lane] ?? 0, shift + width);
      return { lane, shift, width };
    };
    const shapes = sent.get(messageKey(machine, from, label, types.length)) ?? [];
    return { from, label, arity: types.length, payload: shapes.map((shape) => pack(shape, sizes, inSlot)) };
  });
  const { capacity: bound } = machine.network;
  const isGuess = bound === undefined || bound > maximumCapacity;
  const narrow = laneWidths.length <= 1 && (laneWidths[0] ?? 0) <= 4;
  const capacity = isGuess ? (sizes.capacities[index] ?? (narrow ? 4 : 2)) : bound;
  if (capacity > maximumCapacity) {
    const at = allot(sizes.internedBits);
    return (fieldOf) => ({ kind: "interned", at: fieldOf(at) });
  }
  const lengthWidth = bitsFor(capacity + 1);
  const common = { kind: "packed" as const, capacity, isGuess, tagWidth, messages };
  const total = lengthWidth + capacity * laneWidths.reduce((sum, width) => sum + width, 0);
  if (total <= 32 && laneWidths.length <= 1) {
    const whole = allot(total);
    return (fieldOf) => {
      const field = fieldOf(whole);
      const lanes = laneWidths.map((width): Lane => ({ width, fields: [{ field: part(field, 0, capacity * width), slots: capacity }] }));
      return { ...common, length: part(field, total - lengthWidth, lengthWidth), lanes };
    };
  }
  const length = allot(lengthWidth);
  const lanes = laneWidths.map((width) => {
    const perWord = Math.floor(32 / width);
    const fields: { readonly slots: number; readonly index: number }[] = [];
    for (let left = capacity; left > 0; left -= perWord) {
      const slots = Math.min(left, perWord);
      fields.push({ slots, index: allot(slots * width) });
    }
    return { width, fields };
  });
  return (fieldOf) => ({
    ...common,
    length: fieldOf(length),
    lanes: lanes.map(({ width, fields }) => ({ width, fields: fields.map(({ slots, index: at }) => ({ slots, field: fieldOf(at) })) })),
  });
}
