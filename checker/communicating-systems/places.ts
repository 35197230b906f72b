/** Where the steps of a run stand in the text. */
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import type { CommunicatingSystem, WalkedConfiguration } from "../automata/index.ts";
import { walkNetworkRun } from "../automata/index.ts";
import type { Verdict } from "../verdict.ts";

/** The verdict with the places of the steps of its runs, where the endpoints are written and the run is one of theirs. */
export function withPlaces({ automata }: CommunicatingSystem, verdict: Verdict): Verdict {
  const network = verdict.network === "synchronous" ? "synchronous" : "fifo";
  const placed = (run: readonly SplitEvent[], from?: WalkedConfiguration): { readonly run: readonly SplitEvent[]; readonly end?: WalkedConfiguration } => {
    const walk = walkNetworkRun(automata, run, network, from);
    if (!walk.ok) return { run };
    const events = run.map((event, index) => {
      const span = walk.edges[index]?.span;
      return span === undefined ? event : { ...event, span };
    });
    return { run: events, end: walk.end };
  };
  const { networkRun, lasso } = verdict;
  const runs = networkRun === undefined ? {} : { networkRun: placed(networkRun).run };
  if (lasso === undefined) return { ...verdict, ...runs };
  const prefix = placed(lasso.prefix);
  const cycle = prefix.end === undefined ? lasso.cycle : placed(lasso.cycle, prefix.end).run;
  return { ...verdict, ...runs, lasso: { prefix: prefix.run, cycle } };
}
