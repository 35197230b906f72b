/** Evidence in words. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { describeTrace } from "../automata/describe.ts";
import type { BehaviourEvidence, Pending } from "./evidence.ts";
import { runsUnder, type BehaviourNetwork } from "./items.ts";

/** A run as events of both roles: on the synchronous network the send of a message stands for its receipt too. */
export function splitSynchronisations(run: readonly SplitEvent[], network: BehaviourNetwork): readonly SplitEvent[] {
  return network === "fifo" ? run : run.flatMap((event): readonly SplitEvent[] => [event, { ...event, kind: "receive" }]);
}

/** What the run shows, and then what supports it; one sentence each. */
export function describeEvidence({ claim, prefix, cycle }: BehaviourEvidence, network: BehaviourNetwork): readonly [string, ...string[]] {
  const told = (run: readonly SplitEvent[]): string => describeTrace(splitSynchronisations(run, network));
  const after = prefix.length === 0 ? "at the start" : `after ${told(prefix)}`;
  const round = `${prefix.length === 0 ? "" : `after ${told(prefix)}: `}${told(cycle)}, and so on for ever`;
  switch (claim.kind) {
    case "unexpected":
      return [`${after}, ${claim.receiver} expects other messages of ${claim.sender} than ${claim.message}`];
    case "deadlock":
      return [`${after}, nobody can move, and not everything is over`];
    case "stops":
      return [`${after}, nobody can move`];
    case "endless":
      return [round, fair(claim.fairness)];
    case "starved": {
      const what = describePending(claim.pending, network);
      if (cycle.length === 0) return [`${after}, nobody can move, and ${what}`];
      return [`${round}: ${what} in vain`, fair(claim.fairness)];
    }
    case "closed": {
      const since = claim.after === 0 ? "from the start" : `after ${told(prefix.slice(0, claim.after))}`;
      const what = `${since}, ${describePending(claim.pending, network)}, and `;
      const set = `checked on the ${claim.configurations.length} configurations from there on`;
      if (claim.every === "step") return [`${what}nothing that can happen makes it possible`, set];
      return [
        `${what}whoever acts next, the choices of the roles can put it off for ever`,
        set,
        ...(cycle.length === 0 ? [] : [`for example, with the roles acting in turn: ${round}`]),
      ];
    }
    default:
      return assertNever(claim);
  }
}

function fair(fairness: Parameters<typeof runsUnder>[0]): string {
  return fairness === "no-fairness" ? "no fairness is assumed of runs" : `the cycle is fair (${runsUnder(fairness)})`;
}

function describePending({ kind, sender, receiver, message = "" }: Pending, network: BehaviourNetwork): string {
  if (kind === "input") return `${receiver} waits for ${sender}`;
  return network === "fifo" ? `${message} of ${sender} waits for ${receiver} to receive it` : `${sender} has ${message} for ${receiver}`;
}
