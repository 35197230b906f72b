/** What can be asked about the behaviour of communicating automata, with the sentence that each verdict decides (docs/behavioural-properties.md). */
import { assertNever } from "../../calculus/assert-never.ts";
import type { WrittenItem } from "../written-item.ts";

/** In the order of the paper (Scalas and Yoshida, POPL 2019, §5). */
export const behaviourProperties = ["safe", "deadlock-free", "terminating", "never-terminating", "live", "live+", "live++"] as const;

export interface BehaviourItem {
  readonly kind: (typeof behaviourProperties)[number];
}

/** `synchronous`: a message is sent and received in one step. `fifo`: one unbounded queue, first in first out, for each ordered pair of roles. */
export const behaviourNetworks = ["fifo", "synchronous"] as const;
export type BehaviourNetwork = (typeof behaviourNetworks)[number];

/** Which infinite runs count: all; weakly or strongly fair ones, of actions (van Glabbeek and Höfner, ACM Computing Surveys 52, 2019). */
export const fairnessAssumptions = ["no-fairness", "weak-fairness", "strong-fairness"] as const;
export type Fairness = (typeof fairnessAssumptions)[number];

export interface BehaviourAssumptions {
  readonly network: BehaviourNetwork;
  /** Absent: the formula of the paper as it stands. */
  readonly fairness?: Fairness;
}

/** An item of an `expect` line: undefined when it is none of these, a sentence when its arguments are not in order. */
export function behaviourItem({ name, arguments: words }: WrittenItem): BehaviourItem | string | undefined {
  const kind = behaviourProperties.find((property) => property === name);
  if (kind === undefined) return undefined;
  return words.length === 0 ? { kind } : `\`${name}\` takes nothing in parentheses`;
}

/** The sentence that a verdict on the item decides; it names the network and what is assumed of runs. */
export function definitionOfBehaviour({ kind }: BehaviourItem, { network, fairness }: BehaviourAssumptions): string {
  const where = network === "fifo" ? "with queues that are first in first out and unbounded" : "where a message is sent and received in one step";
  return `${where}: ${sentence({ kind }, network, fairness)}`;
}

function sentence({ kind }: BehaviourItem, network: BehaviourNetwork, fairness: Fairness | undefined): string {
  const runs = `on every run (${runsUnder(fairness ?? "no-fairness")})`;
  const pending =
    network === "fifo"
      ? "a role that waits for a message of another is offered one, and a message that is first in its queue can be received"
      : "a role that waits for a message of another, or has one for it, finds the other ready";
  switch (kind) {
    case "safe":
      return network === "fifo"
        ? "no message is ever first in the queue from a role of which its receiver then expects other messages only"
        : "no role ever has a message for one that then expects other messages only from it";
    case "deadlock-free":
      return `where nobody can move, all roles are final${network === "fifo" ? " and all queues are empty" : ""}`;
    case "terminating":
      return `${runs}, all roles come to a final state and stop${network === "fifo" ? ", with empty queues" : ""}`;
    case "never-terminating":
      return "somebody can always move";
    case "live":
      if (fairness !== undefined) return `${runs}, ${pending}, sooner or later`;
      return `it always remains possible that ${pending} (on finite systems: on every run in which each transition that is possible infinitely often is taken)`;
    case "live+":
      if (fairness !== undefined) return `${runs}, ${pending}, sooner or later`;
      return `some schedule of the roles brings it about, whatever they choose, that ${pending}`;
    case "live++":
      return `${runs}, ${pending}, sooner or later`;
    default:
      return assertNever(kind);
  }
}

/** The runs that count, in words. */
export function runsUnder(fairness: Fairness): string {
  switch (fairness) {
    case "no-fairness":
      return "no fairness assumed";
    case "weak-fairness":
      return "weak fairness of actions: what is possible without interruption from some point on is done infinitely often";
    case "strong-fairness":
      return "strong fairness of actions: what is possible infinitely often is done infinitely often";
    default:
      return assertNever(fairness);
  }
}
