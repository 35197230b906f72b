/** Which messages of a channel a command sends or receives. Those of one label and number of values are several where their types differ (`BuildOptions.claimsTypes`). */
import type { Effect, Machine, TermScope } from "../../../calculus/machine/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { isUnknown, joinTypes, typeKey, unknownType } from "../../../calculus/values/index.ts";

/** Of the messages of a channel. */
export interface MessageKind {
  /** Its index in `MachineChannel.messages`. */
  readonly number: number;
  /** What a receive binds is of its types. Where it is not, what the machine says of these variables does not hold any more. */
  readonly isHeld: boolean;
  /** Empty where sender, label and number of values tell the message from the others. */
  readonly tag: string;
}

/** The message that a send of the role is; none where the machine does not tell. Linear in the messages of the channel. */
export function sentKinds(machine: Machine, role: string, effect: Extract<Effect, { kind: "send" }>, scope: TermScope): readonly MessageKind[] {
  const { channel, label, payload } = effect;
  const alike = messagesAlike(machine, channel, machine.channels[channel]?.from ?? role, label, payload.length);
  if (alike.length <= 1) return alike.map(({ number }) => ({ number, isHeld: true, tag: "" }));
  const sent = payload.map((expression) => {
    const result = termOf(expression, scope, unknownType);
    return result.ok ? result.term.type : unknownType;
  });
  const found = alike.find(({ types }) => types.every((type, index) => isOf(sent[index] ?? unknownType, type)));
  return found === undefined ? [] : [{ number: found.number, isHeld: true, tag: tagOf(found.number) }];
}

/** The messages that a receive may take, into variables of these types. Linear in the messages of the channel. */
export function receivedKinds(machine: Machine, effect: Extract<Effect, { kind: "receive" }>, variables: readonly Type[]): readonly MessageKind[] {
  const alike = messagesAlike(machine, effect.channel, effect.sender, effect.label, variables.length);
  if (alike.length <= 1) return alike.map(({ number }) => ({ number, isHeld: true, tag: "" }));
  return alike.map(({ number, types }) => ({ number, isHeld: types.every((type, index) => isOf(type, variables[index] ?? unknownType)), tag: tagOf(number) }));
}

/** The tag of a message of the channel. Linear in its messages. */
export function tagOfMessage(machine: Machine, channel: number, number: number): string {
  const own = machine.channels[channel]?.messages[number];
  return own !== undefined && messagesAlike(machine, channel, own.from, own.label, own.types.length).length > 1 ? tagOf(number) : "";
}

function tagOf(number: number): string {
  return `\u0000${String(number)}`;
}

function messagesAlike(
  { channels }: Machine,
  channel: number,
  from: string,
  label: string,
  arity: number,
): readonly { readonly number: number; readonly types: readonly Type[] }[] {
  const messages = channels[channel]?.messages ?? [];
  return messages.flatMap((one, number) => (one.from === from && one.label === label && one.types.length === arity ? [{ number, types: one.types }] : []));
}

/** Whether every value of the type is one of the other. */
function isOf(type: Type, other: Type): boolean {
  if (isUnknown(type) || isUnknown(other)) return false;
  const joined = joinTypes(other, type);
  return joined !== undefined && typeKey(joined) === typeKey(other);
}
