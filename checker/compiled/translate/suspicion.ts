/** Where a process that cannot move may be offered a message that it does not expect: what is then looked at by the predicates themselves. */
import { messageKey } from "../analysis/transfer.ts";
import type { TypedCommand } from "../analysis/typed-machine.ts";
import type { Code } from "../code/index.ts";
import { binary, i32 } from "../code/index.ts";
import type { Writer } from "./command-code.ts";
import { both, equal, no, oneOf, yes } from "./logic.ts";
import { fieldCode } from "./row-words.ts";
import { isInFront, isWaiting } from "./queue-code.ts";

/** Whether something is in every queue that the process listens to here, and in front of none of them what is expected. True more often than there is an error. */
export function suspicion(commands: readonly TypedCommand[], { machine, layout, words }: Writer): Code {
  const expected = new Map<number, Set<string>>();
  for (const { command, bound } of commands) {
    const { effect } = command;
    if (effect.kind !== "receive") continue;
    const keys = expected.get(effect.channel) ?? new Set();
    expected.set(effect.channel, keys.add(messageKey(machine, effect.sender, effect.label, bound.length)));
  }
  if (expected.size === 0 || machine.network.order === "bag") return no;
  let all: Code = yes;
  for (const [channel, keys] of expected) {
    const queue = layout.queues[channel];
    if (queue === undefined || queue.kind === "empty") return no;
    if (queue.kind === "interned") {
      all = both(all, binary("ne", fieldCode(queue.at, words), i32(0)));
      continue;
    }
    const numbers = queue.messages.flatMap((one, number) => (keys.has(messageKey(machine, one.from, one.label, one.arity)) ? [number] : []));
    if (numbers.length === queue.messages.length) return no;
    const isExpected = numbers.reduce<Code>((any, number) => oneOf(any, isInFront(queue, number, words)), no);
    all = both(all, both(isWaiting(queue, words), equal(isExpected, i32(0))));
  }
  return all;
}
