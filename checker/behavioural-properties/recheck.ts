/** Checks evidence against the automata step by step, and what it claims afresh from the definitions. Shares nothing with the search. */
import { assertNever } from "../../calculus/assert-never.ts";
import { eventKey, printEvent, type LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { BehaviourEvidence, Claim, NamedConfiguration } from "./evidence.ts";
import type { BehaviourNetwork, Fairness } from "./items.ts";
import { areMeeting, expectsOthers, initialConfiguration, isOver, isPending, keyOf, movesOf, namedNetwork, type NamedNetwork } from "./named-network.ts";

/** Undefined: the run is one of the automata and shows what is claimed. Otherwise what is wrong with it. */
export function recheckEvidence(automata: readonly LocalAutomaton[], kind: BehaviourNetwork, evidence: BehaviourEvidence): string | undefined {
  const network = namedNetwork(automata, kind);
  const { prefix, cycle, claim } = evidence;
  const visited: NamedConfiguration[] = [initialConfiguration(network)];
  for (const [index, event] of [...prefix, ...cycle].entries()) {
    const target = keyOf(at(evidence.through, index));
    const step = movesOf(network, at(visited, -1)).find((possible) => eventKey(possible.event) === eventKey(event) && keyOf(possible.to) === target);
    if (step === undefined) return `${printEvent(event)} is not possible after ${visited.length - 1} steps`;
    visited.push(step.to);
  }
  if (cycle.length > 0) {
    if (keyOf(at(visited, prefix.length)) !== keyOf(at(visited, -1))) return "the cycle does not come back to where it starts";
    if (claim.kind === "unexpected" || claim.kind === "deadlock" || claim.kind === "stops") return "a run to a configuration has a cycle";
  }
  return wrongClaim({ network, visited, evidence }, claim);
}

interface Replayed {
  readonly network: NamedNetwork;
  readonly visited: readonly NamedConfiguration[];
  readonly evidence: BehaviourEvidence;
}

function wrongClaim(replayed: Replayed, claim: Claim): string | undefined {
  const { network, visited, evidence } = replayed;
  const end = at(visited, -1);
  const ends = movesOf(network, end).length === 0 ? undefined : "somebody can move at the end";
  switch (claim.kind) {
    case "unexpected": {
      const isOffered = isPending(network, end, { ...claim, kind: "output" }, "even if final");
      return isOffered && expectsOthers(network, end, claim) ? undefined : "the message is not unexpected";
    }
    case "deadlock":
      return ends ?? (isOver(network, end) ? "everything is over at the end" : undefined);
    case "stops":
      return ends;
    case "endless":
      return evidence.cycle.length === 0 ? "the run ends" : unfairness(replayed, claim.fairness);
    case "starved":
      if (!isPending(network, at(visited, claim.after), claim.pending)) return "nothing is pending there";
      if (visited.slice(claim.after).some((each) => areMeeting(network, movesOf(network, each), claim.pending)))
        return "what is pending is possible on the run";
      return evidence.cycle.length === 0 ? ends : unfairness(replayed, claim.fairness);
    case "closed":
      if (!isPending(network, at(visited, claim.after), claim.pending)) return "nothing is pending there";
      return leak(network, at(visited, claim.after), claim);
    default:
      return assertNever(claim);
  }
}

/** Why the set can be left, or meets what is pending. */
function leak(network: NamedNetwork, start: NamedConfiguration, { pending, every, configurations }: Extract<Claim, { kind: "closed" }>): string | undefined {
  const keys = new Set(configurations.map(keyOf));
  if (!keys.has(keyOf(start))) return "the set does not have the configuration in which something is pending";
  for (const configuration of configurations) {
    const steps = movesOf(network, configuration);
    if (areMeeting(network, steps, pending)) return "what is pending is possible in the set";
    const staying = steps.filter(({ to }) => keys.has(keyOf(to)));
    const isClosed = every === "step" ? staying.length === steps.length : steps.every(({ role }) => staying.some((step) => step.role === role));
    if (!isClosed) return "the set can be left";
  }
  return undefined;
}

/** Why the cycle is not fair: an action that must be taken in it and is not. */
function unfairness({ network, visited, evidence: { prefix, cycle } }: Replayed, fairness: Fairness): string | undefined {
  if (fairness === "no-fairness") return undefined;
  const taken = new Set(cycle.map(eventKey));
  const possible = visited
    .slice(prefix.length, -1)
    .map((configuration) => new Map(movesOf(network, configuration).map(({ event }) => [eventKey(event), event])));
  for (const actions of possible) {
    for (const [key, event] of actions) {
      if (taken.has(key)) continue;
      if (fairness === "strong-fairness") return `${printEvent(event)} is possible in the cycle and not taken`;
      if (possible.every((others) => others.has(key))) return `${printEvent(event)} is possible throughout the cycle and not taken`;
    }
  }
  return undefined;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items.at(index);
  if (item === undefined) throw new Error("a position of a run that is beyond it");
  return item;
}
