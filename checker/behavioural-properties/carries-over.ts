/** What carries over from the communications of a system to the system, whose data takes some of their branches only, and in every choice at least one. */
import type { BehaviourAssumptions, BehaviourItem } from "./items.ts";

/**
 * Every complete run of the system is one of its communications, so what holds of single configurations and of all runs carries over. Fairness does not: data
 * may never take a branch that is possible for the communications. What is possible does not either; on queues a receipt does not depend on data.
 */
export function carriesOver({ kind }: BehaviourItem, { network, fairness }: BehaviourAssumptions): boolean {
  switch (kind) {
    case "safe":
    case "deadlock-free":
    case "never-terminating":
      return true;
    case "terminating":
      return fairness === undefined || fairness === "no-fairness";
    case "live":
    case "live+":
      return network === "fifo" && fairness === "no-fairness";
    case "live++":
      return network === "fifo" && (fairness === undefined || fairness === "no-fairness");
  }
}
