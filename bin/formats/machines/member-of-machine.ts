/** A machine as the local type of a member of a context, with the names of its states. */
import { present } from "../../../calculus/present.ts";
import { writtenMember } from "../../../calculus/elaboration/index.ts";
import type { WrittenState } from "../../../calculus/elaboration/index.ts";
import type { ContextMember } from "../../../calculus/syntax/index.ts";
import { edgesBySource } from "./machine.ts";
import type { Machine } from "./machine.ts";

/** The member whose automaton the machine is, up to states that no run reaches; all states without edges are one. Linear in the machine. */
export function memberOfMachine({ role, initial, edges, span }: Machine): ContextMember {
  const outgoing = edgesBySource(edges);
  const numbers = new Map<string, number>();
  const names: string[] = [];
  let end: number | undefined;
  const numberOf = (name: string): number => {
    const isEnd = !outgoing.has(name);
    const known = numbers.get(name) ?? (isEnd ? end : undefined);
    if (known !== undefined) return known;
    if (isEnd) end = names.length;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  const first = numberOf(initial.text);
  const states: WrittenState[] = [];
  for (let state = 0; state < names.length; state++) {
    const name = present(names[state]);
    const own = (outgoing.get(name) ?? []).map(({ kind, peer, label, payload, target, span: at }) => ({
      action: { kind, peer, label, payload, span: at },
      target: numberOf(target.text),
      at: target.span,
    }));
    states.push({ name, isFinal: own.length === 0, edges: own });
  }
  return writtenMember({ role, initial: first, states, span });
}
