/** Subtyping once more, as the greatest relation that the rules allow: all pairs of states, from which those that no rule allows are struck until none is. */
import type { LocalAction, LocalAutomaton } from "../../calculus/protocols/index.ts";

/** T ≤ T' for two deterministic automata. */
export function isSubtypeByDefinition(left: LocalAutomaton, right: LocalAutomaton): boolean {
  const related = new Set(left.states.flatMap((_, s) => right.states.map((__, t) => `${s} ${t}`)));
  for (let before = -1; before !== related.size;) {
    before = related.size;
    for (const pair of [...related]) {
      const [s = 0, t = 0] = pair.split(" ").map(Number);
      if (!isAllowed(left, s, right, t, related)) related.delete(pair);
    }
  }
  return related.has(`${left.initial} ${right.initial}`);
}

function isAllowed(left: LocalAutomaton, s: number, right: LocalAutomaton, t: number, related: ReadonlySet<string>): boolean {
  const [ours, theirs] = [left.states[s], right.states[t]];
  if (ours === undefined || theirs === undefined || ours.isFinal !== theirs.isFinal) return false;
  for (const direction of ["send", "receive"] as const) {
    const mine = ours.edges.filter(({ action }) => action.direction === direction);
    const other = theirs.edges.filter(({ action }) => action.direction === direction);
    if ((mine.length === 0) !== (other.length === 0)) return false;
    // Each that must be met: what is chosen here, what is awaited there.
    const [needed, offered] = direction === "send" ? [mine, other] : [other, mine];
    for (const edge of needed) {
      const match = offered.find(({ action }) => action.peer === edge.action.peer && action.message.label === edge.action.message.label);
      if (match === undefined || !carries(edge.action, match.action)) return false;
      const [us, them] = direction === "send" ? [edge, match] : [match, edge];
      if (!related.has(`${us.target} ${them.target}`)) return false;
    }
    // More is accepted only from the one peer that both listen to.
    const peers = new Set(mine.map(({ action }) => action.peer));
    if (direction === "receive" && mine.length > other.length && peers.size > 1) return false;
  }
  return true;
}

/** Whether what the one carries is what the other expects: the same, or the same with a refinement. */
function carries(one: LocalAction, other: LocalAction): boolean {
  return other.message.payload.every(({ sort }, index) => {
    const given = one.message.payload[index]?.sort;
    return sort.kind === "value" && given?.kind === "value" && (sort.type.kind !== "refined" || given.type.kind === "refined");
  });
}
