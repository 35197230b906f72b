/** The queues of a machine's configuration: what can be taken from them and put into them, on every kind of network. */
import type { NetworkArchitecture, Role } from "../core/index.ts";
import { compareValues, valueKey } from "../values/index.ts";
import type { QueuedMessage } from "./configuration.ts";

type Queue = readonly QueuedMessage[];

/** A canonical text of a message. Linear in it. */
export function messageText({ from, label, values }: QueuedMessage): string {
  return `${from}:${label}⟨${values.map(valueKey).join()}⟩`;
}

/** Whether there is room for one more message. */
export function hasRoom({ capacity }: NetworkArchitecture, queue: Queue): boolean {
  return capacity === undefined || queue.length < capacity;
}

/** The queue with one more message: at its end, in a bag at its place. Linear in the queue. */
export function put({ order }: NetworkArchitecture, queue: Queue, message: QueuedMessage): Queue {
  if (order !== "bag") return [...queue, message];
  const place = queue.findIndex((other) => compareMessages(message, other) < 0);
  return place < 0 ? [...queue, message] : queue.toSpliced(place, 0, message);
}

/** The order in a bag, where all messages have one sender: by label (code units), then value by value. */
export function compareMessages(left: QueuedMessage, right: QueuedMessage): number {
  if (left.label !== right.label) return left.label < right.label ? -1 : 1;
  for (const [index, value] of left.values.entries()) {
    const other = right.values[index];
    if (other === undefined) return 1;
    const order = compareValues(value, other);
    if (order !== 0) return order;
  }
  return left.values.length - right.values.length;
}

/** Positions of the messages from a sender that can be received: the oldest; in a bag any, equal ones once. Linear in a bag. */
export function receivable({ order }: NetworkArchitecture, queue: Queue, sender: Role): readonly number[] {
  if (order === "bag") return distinctPositions(queue);
  return queue[0]?.from === sender ? [0] : [];
}

/** The positions of messages that differ from the one before them. Linear. */
export function distinctPositions(queue: Queue): readonly number[] {
  const texts = queue.map(messageText);
  return texts.flatMap((text, position) => (text === texts[position - 1] ? [] : [position]));
}
