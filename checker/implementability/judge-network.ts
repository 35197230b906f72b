/** Verdicts on the network of the local automata: by the theorem where the protocol is coherent, else by exploring configurations. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../verdict.ts";
import { automataNetwork } from "../automata/automata-network.ts";
import { describeTrace } from "../automata/describe.ts";
import { goesOn } from "../automata/may-be-over.ts";
import { exploreAutomata, type NetworkExploration, type NetworkFault } from "../automata/explore-automata.ts";
import { partsOf } from "../automata/parts.ts";
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

/** An exploration that did not stop at a fault, with its limits. */
interface Explored {
  readonly maxConfigurations: number;
  readonly queueBound: number | undefined;
  readonly exploration: NetworkExploration;
}

/** Explorations that did not stop at a fault: what they saw of other faults is all that there is. */
const wholeExplorations = new WeakMap<readonly LocalAutomaton[], Explored[]>();

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
  if (!local.ok) return { ...base, method: "network", reason: local.reason };
  const { automata } = local;
  const { maxStates } = base.bounds;
  const parts = partsOf(automata);
  let found = lookedFor(parts, fault, maxStates, queueBounds);
  // Whether somebody can move is a matter of all parts together: the parts show that nothing is wrong, or nothing.
  if (found.run !== undefined && fault !== "reception" && parts.length > 1) found = lookedFor([automata], fault, maxStates, queueBounds);
  const assumptions = [...new Set([...base.assumptions, ...(fault === "deadlock" ? goesOn(automata) : [])])];
  const verdict: Verdict = { ...sized(base, found.seen), method: "network", assumptions };
  if (found.run !== undefined) return withRun(verdict, automata, found.run, fault, 0);
  if (found.isAll) return { ...verdict, verdict: "proved", evidence: [visited(found.seen)] };
  return { ...verdict, reason: `queues may grow; none was found among ${maxStates} configurations` };
}

function bounded(base: Verdict, subject: AutomataSubject, bound: number): Verdict {
  const local = subject.automata(false);
  if (!local.ok) return { ...base, method: "network", reason: local.reason };
  const { seen, run, isAll } = lookedFor(partsOf(local.automata), "overflow", base.bounds.maxStates, [bound]);
  const verdict: Verdict = { ...sized(base, seen), method: "network" };
  if (run !== undefined) return withRun(verdict, local.automata, run, "overflow", bound);
  if (!isAll) return { ...verdict, reason: limitReached(base) };
  return { ...verdict, verdict: "proved", evidence: [visited(seen)] };
}

/** What was seen of the parts of a network; `isAll`: everything there is. */
interface Looked {
  readonly seen: readonly NetworkExploration[];
  readonly run: Verdict["networkRun"];
  readonly isAll: boolean;
}

/** Looks for a fault in each of the parts, with one bound on queues after the other until nothing is cut off; all parts together have so many configurations. */
function lookedFor(
  parts: readonly (readonly LocalAutomaton[])[],
  fault: NetworkFault,
  maxConfigurations: number,
  bounds: readonly (number | undefined)[],
): Looked {
  let seen: NetworkExploration[] = [];
  for (const queueBound of bounds) {
    seen = [];
    let [left, isAll] = [maxConfigurations, true];
    for (const part of parts) {
      // Longer queues have more configurations still.
      if (left <= 0) return { seen, run: undefined, isAll: false };
      const exploration = explored(part, left, queueBound, fault);
      seen.push(exploration);
      left -= exploration.configurations;
      const run = exploration.faults.get(fault);
      if (run !== undefined || !exploration.complete) return { seen, run, isAll: false };
      if (exploration.faults.has("overflow")) isAll = false;
    }
    if (isAll) return { seen, run: undefined, isAll };
  }
  return { seen, run: undefined, isAll: false };
}

/** The exploration with these limits, up to the fault at least; one that would see the same is not done again. */
function explored(automata: readonly LocalAutomaton[], maxConfigurations: number, queueBound: number | undefined, fault: NetworkFault): NetworkExploration {
  const whole = wholeExplorations.get(automata) ?? [];
  wholeExplorations.set(automata, whole);
  const known = whole.find(({ maxConfigurations: own, queueBound: ownBound, exploration: { faults, longestQueue, complete, configurations } }) => {
    const isWithinLimit = own === maxConfigurations || (complete && configurations <= maxConfigurations);
    return isWithinLimit && (ownBound === queueBound || (!faults.has("overflow") && (queueBound === undefined || longestQueue <= queueBound)));
  });
  if (known !== undefined) return known.exploration;
  const limits = { maxConfigurations, ...(queueBound === undefined ? {} : { queueBound }) };
  const exploration = exploreAutomata(automataNetwork(automata), { ...limits, stopAt: [fault] });
  if (!exploration.faults.has(fault)) whole.push({ maxConfigurations, queueBound, exploration });
  return exploration;
}

function counted(base: Verdict, subject: AutomataSubject, { bound, count }: { readonly bound: number; readonly count: number }): Verdict {
  const local = subject.automata(true);
  const verdict: Verdict = { ...base, method: "network" };
  if (!local.ok) return { ...verdict, reason: local.reason };
  const exploration = exploreAutomata(automataNetwork(local.automata), { maxConfigurations: base.bounds.maxStates, queueBound: bound });
  const { configurations, complete } = exploration;
  if (configurations > count)
    return { ...sized(verdict, [exploration]), verdict: "violated", reason: `there are ${complete ? "" : "at least "}${configurations}` };
  if (!complete) return { ...sized(verdict, [exploration]), reason: limitReached(base) };
  if (configurations < count) return { ...sized(verdict, [exploration]), verdict: "violated", reason: `there are ${configurations}` };
  return { ...sized(verdict, [exploration]), verdict: "proved", evidence: [visited([exploration])] };
}

function withRun(verdict: Verdict, automata: readonly LocalAutomaton[], run: Verdict["networkRun"] & object, fault: NetworkFault, queueBound: number): Verdict {
  const wrong = replayNetworkRun(automata, run, fault, queueBound);
  const text = `after ${describeTrace(run)}`;
  if (wrong !== undefined) return { ...verdict, verdict: "disagreement", networkRun: run, reason: `the run does not replay: ${wrong}` };
  return { ...verdict, verdict: "violated", networkRun: run, evidence: [text], reason: text };
}

function sized(verdict: Verdict, seen: readonly NetworkExploration[]): Verdict {
  return { ...verdict, states: configurationsIn(seen), transitions: seen.reduce((sum, { transitions }) => sum + transitions, 0) };
}

function configurationsIn(seen: readonly NetworkExploration[]): number {
  return seen.reduce((sum, { configurations }) => sum + configurations, 0);
}

function visited(seen: readonly NetworkExploration[]): string {
  const longest = Math.max(0, ...seen.map(({ longestQueue }) => longestQueue));
  const parts = seen.length > 1 ? ` of ${seen.length} parts that do not communicate with each other` : "";
  return `${configurationsIn(seen)} configurations${parts}, at most ${longest} messages in a queue`;
}

function limitReached({ bounds }: Verdict): string {
  return `the limit of ${bounds.maxStates} configurations was reached`;
}
