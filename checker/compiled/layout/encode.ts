/** Configurations as rows, and back. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import type { MachineConfiguration, QueuedMessage } from "../../../calculus/machine/index.ts";
import { equalValues } from "../../../calculus/values/index.ts";
import { ones, readBits, writeBits } from "./bit-field.ts";
import type { BitField } from "./bit-field.ts";
import type { LaneField, Layout, PackedQueue, StoredMessage, StoredQueue } from "./layout.ts";
import { integerOverflow, internedOverflow, Overflow, queueOverflow } from "./overflow.ts";
import type { Packing } from "./packing.ts";

/**
 * The row of a configuration: equal rows exactly for equal configurations. Linear.
 * @throws Overflow where a guess was too small, and Error where the analysis was wrong.
 */
export function encode(configuration: MachineConfiguration, layout: Layout): Int32Array {
  const row = new Int32Array(layout.words);
  const intern = (field: BitField, number: number): void => {
    if (field.width < 32 && number >= 2 ** field.width) throw new Overflow(internedOverflow);
    writeBits(row, field, number);
  };
  layout.processes.forEach((stored, process) => {
    const location = stored.reached.indexOf(configuration.locations[process] ?? 0);
    if (location < 0) throw new Error(`location ${String(configuration.locations[process])} of process ${process} is not reached`);
    if (stored.location !== undefined) writeBits(row, stored.location, location);
    const stopped = configuration.stopped[process];
    if (stopped !== undefined) {
      const status = stored.statuses.indexOf(stopped);
      if (status < 0 || stored.stopped === undefined) throw new Error(`process ${process} cannot be ${stopped}`);
      writeBits(row, stored.stopped, status + 1);
    }
    stored.variables.forEach(({ isSet, packing }, index) => {
      const value = configuration.values[process]?.[index];
      if (value === undefined) {
        if (isSet === undefined && packing !== undefined) throw new Error(`variable ${index} of process ${process} is not set`);
        return;
      }
      if (packing === undefined) throw new Error(`variable ${index} of process ${process} is set`);
      if (isSet !== undefined) writeBits(row, isSet, 1);
      write(value, packing, (field, bits) => writeBits(row, field, bits), layout);
    });
  });
  layout.queues.forEach((queue, channel) => {
    writeQueue(configuration.queues[channel] ?? [], queue, channel, row, layout, intern);
  });
  layout.spent.forEach((field, clause) => {
    if (field !== undefined) writeBits(row, field, configuration.spent[clause] ?? 0);
  });
  if (layout.oracles !== undefined) intern(layout.oracles, layout.tables.oracles.numberOf(configuration.oracles));
  else if (configuration.oracles.size > 0) throw new Error("the layout has no room for what oracles answered");
  return row;
}

/** Tells the bits of a value to `put`. @throws as `encode`. */
export function write<Place extends { readonly width: number }>(
  value: Value,
  packing: Packing<Place>,
  put: (place: Place, bits: number) => void,
  layout: Layout,
): void {
  const wrong = (): never => {
    throw new Error("a value is outside of what the analysis found");
  };
  switch (packing.kind) {
    case "constant":
      if (!equalValues(value, packing.value)) wrong();
      return;
    case "boolean":
      if (typeof value !== "boolean") return wrong();
      put(packing.at, value ? 1 : 0);
      return;
    case "integer": {
      if (typeof value !== "bigint") return wrong();
      if (value < BigInt(packing.low) || value > BigInt(packing.high)) {
        if (!packing.isGuess) wrong();
        throw new Overflow(integerOverflow);
      }
      put(packing.at, Number(value - BigInt(packing.low)));
      return;
    }
    case "sum": {
      if (typeof value !== "object" || value.kind !== "variant") return wrong();
      const number = packing.cases.findIndex(({ name }) => name === value.name);
      const payload = packing.cases[number]?.payload ?? wrong();
      if (packing.at !== undefined) put(packing.at, number);
      payload.forEach((part, index) => {
        write(value.payload[index] ?? wrong(), part, put, layout);
      });
      return;
    }
    case "record":
      if (typeof value !== "object" || value.kind !== "record") return wrong();
      packing.fields.forEach(([, part], index) => {
        write(value.fields[index]?.[1] ?? wrong(), part, put, layout);
      });
      return;
    case "constants": {
      const index = packing.values.findIndex((one) => equalValues(one, value));
      if (index < 0) wrong();
      put(packing.at, index);
      return;
    }
    case "interned": {
      const number = layout.tables.values.numberOf(value);
      if (number >= 2 ** packing.at.width) throw new Overflow(internedOverflow);
      put(packing.at, number);
      return;
    }
    default:
      assertNever(packing);
  }
}

/** The number of the message among those of the queue. */
export function messageNumber(queue: PackedQueue, isMailbox: boolean, { from, label, values }: QueuedMessage): number {
  return queue.messages.findIndex((one) => one.label === label && one.arity === values.length && (!isMailbox || one.from === from));
}

