import { describe, expect, test } from "vitest";
import { fifo } from "../../core/index.ts";
import { channelsKey, channelsText, deliveries, enqueue } from "./channels.ts";
import { QueueNames } from "./queue-names.ts";
import type { Channels, Message } from "../transition-system.ts";

const empty: Channels = new Map();
const message = (number: number): Message => ({ label: "m", values: [BigInt(number)] });

/** The queues without the oldest message. */
function dequeued(channels: Channels): Channels {
  return deliveries(fifo, channels, "A", "B")[0]?.rest() ?? channels;
}

/** A queue that got these numbers one by one, named after every step or only at the end. */
function filled(numbers: readonly number[], names?: QueueNames): Channels {
  return numbers.reduce((channels, number) => {
    const next = enqueue(fifo, channels, "A", "B", message(number));
    if (names !== undefined) channelsKey(next, names);
    return next;
  }, empty);
}

describe("names of queues", () => {
  test("are equal exactly for equal contents, whatever the way to them", () => {
    const names = new QueueNames();
    const ways = [[1, 2, 3], [1, 2], [2, 3], [3, 2], [1, 1], [1], [2]].flatMap((numbers) => [
      filled(numbers),
      filled(numbers, names),
      dequeued(filled([9, ...numbers], names)),
      dequeued(filled([8, ...numbers])),
      dequeued(dequeued(filled([1, 2, ...numbers], names))),
    ]);
    for (const one of ways)
      for (const other of ways) expect(channelsKey(one, names) === channelsKey(other, names)).toBe(channelsText(one) === channelsText(other));
  });

  test("of a queue that only grows cost one new part for each message", () => {
    const names = new QueueNames();
    const before = names.size;
    filled(Array.from({ length: 2_000 }, (_, index) => index % 7), names); // prettier-ignore
    expect(names.size - before).toBe(2_000);
  });
});
