/** The round-robin scheduler: the roles move in turn, who cannot move is passed over. */
import type { Role } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { Scheduler } from "./scheduler.ts";
import { movesAmong, nothingEnabled, take } from "./scheduler.ts";

/**
 * The roles move in the order of `roles`, cyclically, each by its first enabled step; a subject outside `roles` moves when none of them can.
 * Nothing goes wrong under it. Linear in the candidates.
 */
export function roundRobin(roles: readonly Role[]): Scheduler {
  const place = new Map(roles.map((role, index) => [role, index]));
  const from = (turn: number): Scheduler => ({
    name: "round-robin",
    decide: (candidates) => {
      const moves = new Set(movesAmong(candidates));
      if (moves.size === 0) return nothingEnabled;
      let best = 0;
      let bestWait = Number.POSITIVE_INFINITY;
      let bestPlace = turn - 1;
      candidates.forEach((candidate, index) => {
        if (!moves.has(index)) return;
        const here = place.get(subject(candidate.label));
        const wait = here === undefined ? roles.length : (here - turn + roles.length) % roles.length;
        if (wait < bestWait) [best, bestWait, bestPlace] = [index, wait, here ?? turn - 1];
      });
      return take(best, from((bestPlace + 1) % Math.max(1, roles.length)));
    },
  });
  return from(0);
}
