/**
 * What a verdict on the automata says of their subject. Where data decides branches, the automata have more runs than the subject: what no run of theirs shows, no
 * run of the subject does, and a run of theirs need not be one of it. Where they offer what an endpoint has decided by itself, not even that. What asks that
 * something stays possible is left open by its engine.
 */
import type { CommunicatingSystem } from "../automata/index.ts";
import type { Verdict } from "../verdict.ts";
import type { CommunicatingItem } from "./items.ts";

/** The verdict on the subject of the automata. */
export function carriedOver({ exact, unfaithful }: CommunicatingSystem, item: CommunicatingItem, verdict: Verdict): Verdict {
  if (isAboutAutomata(item)) return verdict;
  if (verdict.verdict === "proved" && unfaithful !== undefined)
    return { ...verdict, verdict: "unknown", reason: `it holds of the communications, but ${unfaithful}` };
  if (exact) return verdict;
  if (verdict.verdict === "violated")
    return { ...verdict, verdict: "unknown", reason: `a run of the communications, which data may exclude: ${verdict.reason ?? "see the run"}` };
  return verdict;
}

/** Conditions on the automata, which say nothing else of their subject. */
function isAboutAutomata({ engine, ...more }: CommunicatingItem): boolean {
  switch (engine) {
    case "typing":
    case "replacement":
    case "synthesis":
      return true;
    case "compatibility":
      return "item" in more && more.item.kind !== "compatible";
    case "network":
      return "item" in more && more.item.kind === "states";
    case "behaviour":
      return false;
  }
}
