/** One bounded condition of a network: whether it holds, and where it fails, with a run that is replayed. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { automataNetwork } from "../automata/automata-network.ts";
import { boundedGraph, reductionParts, runsIn, type BoundedGraph, type ReductionParts } from "./bounded-graph.ts";
import { claimOfDependent, claimOfUnmet, type Claim } from "./claim.ts";
import { componentsOf, type Component } from "./component.ts";
import { conditionParts, unexhausted, unsafe, type ConditionParts, type Unmet } from "./conditions.ts";
import { chainInputDependent, outputDependent, stronglyInputDependent, type Dependent } from "./independence.ts";
import type { boundedItems } from "./items.ts";
import { replayClaim } from "./replay-claim.ts";

/** The conditions that speak of one bound and of nothing else. */
export type BoundedCondition = Exclude<(typeof boundedItems)[number], "k-mc" | "least-k">;

export interface ConditionLimits {
  readonly maxConfigurations: number;
  readonly shouldStop?: () => string | undefined;
  /** False: every configuration is explored. */
  readonly reduce?: boolean;
  readonly parts?: CompatibilityParts;
}

/** What a mutant may replace. */
export interface CompatibilityParts extends ReductionParts, ConditionParts {}

export const compatibilityParts: CompatibilityParts = { ...reductionParts, ...conditionParts };

interface Size {
  readonly configurations: number;
  readonly steps: number;
}

/** `fails`: the run was replayed, and what is claimed at its end checked where the future is small enough. */
export type ConditionResult = Size &
  (
    | { readonly kind: "holds" }
    | { readonly kind: "fails"; readonly run: readonly SplitEvent[]; readonly claim: Claim }
    | { readonly kind: "disagreement"; readonly run: readonly SplitEvent[]; readonly claim: Claim; readonly reason: string }
    | { readonly kind: "unknown"; readonly reason: string }
  );

/** Judges a condition of a network of automata, component by component. */
export function judgeCondition(automata: readonly LocalAutomaton[], condition: BoundedCondition, bound: number, limits: ConditionLimits): ConditionResult {
  let size: Size = { configurations: 0, steps: 0 };
  let open: string | undefined;
  for (const component of componentsOf(automataNetwork(automata))) {
    const { maxConfigurations, reduce = true, parts = compatibilityParts } = limits;
    const isDirected = component.states.every((own) => own.every(({ channels }) => channels.length <= 1));
    // Directed automata have no choice that could depend on the bound.
    if (isDirected && (condition === "k-obi" || condition === "k-sibi" || condition === "k-cibi")) continue;
    const graph = boundedGraph(component, {
      bound,
      reduce: reduce && condition !== "k-cibi",
      compares: !isDirected && condition !== "k-safe",
      maxConfigurations,
      ...(limits.shouldStop === undefined ? {} : { shouldStop: limits.shouldStop }),
      parts,
    });
    size = { configurations: size.configurations + graph.configurations.count, steps: size.steps + graph.source.length };
    if (graph.stopped !== undefined) {
      open ??= graph.stopped;
      continue;
    }
    const failure = failureIn(graph, component, condition, parts, maxConfigurations);
    if (failure === "unknown") open ??= `more than ${String(maxConfigurations)} dependencies to follow`;
    else if (failure !== undefined) {
      const { run, claim } = failure;
      const replay = replayClaim(automata, run, claim, bound);
      return replay.kind === "refuted" ? { ...size, kind: "disagreement", run, claim, reason: replay.reason } : { ...size, kind: "fails", run, claim };
    }
  }
  return open === undefined ? { ...size, kind: "holds" } : { ...size, kind: "unknown", reason: open };
}

interface Failure {
  readonly run: readonly SplitEvent[];
  readonly claim: Claim;
}

function failureIn(
  graph: BoundedGraph,
  component: Component,
  condition: BoundedCondition,
  parts: ConditionParts,
  limit: number,
): Failure | "unknown" | undefined {
  switch (condition) {
    case "k-safe":
      return nearest(graph, unsafe(graph, parts), ({ obligation }: Unmet) => claimOfUnmet(component, obligation));
    case "k-exhaustive":
      return nearest(graph, unexhausted(graph, parts), ({ obligation }: Unmet) => claimOfUnmet(component, obligation));
    case "k-obi":
      return nearest(graph, outputDependent(graph), (dependent: Dependent) => claimOfDependent(component, dependent));
    case "k-sibi":
      return nearest(graph, stronglyInputDependent(graph), (dependent: Dependent) => claimOfDependent(component, dependent));
    case "k-cibi": {
      const result = chainInputDependent(graph, limit);
      if (result === undefined) return "unknown";
      return nearest(graph, result.first === undefined ? [] : [result.first], (dependent) => claimOfDependent(component, dependent));
    }
    default:
      return assertNever(condition);
  }
}

/** The failure that the shortest run leads to. */
function nearest<Found extends { readonly configuration: number }>(
  graph: BoundedGraph,
  found: Iterable<Found>,
  claimOf: (each: Found) => Claim,
): Failure | undefined {
  const byConfiguration = new Map<number, Found>();
  for (const each of found) if (!byConfiguration.has(each.configuration)) byConfiguration.set(each.configuration, each);
  if (byConfiguration.size === 0) return undefined;
  const runs = runsIn(graph);
  for (const configuration of runs.nearest) {
    const each = byConfiguration.get(configuration);
    if (each !== undefined) return { run: runs.to(configuration), claim: claimOf(each) };
  }
  return undefined;
}
