/**
 * Two systems, compared up to a bisimulation or by their traces, with an experiment or a trace that tells them apart. It is repeated by the rules on both
 * systems before anybody sees it; one that does not repeat is a disagreement: a defect of ours.
 */
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { at } from "../graph/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import type { Classes } from "./classes.ts";
import { classesOf, withoutSilentCycles } from "./classes.ts";
import { experimentBetween, maximumNesting } from "./experiment.ts";
import type { Experiment } from "./experiment.ts";
import { observedUnion } from "./observed-graph.ts";
import type { ObservedGraph, ObservedUnion, Seeing } from "./observed-graph.ts";
import { playOfSystem, showsTrace } from "./play.ts";
import type { Play } from "./play.ts";
import { contracted } from "./silent-components.ts";
import { traceInclusion } from "./trace-inclusion.ts";
import type { Inclusion, InclusionLimits } from "./trace-inclusion.ts";

/** What systems are compared by. `traces` is inclusion both ways; `inclusion` asks that every trace of the first is one of the second. */
export const relations = ["strong", "branching", "weak", "traces", "inclusion"] as const;
export type Relation = (typeof relations)[number];

/** A system with its graph. */
export interface Compared {
  readonly graph: SystemGraph<unknown>;
  readonly play: (seeing: Seeing) => Play;
}

/** A system of any kind of configurations as one to compare. */
export function compared<C>(system: TransitionSystem<C>, graph: SystemGraph<C>): Compared {
  return { graph, play: (seeing) => playOfSystem(system, seeing) };
}

/** A trace that the one system has and the other does not; without its last observation the other has it. */
export interface TraceApart {
  readonly shownBy: 0 | 1;
  readonly trace: readonly string[];
}

export interface Comparison {
  readonly verdict: "yes" | "no" | "unknown" | "disagreement";
  /** Why it is unknown, or what disagrees. */
  readonly reason?: string;
  /** Of a bisimulation: what tells the systems apart. */
  readonly experiment?: Experiment;
  /** Of traces: at most one for each direction. */
  readonly traces?: readonly TraceApart[];
  /** Of a bisimulation: the classes of states of each system, its ends not counted. */
  readonly classes?: readonly [number, number];
}

export interface ComparisonOptions extends InclusionLimits, Seeing {}

/** Compares two systems. @see classesOf and traceInclusion for the cost. */
export function compareSystems(left: Compared, right: Compared, relation: Relation, options: ComparisonOptions): Comparison {
  const seeing: Seeing = { observation: options.observation, divergence: options.divergence && relation !== "strong" };
  const union = observedUnion([left.graph, right.graph], seeing);
  const isPartial = (side: Compared): readonly string[] => missingIn(side.graph);
  if (relation === "traces" || relation === "inclusion") return byTraces([left, right], union, relation, options, seeing, isPartial);
  const missing = [...new Set([...isPartial(left), ...isPartial(right)])];
  if (missing.length > 0) return { verdict: "unknown", reason: missing.join("; ") };
  const found = classesOf(union.graph, relation, options);
  if (!found.ok) return { verdict: "unknown", reason: found.reason };
  return byClasses([left, right], union, found, seeing);
}

/** Why the graph is not the whole system, a bound that was asked for included. */
function missingIn({ incomplete, ending }: SystemGraph<unknown>): readonly string[] {
  return ending.kind === "depth" ? [...incomplete, `runs were followed for ${String(ending.limit)} steps only`] : incomplete;
}

function initialOf({ starts }: ObservedUnion, sides: readonly Compared[], side: number): readonly number[] {
  return sides[side]?.graph.initial.map((state) => state + (starts[side] ?? 0)) ?? [];
}

function byClasses(sides: readonly [Compared, Compared], union: ObservedUnion, found: Classes, seeing: Seeing): Comparison {
  const classes = [0, 1].map((side) => {
    const first = union.starts[side] ?? 0;
    return new Set(found.classOf.subarray(first, first + (sides[side]?.graph.states ?? 0))).size;
  });
  const counts = { classes: [classes[0] ?? 0, classes[1] ?? 0] as const };
  const initial = [initialOf(union, sides, 0), initialOf(union, sides, 1)] as const;
  const classesAt = initial.map((states) => new Set(states.map((state) => at(found.classOf, state))));
  for (const side of [0, 1] as const) {
    const index = initial[side].findIndex((state) => classesAt[1 - side]?.has(at(found.classOf, state)) !== true);
    const state = initial[side][index];
    if (state === undefined) continue;
    const plays = [sides[0].play(seeing), sides[1].play(seeing)] as const;
    const tried = experimentBetween({ union: union.graph, found, plays, side, index, state, others: initial[side === 0 ? 1 : 0] });
    if (tried.kind === "refuted") return { verdict: "disagreement", reason: tried.reason, ...counts };
    if (tried.kind === "too-deep")
      return { verdict: "unknown", reason: `they seem to differ, by an experiment of more than ${String(maximumNesting)} nested steps`, ...counts };
    return { verdict: "no", experiment: tried.experiment, ...counts };
  }
  return { verdict: "yes", ...counts };
}

function byTraces(
  sides: readonly [Compared, Compared],
  union: ObservedUnion,
  relation: "traces" | "inclusion",
  options: ComparisonOptions,
  seeing: Seeing,
  isPartial: (side: Compared) => readonly string[],
): Comparison {
  const small = reduced(union.graph, options);
  const startsOf = (side: number): readonly number[] => [...new Set(initialOf(union, sides, side).map((state) => small.classOf[state] ?? 0))];
  const traces: TraceApart[] = [];
  const reasons: string[] = [];
  for (const shownBy of relation === "traces" ? ([0, 1] as const) : ([0] as const)) {
    const [shower, other] = [sides[shownBy], sides[1 - shownBy] ?? sides[0]];
    // What a part of a system shows, the system shows; what the whole of the other does not show, it does not show.
    const missing = isPartial(other);
    const inclusion: Inclusion =
      missing.length > 0
        ? { kind: "unknown", reason: missing.join("; "), pairs: 0 }
        : traceInclusion(small.graph, startsOf(shownBy), startsOf(1 - shownBy), options);
    if (inclusion.kind === "unknown") reasons.push(inclusion.reason);
    if (inclusion.kind === "included") reasons.push(...isPartial(shower));
    if (inclusion.kind !== "not-included") continue;
    const keys = inclusion.trace.map(({ key }) => key);
    const [mine, yours] = [shower.play(seeing), other.play(seeing)];
    if (!showsTrace(mine, keys) || showsTrace(yours, keys) || !showsTrace(yours, keys.slice(0, -1)))
      return { verdict: "disagreement", reason: "a trace that tells the systems apart is not confirmed by the rules" };
    traces.push({ shownBy, trace: inclusion.trace.map(({ text }) => text) });
  }
  if (traces.length > 0) return { verdict: "no", traces };
  return reasons.length > 0 ? { verdict: "unknown", reason: [...new Set(reasons)].join("; ") } : { verdict: "yes" };
}

/** The quotient by branching bisimilarity has the same traces; where it is not found, the graph itself. */
function reduced(graph: ObservedGraph, limits: InclusionLimits): { readonly graph: ObservedGraph; readonly classOf: Int32Array } {
  const found = classesOf(graph, "branching", limits);
  return found.ok ? { graph: contracted(graph, found.classOf, found.classes), classOf: found.classOf } : withoutSilentCycles(graph);
}
