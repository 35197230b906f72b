/** Evidence in words. */
import { assertNever } from "../../calculus/assert-never.ts";
import { isSink, viewOf, type IndistinguishableRuns, type SplitEvent } from "../../calculus/protocols/index.ts";

/** How many messages of a run are named before the rest is counted. */
const namedMessages = 6;

/** One sentence: which role, what it cannot tell apart, and what must follow one run only. */
export function describeRuns({ claim, role, first, second, step }: IndistinguishableRuns): string {
  const seen = viewOf(first, role).length;
  const view = seen === 0 ? "has done and seen nothing" : `has done and seen the same ${seen === 1 ? "thing" : `${seen} things`}`;
  const what = describeStep(step);
  const both = `after ${describeTrace(first)} as after ${describeTrace(second)}, ${role} ${view}`;
  switch (claim) {
    case "send-coherent":
      return `${both}, but only after the first may it ${what}`;
    case "receive-coherent":
      return `${both}, and could ${what}, but after the second another message comes first`;
    case "no-mixed-choice":
      return `${both}, but after the first it must ${what}, and after the second it must receive`;
    case "sink-final":
      return `${both}, but after the first it still has to ${what}, and after the second the protocol is over`;
    default:
      return assertNever(claim);
  }
}

function describeStep({ kind, sender, receiver, message }: SplitEvent): string {
  if (isSink(receiver)) return `do \`${message}\``;
  return kind === "send" ? `send ${message} to ${receiver}` : `receive ${message} from ${sender}`;
}

/** The messages and local actions of a run in the order in which they are sent; messages that are not received yet are said to be on the way. */
export function describeTrace(trace: readonly SplitEvent[]): string {
  const sent = trace.filter(({ kind }) => kind === "send");
  if (sent.length === 0) return "no message";
  const received = new Map<string, number>();
  for (const { kind, sender, receiver } of trace) {
    const channel = `${sender} -> ${receiver}`;
    if (kind === "receive") received.set(channel, (received.get(channel) ?? 0) + 1);
  }
  const texts = sent.map(({ sender, receiver, message }) => {
    const channel = `${sender} -> ${receiver}`;
    const left = received.get(channel) ?? 0;
    received.set(channel, left - 1);
    if (isSink(receiver)) return `${sender}: \`${message}\``;
    return `${channel} : ${message}${left > 0 ? "" : " (on the way)"}`;
  });
  const named = texts.length <= namedMessages ? texts : [`${texts.length - namedMessages} messages`, ...texts.slice(-namedMessages)];
  return named.join(", ");
}
