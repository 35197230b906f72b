/** The longest that queues were, in words. */
import type { QueuePeak } from "../graph/index.ts";

/** The most messages that each queue held. */
export function peaksText(peaks: readonly QueuePeak[]): string {
  if (peaks.length === 0) return "no message was ever in a queue";
  return `the most messages in a queue: ${peaks.map(({ from, to, messages }) => `${String(messages)} ${from === undefined ? "" : `from ${from} `}to ${to}`).join(", ")}`;
}
