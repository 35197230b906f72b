/** The classes of strong, branching and weak bisimilarity of a graph, and a formula that tells states of different classes apart. */
import { present } from "../../calculus/present.ts";
import { at } from "../graph/index.ts";
import { distinguish } from "./distinguish.ts";
import type { Refined } from "./distinguish.ts";
import type { Formula } from "./formula.ts";
import type { ObservedGraph } from "./observed-graph.ts";
import { refine, separation } from "./refine.ts";
import type { Scheme } from "./refine.ts";
import { branchingScheme, strongScheme } from "./schemes.ts";
import { contracted, silentComponents } from "./silent-components.ts";
import { maximumWeakSteps, weakSteps } from "./weak-steps.ts";

/** From the finest to the coarsest. Of the last two silent cycles make no difference, unless they are seen (δ). */
export const bisimulations = ["strong", "branching", "weak"] as const;
export type Bisimulation = (typeof bisimulations)[number];

export interface Classes {
  /** The class of each state. */
  readonly classOf: Int32Array;
  readonly classes: number;
  /** How many rounds of refinement it took. */
  readonly rounds: number;
  /** A formula that is true of the first state and false of the second. They are in different classes. */
  readonly apart: (left: number, right: number) => Formula;
  /** How many nested steps that formula has at most. */
  readonly apartAfter: (left: number, right: number) => number;
}

export type Classified = ({ readonly ok: true } & Classes) | { readonly ok: false; readonly reason: string };

export interface ClassLimits {
  /** Asked once a round; a text ends the work and says why. */
  readonly shouldStop?: () => string | undefined;
  readonly maximumWeakSteps?: number;
}

/** What decides equivalence, so that a mutant can have another. */
export interface EquivalenceParts {
  readonly strong: (graph: ObservedGraph) => Scheme;
  readonly branching: (graph: ObservedGraph) => Scheme;
  readonly weakSteps: (graph: ObservedGraph, maximum: number | undefined) => ObservedGraph | undefined;
}

export const usualEquivalence: EquivalenceParts = { strong: strongScheme, branching: branchingScheme, weakSteps };

/** A graph of classes of another one, and the class of each of its states. */
interface Coarser {
  readonly graph: ObservedGraph;
  readonly classOf: Int32Array;
}

/** The classes of a graph. O(m·n) at worst, for weak bisimilarity quadratic in the classes of branching bisimilarity besides. */
export function classesOf(graph: ObservedGraph, bisimulation: Bisimulation, limits: ClassLimits = {}, parts: EquivalenceParts = usualEquivalence): Classified {
  if (bisimulation === "strong") return classified({ graph, classOf: identity(graph.states) }, { scheme: parts.strong, how: "at-once" }, limits);
  const silentFree = withoutSilentCycles(graph);
  const branching = classified(silentFree, { scheme: parts.branching, how: "staying" }, limits);
  if (bisimulation === "branching" || !branching.ok) return branching;
  const reduced = withoutSilentCycles(contracted(graph, branching.classOf, branching.classes));
  const weak = parts.weakSteps(reduced.graph, limits.maximumWeakSteps);
  if (weak === undefined) return { ok: false, reason: `there are more than ${String(limits.maximumWeakSteps ?? maximumWeakSteps)} weak steps` };
  return classified({ graph: weak, classOf: composed(branching.classOf, reduced.classOf) }, { scheme: parts.strong, how: "weakly" }, limits);
}

function classified({ graph, classOf }: Coarser, { scheme: schemeOf, how }: Judging, { shouldStop }: ClassLimits): Classified {
  const scheme = schemeOf(graph);
  const refined = refine(scheme, shouldStop);
  if (refined.kind === "interrupted") return { ok: false, reason: refined.reason };
  const { partition } = refined;
  const judged: Refined = { graph, scheme, partition, how };
  return {
    ok: true,
    classOf: composed(classOf, partition.blockOf),
    classes: partition.blocks,
    rounds: partition.rounds,
    apart: (left, right) => distinguish(judged, at(classOf, left), at(classOf, right)),
    apartAfter: (left, right) => present(separation(partition, at(classOf, left), at(classOf, right))),
  };
}

interface Judging {
  readonly scheme: (graph: ObservedGraph) => Scheme;
  readonly how: Refined["how"];
}

/** Contracts silent cycles and renumbers, so that a silent edge always leads to a smaller number. */
export function withoutSilentCycles(graph: ObservedGraph): Coarser {
  const { component, count } = silentComponents(graph);
  return { graph: contracted(graph, component, count), classOf: component };
}

function identity(states: number): Int32Array {
  return Int32Array.from({ length: states }, (_, state) => state);
}

function composed(first: Int32Array, second: Int32Array): Int32Array {
  return first.map((middle) => at(second, middle));
}
