/**
 * Deadlocks, unexpected messages and messages that are left over, with queues of any length, among the configurations that remain when only one order of
 * independent steps is followed. The lemma of docs/compatibility.md says why none is lost: a run σ to a configuration is continued by some τ to one that is
 * explored. Where nobody can move, τ is empty; and a role that is offered only what it does not expect stays so whatever the others do.
 */
import { present } from "../../calculus/present.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { automataNetwork, type NetworkFault } from "../automata/index.ts";
import { boundedGraph, runsIn, type BoundedGraph } from "../multiparty-compatibility/bounded-graph.ts";
import { componentsOf } from "../multiparty-compatibility/component.ts";
import { unsafe } from "../multiparty-compatibility/conditions.ts";
import { isEnabled } from "../multiparty-compatibility/reduction.ts";

export interface ReducedSearch {
  /** `safe`: no such fault; `open`: the limit was reached before an answer. */
  readonly kind: "safe" | "unsafe" | "open";
  readonly configurations: number;
  /** Everything was seen, and what is first in a queue can always be received and who waits can always be served. */
  readonly isCompatible: boolean;
  /** What is wrong, and a run to it. */
  readonly found?: { readonly fault: Exclude<NetworkFault, "overflow">; readonly run: readonly SplitEvent[] };
}

export interface SearchLimits {
  readonly maxConfigurations: number;
  readonly shouldStop?: () => string | undefined;
}

/** How a part of the network can end: all finished and queues empty, all finished and messages left, or somebody not finished. */
type End = "clean" | "left" | "waiting";

/** Nearest runs of a part to each kind of end, and to a role that is offered only what it does not expect. */
type Findings = ReadonlyMap<End | "reception", readonly SplitEvent[]>;

/**
 * Searches each part of the network that communicates with itself only. The network can come to a stand if each part can, and comes to a wrong one if one
 * part of these does. Linear in what is explored.
 */
export function searchFaults(automata: readonly LocalAutomaton[], { maxConfigurations, shouldStop }: SearchLimits): ReducedSearch {
  let [configurations, isOpen, isCompatible] = [0, false, true];
  const parts: Findings[] = [];
  for (const component of componentsOf(automataNetwork(automata))) {
    const limits = { maxConfigurations: Math.max(1, maxConfigurations - configurations), ...(shouldStop === undefined ? {} : { shouldStop }) };
    const graph = boundedGraph(component, { bound: Infinity, reduce: true, ...limits });
    configurations += graph.configurations.count;
    const findings = findingsIn(graph);
    const run = findings.get("reception");
    if (run !== undefined) return { kind: "unsafe", configurations, isCompatible: false, found: { fault: "reception", run } };
    isOpen ||= graph.stopped !== undefined;
    isCompatible &&= !isOpen && unsafe(graph)[Symbol.iterator]().next().done === true;
    parts.push(findings);
  }
  const found = wrongEnd(parts);
  if (found !== undefined) return { kind: "unsafe", configurations, isCompatible: false, found };
  return { kind: isOpen ? "open" : "safe", configurations, isCompatible };
}

function wrongEnd(parts: readonly Findings[]): ReducedSearch["found"] {
  if (parts.some((findings) => findings.size === 0)) return undefined;
  const wrong = parts.findIndex((findings) => findings.has("left") || findings.has("waiting"));
  if (wrong < 0) return undefined;
  const preferred = (index: number): readonly End[] => (index === wrong ? ["left", "waiting"] : ["clean", "left", "waiting"]);
  const ends = parts.map((findings, index) => present(preferred(index).find((end) => findings.has(end))));
  return { fault: ends.includes("waiting") ? "deadlock" : "orphan", run: ends.flatMap((end, index) => present(present(parts[index]).get(end))) };
}

function findingsIn(graph: BoundedGraph): Findings {
  const kinds = new Map<number, End | "reception">();
  for (let row = 0; row < graph.configurations.count; row++) {
    const kind = kindOf(graph, row);
    if (kind !== undefined) kinds.set(row, kind);
  }
  const findings = new Map<End | "reception", readonly SplitEvent[]>();
  if (kinds.size === 0) return findings;
  const runs = runsIn(graph);
  for (const row of runs.nearest) {
    const kind = kinds.get(row);
    if (kind !== undefined && !findings.has(kind)) findings.set(kind, runs.to(row));
  }
  return findings;
}

/** What a configuration is: a wrong reception, an end, or neither. */
function kindOf({ component, configurations, queues, bound }: BoundedGraph, row: number): End | "reception" | undefined {
  const cells = configurations.at(row);
  const { network, roles, states, channels } = component;
  let [canMove, allFinal] = [false, true];
  for (const [role, position] of roles.entries()) {
    const state = present(cells[role]);
    const { kind, moves, channels: own } = present(present(states[role])[state]);
    const isMovable = moves.some((move) => isEnabled(move, cells, roles.length, queues, bound));
    if (isMovable) canMove = true;
    else if (kind === "receive" && own.every((channel) => present(cells[roles.length + channel]) !== 0)) return "reception";
    if (network.states[position]?.[state]?.isFinal === false) allFinal = false;
  }
  if (canMove) return undefined;
  if (!allFinal) return "waiting";
  return channels.some((_, channel) => present(cells[roles.length + channel]) !== 0) ? "left" : "clean";
}
