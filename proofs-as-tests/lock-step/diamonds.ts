/** T3: steps of different subjects commute. */
import { subject, type Label } from "../../calculus/semantics/index.ts";
import { contradict } from "./contradiction.ts";
import type { Refute } from "./question.ts";

/** The steps of one configuration by label, with the configuration that each leads to. */
export type Successors = ReadonlyMap<string, { readonly label: Label; readonly target: string }>;

/** Compares both orders of every two steps, where all configurations on the way were explored. Quadratic in the steps of a configuration. */
export function judgeDiamonds(explored: ReadonlyMap<string, Successors>, refute: Refute): void {
  for (const successors of explored.values()) {
    const steps = [...successors];
    for (const [index, [oneKey, one]] of steps.entries()) {
      for (const [otherKey, other] of steps.slice(index + 1)) {
        if (subject(one.label) === subject(other.label) || contradict(one.label, other.label)) continue;
        const [afterOne, afterOther] = [explored.get(one.target), explored.get(other.target)];
        if (afterOne === undefined || afterOther === undefined) continue;
        const [end, sameEnd] = [afterOne.get(otherKey)?.target, afterOther.get(oneKey)?.target];
        if (end === undefined || end !== sameEnd) refute("T3", "no-diamond", () => `${oneKey} and ${otherKey} do not commute`);
      }
    }
  }
}
