/** What the messages of a system carry, which its processes do not write: as its protocol, or the choreographies of its members, say. */
import type { Message, Model, Role, SystemDefinition } from "../../calculus/core/index.ts";
import { eraseChoreography, globalAutomaton } from "../../calculus/protocols/index.ts";
import type { GlobalAutomaton } from "../../calculus/protocols/index.ts";
import type { MessageOf } from "./determinise.ts";

/**
 * The message of a sender, a receiver, a label and a number of parts: the first that a protocol or choreography of the system has, else one that says nothing
 * about what it carries. Equal arguments give equal messages, so that members agree.
 */
export function messagesOf(model: Model, { members }: SystemDefinition): MessageOf {
  const known = new Map<string, Message>();
  const learn = ({ states }: GlobalAutomaton): void => {
    for (const { edges } of states) {
      for (const { sender, receiver, message } of edges) {
        const key = keyOf(sender, receiver, message.label, message.payload.length);
        if (!known.has(key)) known.set(key, message);
      }
    }
  };
  const protocols = members.flatMap(({ by }) => protocolOf(model, by) ?? []);
  for (const name of new Set(protocols)) {
    const protocol = model.protocols.get(name);
    if (protocol !== undefined) learn(globalAutomaton(protocol.type, protocol.roles));
  }
  for (const name of new Set(members.flatMap(({ by }) => (by.kind === "choreography" ? [by.name] : [])))) {
    const erased = eraseChoreography(model, name);
    if (erased.ok) learn(erased.automaton);
  }
  return (sender, receiver, label, arity) => known.get(keyOf(sender, receiver, label, arity)) ?? { label, payload: [] };
}

function protocolOf(model: Model, { kind, name }: SystemDefinition["members"][number]["by"]): string | undefined {
  if (kind === "protocol") return name;
  return kind === "process" ? model.processes.get(name)?.protocol : model.procedures.get(name)?.implements;
}

function keyOf(sender: Role, receiver: Role, label: string, arity: number): string {
  return JSON.stringify([sender, receiver, label, arity]);
}
