/** The starving scheduler: one role moves only when nobody else can. It finds what depends on a slow participant. */
import type { Role } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import { headFirst } from "./head-first.ts";
import type { Scheduler } from "./scheduler.ts";
import { movesAmong, nothingEnabled, take } from "./scheduler.ts";

/** `among` decides between the steps of the roles other than `role`, and between the steps of `role` when there are no others. */
export function starving(role: Role, among: Scheduler = headFirst): Scheduler {
  return {
    name: among === headFirst ? `starving:${role}` : `starving:${role}+${among.name}`,
    decide: (candidates) => {
      const moves = movesAmong(candidates);
      if (moves.length === 0) return nothingEnabled;
      const all = moves.flatMap((index) => {
        const candidate = candidates[index];
        return candidate === undefined ? [] : [{ candidate, index }];
      });
      const others = all.filter(({ candidate }) => subject(candidate.label) !== role);
      const offered = others.length === 0 ? all : others;
      const decision = among.decide(offered.map(({ candidate }) => candidate));
      const chosen = decision.kind === "take" ? offered[decision.index] : undefined;
      return decision.kind === "take" && chosen !== undefined ? take(chosen.index, starving(role, decision.next)) : decision;
    },
  };
}
