/** Verdicts on the network of the local automata: by the theorem where the protocol is coherent, else by exploring configurations. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../verdict.ts";
import { automataNetwork } from "../automata/automata-network.ts";
import { describeTrace } from "../automata/describe.ts";
import { exploreAutomata, type NetworkExploration, type NetworkFault } from "../automata/explore-automata.ts";
import type { ImplementabilityItem } from "./items.ts";
import { replayNetworkRun } from "../automata/replay-network-run.ts";
import type { ImplementabilitySubject } from "./subject.ts";

export type NetworkItem = Extract<ImplementabilityItem, { kind: "deadlock-free" | "reception-safe" | "orphan-free" | "bounded" | "states" }>;

/** What has local automata. */
export type AutomataSubject = Pick<ImplementabilitySubject, "automata">;

/** What the verdicts rest on where nothing is explored. */
const networkTheorem =
  "the network of the subset constructions of a coherent protocol has its runs and no deadlock (Li, Stutz, Wies, Zufferey, OOPSLA 2025; docs/implementability.md)";

const faultOf: Readonly<Record<"deadlock-free" | "reception-safe" | "orphan-free", NetworkFault>> = {
  "deadlock-free": "deadlock",
  "reception-safe": "reception",
  "orphan-free": "orphan",
};

/** Queues are bounded at first, so that a fault that needs short queues is found among few configurations. */
const queueBounds = [2, 8, undefined] as const;

/** Explorations that did not stop at a fault, by their limits: what they saw of other faults is all that there is. */
const wholeExplorations = new WeakMap<readonly LocalAutomaton[], Map<string, NetworkExploration>>();

/** Judges an item about the network; `coherent` is the verdict on coherence. */
export function judgeNetwork(base: Verdict, subject: ImplementabilitySubject, item: NetworkItem, coherent: Verdict): Verdict {
  if (item.kind !== "bounded" && item.kind !== "states") {
    if (coherent.verdict === "disagreement") return { ...coherent, property: base.property, definition: base.definition };
    if (coherent.verdict === "proved")
      return { ...base, verdict: "proved", theorem: networkTheorem, evidence: ["the protocol is coherent"], states: coherent.states };
  }
  return exploreNetwork(base, subject, item);
}

/** Judges an item about the network of the automata by exploring its configurations. */
export function exploreNetwork(base: Verdict, subject: AutomataSubject, item: NetworkItem): Verdict {
  switch (item.kind) {
    case "deadlock-free":
    case "reception-safe":
    case "orphan-free":
      return noFault(base, subject, faultOf[item.kind]);
    case "bounded":
      return bounded(base, subject, item.bound);
    case "states":
      return counted(base, subject, item);
    default:
      return assertNever(item);
  }
}

function noFault(base: Verdict, subject: AutomataSubject, fault: NetworkFault): Verdict {
  const local = subject.automata(false);
  const verdict: Verdict = { ...base, method: "network" };
  if (!local.ok) return { ...verdict, reason: local.reason };
  const network = automataNetwork(local.automata);
  let last: NetworkExploration | undefined;
  const whole = wholeExplorations.get(local.automata) ?? new Map<string, NetworkExploration>();
  wholeExplorations.set(local.automata, whole);
  for (const queueBound of queueBounds) {
    const limits = { maxConfigurations: base.bounds.maxStates, ...(queueBound === undefined ? {} : { queueBound }) };
    const key = JSON.stringify(limits);
    last = whole.get(key) ?? exploreAutomata(network, { ...limits, stopAt: [fault] });
    if (!last.faults.has(fault)) whole.set(key, last);
    const run = last.faults.get(fault);
    if (run !== undefined) return withRun(sized(verdict, last), local.automata, run, fault, 0);
    if (last.complete && !last.faults.has("overflow")) return { ...sized(verdict, last), verdict: "proved", evidence: [visited(last)] };
    // Longer queues have more configurations still.
    if (!last.complete) break;
  }
  return { ...sized(verdict, last), reason: `queues may grow; none was found among ${base.bounds.maxStates} configurations` };
}

function bounded(base: Verdict, subject: AutomataSubject, bound: number): Verdict {
  const local = subject.automata(false);
  const verdict: Verdict = { ...base, method: "network" };
  if (!local.ok) return { ...verdict, reason: local.reason };
  const exploration = exploreAutomata(automataNetwork(local.automata), { maxConfigurations: base.bounds.maxStates, queueBound: bound, stopAt: ["overflow"] });
  const run = exploration.faults.get("overflow");
  if (run !== undefined) return withRun(sized(verdict, exploration), local.automata, run, "overflow", bound);
  if (!exploration.complete) return { ...sized(verdict, exploration), reason: limitReached(base) };
  return { ...sized(verdict, exploration), verdict: "proved", evidence: [visited(exploration)] };
}

function counted(base: Verdict, subject: AutomataSubject, { bound, count }: { readonly bound: number; readonly count: number }): Verdict {
  const local = subject.automata(true);
  const verdict: Verdict = { ...base, method: "network" };
  if (!local.ok) return { ...verdict, reason: local.reason };
  const exploration = exploreAutomata(automataNetwork(local.automata), { maxConfigurations: base.bounds.maxStates, queueBound: bound });
  const { configurations, complete } = exploration;
  if (configurations > count)
    return { ...sized(verdict, exploration), verdict: "violated", reason: `there are ${complete ? "" : "at least "}${configurations}` };
  if (!complete) return { ...sized(verdict, exploration), reason: limitReached(base) };
  if (configurations < count) return { ...sized(verdict, exploration), verdict: "violated", reason: `there are ${configurations}` };
  return { ...sized(verdict, exploration), verdict: "proved", evidence: [visited(exploration)] };
}

function withRun(verdict: Verdict, automata: readonly LocalAutomaton[], run: Verdict["networkRun"] & object, fault: NetworkFault, queueBound: number): Verdict {
  const wrong = replayNetworkRun(automata, run, fault, queueBound);
  const text = `after ${describeTrace(run)}`;
  if (wrong !== undefined) return { ...verdict, verdict: "disagreement", networkRun: run, reason: `the run does not replay: ${wrong}` };
  return { ...verdict, verdict: "violated", networkRun: run, evidence: [text], reason: text };
}

function sized(verdict: Verdict, exploration: NetworkExploration | undefined): Verdict {
  return { ...verdict, states: exploration?.configurations ?? 0, transitions: exploration?.transitions ?? 0 };
}

function visited({ configurations, longestQueue }: NetworkExploration): string {
  return `${configurations} configurations, at most ${longestQueue} messages in a queue`;
}

function limitReached({ bounds }: Verdict): string {
  return `the limit of ${bounds.maxStates} configurations was reached`;
}
