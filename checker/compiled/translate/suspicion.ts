/** Where a process that cannot move may be offered a message that it does not expect: what is then looked at by the predicates themselves. */
import { messageKey } from "../analysis/transfer.ts";
import type { TypedCommand } from "../analysis/typed-machine.ts";
import type { Code } from "../code/index.ts";
import { binary, i32 } from "../code/index.ts";
import type { Writer } from "./command-code.ts";
import { both, equal, no, oneOf, yes } from "./logic.ts";
import { fieldCode } from "./row-words.ts";
import { isInFront, isWaiting } from "./queue-code.ts";

/**
 * Whether something is in every queue that the process listens to here, and in front of none of them what is expected; queues of which only receives behind
 * guards take something count where there are no others, any of them. True more often than there is an error.
 */
export function suspicion(commands: readonly TypedCommand[], writer: Writer): Code {
  const { machine } = writer;
  const expected = new Map<number, Set<string>>();
  const always = new Set<number>();
  for (const { command, bound } of commands) {
    const { effect, guard } = command;
    if (effect.kind !== "receive") continue;
    const keys = expected.get(effect.channel) ?? new Set();
    expected.set(effect.channel, keys.add(messageKey(machine, effect.sender, effect.label, bound.length)));
    if (guard.kind === "always") always.add(effect.channel);
  }
  if (expected.size === 0 || machine.network.order === "bag") return no;
  const refused = [...expected].map(([channel, keys]) => ({ channel, code: isRefused(channel, keys, writer) }));
  if (always.size === 0) return refused.reduce<Code>((any, { code }) => oneOf(any, code), no);
  return refused.reduce<Code>((all, { channel, code }) => (always.has(channel) ? both(all, code) : all), yes);
}

/** Whether something is in the queue, and not in front what is expected. */
function isRefused(channel: number, keys: ReadonlySet<string>, { machine, layout, words }: Writer): Code {
  const queue = layout.queues[channel];
  if (queue === undefined || queue.kind === "empty") return no;
  if (queue.kind === "interned") return binary("ne", fieldCode(queue.at, words), i32(0));
  const numbers = queue.messages.flatMap((one, number) => (keys.has(messageKey(machine, one.from, one.label, one.arity)) ? [number] : []));
  if (numbers.length === queue.messages.length) return no;
  const isExpected = numbers.reduce<Code>((any, number) => oneOf(any, isInFront(queue, number, words)), no);
  return both(isWaiting(queue, words), equal(isExpected, i32(0)));
}
