/** Queues as code: what is in front, taking it, and putting a message behind the others. */
import type { Code } from "../code/index.ts";
import { add, and, binary, i32, mul, shl } from "../code/index.ts";
import { ones, queueOverflow } from "../layout/index.ts";
import type { BitField, Lane, LaneField, Layout, PackedQueue, Packing, StoredMessage } from "../layout/index.ts";
import type { Computed } from "./computed.ts";
import type { Block } from "./locals.ts";
import { both, equal, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";
import { fieldCode, readPacked } from "./row-words.ts";
import type { Words } from "./row-words.ts";
import type { RowUpdate } from "./row-update.ts";
import { writePacked } from "./write-packed.ts";
import type { Doubt } from "./write-packed.ts";

/** The queue of a channel, if it is packed. @throws NotNative */
export function packedQueue(layout: Layout, channel: number): PackedQueue | undefined {
  const queue = layout.queues[channel];
  if (queue?.kind === "interned") return notNative("a queue in a side table");
  return queue?.kind === "packed" ? queue : undefined;
}

/** How many messages are waiting. */
export function lengthCode({ length }: PackedQueue, words: Words): Code {
  return fieldCode(length, words);
}

/** Whether a message is waiting. */
export function isWaiting(queue: PackedQueue, words: Words): Code {
  const { word, shift, width } = queue.length;
  return binary("ne", and(words(word), i32(ones(width) << shift)), i32(0));
}

/** Where the bits of the oldest message are in the row. */
function inFront(queue: PackedQueue, { lane, shift, width }: LaneField): BitField {
  const first = queue.lanes[lane]?.fields[0]?.field ?? notNative("a lane without slots");
  return { word: first.word, shift: first.shift + shift, width };
}

/** Whether the oldest message, if there is one, is the one with this number. */
export function isInFront(queue: PackedQueue, number: number, words: Words): Code {
  if (queue.tagWidth === 0) return yes;
  return equal(fieldCode(inFront(queue, { lane: 0, shift: 0, width: queue.tagWidth }), words), i32(number));
}

/** The values in the oldest message, which is this one. */
export function valuesInFront(queue: PackedQueue, { payload }: StoredMessage, words: Words): readonly Computed[] {
  const place = (packing: Packing<LaneField>): Packing<BitField> => {
    switch (packing.kind) {
      case "constant":
        return packing;
      case "boolean":
      case "interned":
        return { kind: packing.kind, at: inFront(queue, packing.at) };
      case "integer":
      case "constants":
        return { ...packing, at: inFront(queue, packing.at) };
      case "sum": {
        const cases = packing.cases.map((one) => ({ name: one.name, payload: one.payload.map(place) }));
        return packing.at === undefined ? { kind: "sum", cases } : { kind: "sum", cases, at: inFront(queue, packing.at) };
      }
      case "record":
        return { ...packing, fields: packing.fields.map(([name, part]) => [name, place(part)]) };
    }
  };
  return payload.map((packing) => readPacked(place(packing), words));
}

/** Takes the oldest message away: the others move up, the last slot becomes zero. */
export function takeFirst(queue: PackedQueue, update: RowUpdate, words: Words): void {
  update.raise(queue.length, -1);
  for (const lane of queue.lanes) moveUp(lane, update, words);
}

function moveUp({ width, fields }: Lane, update: RowUpdate, words: Words): void {
  fields.forEach(({ field, slots }, index) => {
    const rest = slots === 1 ? i32(0) : fieldCode({ word: field.word, shift: field.shift + width, width: field.width - width }, words);
    const next = fields[index + 1];
    if (next === undefined) {
      update.put(field, rest);
      return;
    }
    const incoming = fieldCode({ word: next.field.word, shift: next.field.shift, width }, words);
    update.put(field, slots === 1 ? incoming : binary("or", rest, shl(incoming, i32((slots - 1) * width))));
  });
}

/** Puts a message behind the others. `block` gets what has to be checked first: a full queue gives up where its size is a guess. @throws NotNative */
export function putLast(
  queue: PackedQueue,
  channel: number,
  number: number,
  values: readonly Computed[],
  update: RowUpdate,
  words: Words,
  block: Block,
  layout: Layout,
  doubt: Doubt,
): void {
  const stored = queue.messages[number] ?? notNative("a message that is never sent");
  const lanes: Code[] = queue.lanes.map(() => i32(0));
  if (queue.tagWidth > 0) lanes[0] = i32(number);
  stored.payload.forEach((packing, index) => {
    writePacked(
      values[index] ?? notNative("a message without its value"),
      packing,
      ({ lane, shift }, bits) => {
        const before = lanes[lane] ?? i32(0);
        const part = bits.kind === "i32" ? i32(bits.value << shift) : shl(bits, i32(shift));
        lanes[lane] =
          before.kind === "i32" && part.kind === "i32"
            ? i32(before.value | part.value)
            : before.kind === "i32" && before.value === 0
              ? part
              : binary("or", before, part);
      },
      doubt,
      layout.tables,
    );
  });
  const length = queue.lanes.length === 0 ? lengthCode(queue, words) : block.keep(lengthCode(queue, words));
  if (queue.isGuess) doubt(equal(length, i32(queue.capacity)), queueOverflow(channel));
  update.raise(queue.length, 1);
  queue.lanes.forEach(({ width, fields }, lane) => {
    const bits = lanes[lane] ?? i32(0);
    if (bits.kind === "i32" && bits.value === 0) return;
    const [only, ...more] = fields;
    if (only !== undefined && more.length === 0) {
      update.fill(only.field, only.slots === 1 ? bits : shl(bits, scaled(length, width)));
      return;
    }
    const message = block.keep(bits);
    let before = 0;
    for (const { field, slots } of fields) {
      const isHere = both(before === 0 ? yes : binary("ge_u", length, i32(before)), binary("lt_u", length, i32(before + slots)));
      const shifted = shl(message, scaled(add(length, i32(-before)), width));
      update.fill(field, binary("and", shifted, binary("sub", i32(0), isHere)));
      before += slots;
    }
  });
}

function scaled(length: Code, width: number): Code {
  const power = Math.log2(width);
  return width === 1 ? length : Number.isInteger(power) ? shl(length, i32(power)) : mul(length, i32(width));
}

/** Whether there is room for one more message, where the network bounds its queues. */
export function hasRoom(queue: PackedQueue, words: Words): Code {
  return queue.isGuess ? yes : binary("lt_u", lengthCode(queue, words), i32(queue.capacity));
}
