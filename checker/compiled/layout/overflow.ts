/** What does not fit into a layout whose sizes are guesses, and the next guess. Reasons are numbers above 0, so that generated code can say them. */
import { maximumCapacity } from "./layout.ts";
import type { Layout, Sizes } from "./layout.ts";

export const integerOverflow = 1;
export const internedOverflow = 2;
const firstChannel = 3;

/** The reason of a queue that is full. */
export function queueOverflow(channel: number): number {
  return firstChannel + channel;
}

/** Thrown by `encode`. */
export class Overflow extends Error {
  readonly reason: number;

  constructor(reason: number) {
    super(`a layout overflows for the reason ${reason}`);
    this.reason = reason;
  }
}

/** Larger sizes after an overflow: numbers of 16 bits become numbers of 31, then interned ones; queues double. Undefined: there is nothing larger. */
export function grown({ sizes, queues }: Layout, reason: number): Sizes | undefined {
  if (reason === integerOverflow) {
    if (sizes.integerBits === undefined) return undefined;
    return { ...sizes, integerBits: sizes.integerBits < 31 ? 31 : undefined };
  }
  if (reason === internedOverflow) return sizes.internedBits < 32 ? { ...sizes, internedBits: 32 } : undefined;
  const channel = reason - firstChannel;
  const queue = queues[channel];
  if (queue?.kind !== "packed" || !queue.isGuess) return undefined;
  const capacity = queue.capacity < maximumCapacity ? Math.min(maximumCapacity, 2 * queue.capacity) : maximumCapacity + 1;
  return { ...sizes, capacities: sizes.capacities.with(channel, capacity) };
}