function writeQueue(
  messages: readonly QueuedMessage[],
  queue: StoredQueue,
  channel: number,
  row: Int32Array,
  layout: Layout,
  intern: (field: BitField, number: number) => void,
): void {
  if (queue.kind === "empty") {
    if (messages.length > 0) throw new Error(`a message is in channel ${channel}, into which nothing is sent`);
    return;
  }
  if (queue.kind === "interned") {
    intern(queue.at, layout.tables.queues.numberOf(messages));
    return;
  }
  if (messages.length > queue.capacity) {
    if (!queue.isGuess) throw new Error(`channel ${channel} holds more messages than it can`);
    throw new Overflow(queueOverflow(channel));
  }
  writeBits(row, queue.length, messages.length);
  messages.forEach((message, position) => {
    slotBits(message, queue, layout).forEach((bits, lane) => {
      const { width = 0, fields = [] } = queue.lanes[lane] ?? {};
      const perField = fields[0]?.slots ?? 1;
      const { field } = fields[Math.floor(position / perField)] ?? {};
      if (field !== undefined) writeBits(row, { ...field, shift: field.shift + width * (position % perField) }, bits);
    });
  });
}

/** The bits of a message, by lane. @throws as `encode`. */
function slotBits(message: QueuedMessage, queue: PackedQueue, layout: Layout): readonly number[] {
  const number = messageNumber(queue, layout.machine.network.order === "mailbox", message);
  const stored = queue.messages[number];
  if (stored === undefined) throw new Error(`a message ${message.label} is in a queue into which none is sent`);
  const lanes = new Int32Array(queue.lanes.length);
  if (queue.tagWidth > 0) lanes[0] = number;
  stored.payload.forEach((packing, index) => {
    const value = message.values[index];
    if (value === undefined) throw new Error("a message without its value");
    write(
      value,
      packing,
      ({ lane, shift }, bits) => {
        lanes[lane] = (lanes[lane] ?? 0) | (bits << shift);
      },
      layout,
    );
  });
  return [...lanes];
}

/** The configuration of a row. Linear. */
export function decode(row: ArrayLike<number>, layout: Layout): MachineConfiguration {
  const bits = (field: BitField): number => readBits(row, field);
  return {
    locations: layout.processes.map(({ reached, location }) => reached[location === undefined ? 0 : bits(location)] ?? 0),
    values: layout.processes.map(({ variables }) =>
      variables.map(({ isSet, packing }) => (packing === undefined || (isSet !== undefined && bits(isSet) === 0) ? undefined : read(packing, bits, layout))),
    ),
    stopped: layout.processes.map(({ stopped, statuses }) => (stopped === undefined ? undefined : statuses[bits(stopped) - 1])),
    queues: layout.queues.map((queue) => readQueue(queue, row, layout)),
    oracles: layout.oracles === undefined ? new Map() : layout.tables.oracles.itemOf(bits(layout.oracles)),
    spent: layout.spent.map((field) => (field === undefined ? 0 : bits(field))),
  };
}

/** The value whose bits `bits` gives. */
export function read<Place>(packing: Packing<Place>, bits: (place: Place) => number, layout: Layout): Value {
  switch (packing.kind) {
    case "constant":
      return packing.value;
    case "boolean":
      return bits(packing.at) === 1;
    case "integer":
      return BigInt(packing.low) + BigInt(bits(packing.at));
    case "sum": {
      const { name, payload } = packing.cases[packing.at === undefined ? 0 : bits(packing.at)] ?? absent();
      return { kind: "variant", name, payload: payload.map((part) => read(part, bits, layout)) };
    }
    case "record":
      return { kind: "record", name: packing.name, fields: packing.fields.map(([name, part]) => [name, read(part, bits, layout)]) };
    case "constants":
      return packing.values[bits(packing.at)] ?? absent();
    case "interned":
      return layout.tables.values.itemOf(bits(packing.at));
    default:
      return assertNever(packing);
  }
}

function absent(): never {
  throw new Error("bits that no value has");
}

function readQueue(queue: StoredQueue, row: ArrayLike<number>, layout: Layout): readonly QueuedMessage[] {
  if (queue.kind === "empty") return [];
  if (queue.kind === "interned") return layout.tables.queues.itemOf(readBits(row, queue.at));
  return Array.from({ length: readBits(row, queue.length) }, (_, position) => {
    const lanes = queue.lanes.map(({ width, fields }) => {
      const perField = fields[0]?.slots ?? 1;
      const { field } = fields[Math.floor(position / perField)] ?? absent();
      return readBits(row, { ...field, shift: field.shift + width * (position % perField), width });
    });
    return messageOf(queue, lanes, layout);
  });
}

function messageOf(queue: PackedQueue, lanes: readonly number[], layout: Layout): QueuedMessage {
  const { from, label, payload }: StoredMessage = queue.messages[(lanes[0] ?? 0) & ones(queue.tagWidth)] ?? absent();
  const bits = ({ lane, shift, width }: LaneField): number => (((lanes[lane] ?? 0) >>> shift) & ones(width)) >>> 0;
  return { from, label, values: payload.map((packing) => read(packing, bits, layout)) };
}
