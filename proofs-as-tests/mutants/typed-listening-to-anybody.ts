/** The session typing accepts further branches of any role, not only of the one that may send. */
import { mapParts, prefix, senderOf, sendersOf } from "../../calculus/core/index.ts";
import type { Behaviour, Role } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const typedListeningToAnybody: Mutant = {
  name: "a typing that lets processes listen to anybody",
  error: "A process may have further branches of any role, so that it takes a message that is meant for later.",
  killedBy: "T16-association",
  seed: 9,
  change: (parts) => ({
    ...parts,
    isAssociated: (behaviour, variables, automaton, state) => {
      const holds = (typed: Behaviour): boolean => parts.isAssociated(typed, variables, automaton, state);
      const peers = new Set(automaton.states.flatMap(({ edges }) => edges.map(({ action }) => action.peer)));
      return holds(behaviour) || [...peers].some((peer) => holds(deafTo(peer, behaviour)));
    },
  }),
};

/** The behaviour without the branches of a role in receives that have others. */
function deafTo(role: Role, behaviour: Behaviour): Behaviour {
  if (behaviour.kind === "end") return behaviour;
  const head = mapParts(behaviour.head, (part) => deafTo(role, part));
  const tail = deafTo(role, behaviour.tail);
  if (head.kind !== "receive" || sendersOf(head).length < 2) return prefix(head, tail);
  return prefix({ ...head, branches: head.branches.filter((branch) => senderOf(head, branch) !== role) }, tail);
}
