/** The parts of a network of automata that do not communicate with each other, as networks: a fault of one role or of one queue is in the whole if it is in a part. */
import type { Role } from "../../calculus/core/index.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";

/** Several items are asked of one network, and what is known of its parts is kept by them. */
const known = new WeakMap<readonly LocalAutomaton[], readonly (readonly LocalAutomaton[])[]>();

/** The parts, in the order of their first roles; of a network that hangs together the very array. Linear in the actions, up to a logarithm. */
export function partsOf(automata: readonly LocalAutomaton[]): readonly (readonly LocalAutomaton[])[] {
  const found = known.get(automata);
  if (found !== undefined) return found;
  const partOf = new Map<Role, Set<Role>>();
  for (const { role } of automata) partOf.set(role, new Set([role]));
  for (const { role, states } of automata) {
    for (const { edges } of states) {
      for (const { action } of edges) {
        const [own, other] = [partOf.get(role), partOf.get(action.peer)];
        if (own === undefined || other === undefined || own === other) continue;
        const [large, small] = own.size < other.size ? [other, own] : [own, other];
        for (const member of small) {
          large.add(member);
          partOf.set(member, large);
        }
      }
    }
  }
  const sets = [...new Set(partOf.values())];
  const parts = sets.length <= 1 ? [automata] : sets.map((members) => automata.filter(({ role }) => members.has(role)));
  known.set(automata, parts);
  return parts;
}
