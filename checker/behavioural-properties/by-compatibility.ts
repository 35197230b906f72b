/**
 * What safety with queues of any length (eventual reception and progress; Lange and Yoshida, CAV 2019, Definition 4) says of directed automata without bound on
 * queues. It does not know of final states: it is the formula for live where they have no actions and implies it elsewhere, it implies that they are safe, and
 * that they are deadlock-free where only final states have no actions.
 */
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import { judgeCompatibility, shapeOf } from "../multiparty-compatibility/index.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import type { BehaviourAssumptions, BehaviourItem } from "./items.ts";

const theorem =
  "of directed automata eventual reception and progress are the clauses of live for outputs and inputs, and exclude deadlocks and unexpected messages (Lange, Yoshida, CAV 2019, Definition 4; docs/behavioural-properties.md)";

/** What follows, to be added to a verdict. */
export type Following = Pick<Verdict, "verdict" | "method" | "theorem" | "evidence" | "states" | "transitions" | "networkRun" | "reason">;

/**
 * What follows, undefined if nothing does. Proved: `safe`, `deadlock-free`, and `live` without an assumption on fairness. Violated: everything about liveness,
 * because what has become impossible for good stays so on every fair run.
 */
export function byCompatibility(
  system: CommunicatingSystem,
  { kind }: BehaviourItem,
  { network, fairness }: BehaviourAssumptions,
  bounds: Bounds,
  shouldStop: (() => string | undefined) | undefined,
): Following | undefined {
  const isLiveness = kind === "live" || kind === "live+" || kind === "live++";
  if (network !== "fifo" || !(isLiveness || kind === "safe" || kind === "deadlock-free")) return undefined;
  const { mixed, undirected } = shapeOf(system.automata);
  const states = system.automata.flatMap((automaton) => automaton.states);
  if (mixed !== undefined || undirected !== undefined) return undefined;
  // Who is done while others go on for ever, in a state that is not final, is a deadlock if they stop.
  if (kind === "deadlock-free" && states.some(({ isFinal, edges }) => !isFinal && edges.length === 0)) return undefined;
  const follows = (kind === "live" && fairness === undefined && system.exact) || kind === "safe" || kind === "deadlock-free";
  // A role in a final state does not wait here, and does there.
  const refutes = isLiveness && system.exact && !states.some(({ isFinal, edges }) => isFinal && edges.length > 0);
  if (!follows && !refutes) return undefined;
  const found = compatibility(system, bounds, shouldStop);
  const seen = { states: found.states, transitions: found.transitions, evidence: found.evidence, theorem };
  if (found.verdict === "proved" && follows) return { ...seen, verdict: "proved", method: "by-design" };
  if (found.verdict !== "violated" || found.networkRun === undefined || !refutes) return undefined;
  return { ...seen, verdict: "violated", method: "network", networkRun: found.networkRun, ...(found.reason === undefined ? {} : { reason: found.reason }) };
}

/** Several items are asked of one system. What was left open may be so because of a limit. */
const decided = new WeakMap<CommunicatingSystem["automata"], Verdict>();

function compatibility(system: CommunicatingSystem, bounds: Bounds, shouldStop: (() => string | undefined) | undefined): Verdict {
  const known = decided.get(system.automata);
  if (known !== undefined) return known;
  const found = judgeCompatibility({ ...system, exact: true }, { kind: "compatible" }, bounds, shouldStop === undefined ? {} : { shouldStop });
  if (found.verdict !== "unknown") decided.set(system.automata, found);
  return found;
}
