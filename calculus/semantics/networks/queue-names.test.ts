import { describe, expect, test } from "vitest";
import { channelsKey, channelsText, dequeue, enqueue } from "./channels.ts";
import { QueueNames } from "./queue-names.ts";
import type { Channels, Message } from "../transition-system.ts";

const empty: Channels = new Map();
const message = (number: number): Message => ({ label: "m", values: [BigInt(number)] });

/** A queue that got these numbers one by one, named after every step or only at the end. */
function filled(numbers: readonly number[], names?: QueueNames): Channels {
  return numbers.reduce((channels, number) => {
    const next = enqueue(channels, "A", "B", message(number));
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
      dequeue(filled([9, ...numbers], names), "A", "B"),
      dequeue(filled([8, ...numbers]), "A", "B"),
      dequeue(dequeue(filled([1, 2, ...numbers], names), "A", "B"), "A", "B"),
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
