import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Label } from "../../calculus/semantics/index.ts";
import { rowsOf } from "../graph/index.ts";
import type { LooseEdge, TransitionGraph } from "../graph/index.ts";
import { bisimulations, classesOf } from "./classes.ts";
import type { Bisimulation, Classes } from "./classes.ts";
import { smallerLists } from "./experiment.ts";
import { depthOf } from "./formula.ts";
import { minimise } from "./minimise.ts";
import { observedUnion } from "./observed-graph.ts";
import type { ObservedGraph } from "./observed-graph.ts";
import { evaluator, playOfGraph, showsTrace } from "./play.ts";
import { traceInclusion } from "./trace-inclusion.ts";

const tau: Label = { kind: "local", role: "A", oracles: [] };
const seen = (name: string): Label => ({ kind: "send", from: "A", to: "B", label: name, values: [], oracles: [] });
const labels: readonly Label[] = [tau, seen("a"), seen("b")];

/** A graph whose first state is initial. `edges` are [from, 0 for silent or 1, 2, to]. */
function graph(states: number, edges: readonly (readonly [number, number, number])[], final: readonly number[] = []): TransitionGraph<Label> {
  const loose: readonly LooseEdge[] = edges.map(([from, label, to]) => ({ from, label, to }));
  const bits = Uint8Array.from({ length: states }, (_, state) => (final.includes(state) && !edges.some(([from]) => from === state) ? 1 : 0));
  return { states, initial: [0], actions: labels, final: bits, ...rowsOf(states, loose) };
}

const graphs = (states: number): fc.Arbitrary<TransitionGraph<Label>> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(states - 1), fc.constantFrom(0, 0, 1, 1, 2), fc.nat(states - 1)), { maxLength: 2 * states }),
      fc.array(fc.nat(states - 1), { maxLength: 2 }),
    )
    .map(([edges, final]) => graph(states, edges, final));

const events = { observation: "events", divergence: false } as const;

interface Step {
  readonly action: number;
  readonly target: number;
}

function stepsOf({ offsets, targets, labels: carried }: ObservedGraph, state: number): readonly Step[] {
  const [first, last] = [offsets[state] ?? 0, offsets[state + 1] ?? 0];
  return [...targets.slice(first, last)].map((target, index) => ({ action: carried[first + index] ?? -1, target }));
}

/** τ* */
function silently(union: ObservedGraph, state: number): readonly number[] {
  const reached = new Set([state]);
  for (const here of reached) for (const { action, target } of stepsOf(union, here)) if (action === 0) reached.add(target);
  return [...reached];
}

type Related = (left: number, right: number) => boolean;

/** Whether every step of `left` is answered by `right`, as the definitions of the three relations say it. */
const answers: Readonly<Record<Bisimulation, (union: ObservedGraph, left: number, right: number, related: Related) => boolean>> = {
  strong: (union, left, right, related) =>
    stepsOf(union, left).every(({ action, target }) => stepsOf(union, right).some((other) => other.action === action && related(target, other.target))),
  weak: (union, left, right, related) =>
    stepsOf(union, left).every(({ action, target }) =>
      silently(union, right).some((middle) =>
        action === 0
          ? related(target, middle)
          : stepsOf(union, middle).some((other) => other.action === action && silently(union, other.target).some((end) => related(target, end))),
      ),
    ),
  branching: (union, left, right, related) =>
    stepsOf(union, left).every(
      ({ action, target }) =>
        (action === 0 && related(target, right)) ||
        silently(union, right).some(
          (middle) => related(left, middle) && stepsOf(union, middle).some((other) => other.action === action && related(target, other.target)),
        ),
    ),
};

/** The greatest fixpoint: all pairs, less those that contradict the definition, until none does. */
function byDefinition(union: ObservedGraph, bisimulation: Bisimulation): Related {
  const pairs = new Set<number>();
  for (let pair = 0; pair < union.states ** 2; pair += 1) pairs.add(pair);
  const related: Related = (left, right) => pairs.has(left * union.states + right);
  for (let before = -1; before !== pairs.size;) {
    before = pairs.size;
    for (const pair of pairs) {
      const [left, right] = [Math.floor(pair / union.states), pair % union.states];
      const flipped: Related = (one, other) => related(other, one);
      if (!answers[bisimulation](union, left, right, related) || !answers[bisimulation](union, right, left, flipped)) pairs.delete(pair);
    }
  }
  return related;
}

function classes(union: ObservedGraph, bisimulation: Bisimulation): Classes {
  const found = classesOf(union, bisimulation);
  if (!found.ok) throw new Error(found.reason);
  return found;
}

const everyPair = (states: number): readonly (readonly [number, number])[] =>
  Array.from({ length: states ** 2 }, (_, pair) => [Math.floor(pair / states), pair % states] as const);

describe("classes", () => {
  test.each(bisimulations)("of %s bisimilarity are those of its definition, and a formula tells others apart", (bisimulation) => {
    fc.assert(
      fc.property(graphs(6), (random) => {
        const union = observedUnion([random], events).graph;
        const [related, found] = [byDefinition(union, bisimulation), classes(union, bisimulation)];
        const holds = evaluator(playOfGraph(union));
        for (const [left, right] of everyPair(union.states)) {
          const isOneClass = found.classOf[left] === found.classOf[right];
          expect(isOneClass).toBe(related(left, right));
          if (isOneClass) continue;
          const formula = found.apart(left, right);
          expect([holds(formula, left), holds(formula, right)]).toEqual([true, false]);
          expect(depthOf(formula)).toBeLessThanOrEqual(found.rounds);
          for (const smaller of [[formula], ...smallerLists([formula])].slice(0, 6).flat()) {
            const values = new Map<number | undefined, boolean>();
            for (let state = 0; state < union.states; state += 1) {
              const value = holds(smaller, state);
              expect(values.get(found.classOf[state]) ?? value).toBe(value);
              values.set(found.classOf[state], value);
            }
          }
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test("of strong bisimilarity are the finest, those of weak bisimilarity the coarsest", () => {
    const finer = new Set<string>();
    fc.assert(
      fc.property(graphs(6), (random) => {
        const union = observedUnion([random], events).graph;
        const found = bisimulations.map((bisimulation) => classes(union, bisimulation));
        for (const [left, right] of everyPair(union.states)) {
          const same = found.map(({ classOf }) => classOf[left] === classOf[right]);
          expect(same.join()).toMatch(/^(?:false,?)*(?:true,?)*$/);
          finer.add(same.join());
        }
      }),
      { numRuns: 150, seed: 7 },
    );
    expect([...finer].sort()).toEqual(["false,false,false", "false,false,true", "false,true,true", "true,true,true"]);
  });

  test("of graphs with a formula for each: the textbook pairs", () => {
    // a.(b + c) and a.b + a.c; τ.a + b and a + τ.a + b; a.(τ.b + c) + a.b
    const early = graph(8, [[0, 1, 1], [1, 1, 2], [1, 2, 3], [4, 1, 5], [4, 1, 6], [5, 1, 7], [6, 2, 7]]); // prettier-ignore
    const law = graph(7, [[0, 0, 1], [1, 1, 2], [0, 2, 2], [3, 1, 5], [3, 0, 4], [4, 1, 5], [3, 2, 5]]); // prettier-ignore
    const [first, second] = [observedUnion([early], events).graph, observedUnion([law], events).graph];
    expect(bisimulations.map((bisimulation) => classes(first, bisimulation)).map(({ classOf }) => classOf[0] === classOf[4])).toEqual([false, false, false]);
    expect(bisimulations.map((bisimulation) => classes(second, bisimulation)).map(({ classOf }) => classOf[0] === classOf[3])).toEqual([false, false, true]);
  });

  test("see a silent cycle only when they are told to", () => {
    const spinning = graph(3, [[0, 0, 1], [1, 0, 0], [1, 1, 2]]); // prettier-ignore
    const calm = graph(2, [[0, 1, 1]]);
    for (const bisimulation of ["branching", "weak"] as const) {
      const [blind, sighted] = [false, true].map((divergence) => {
        const { graph: union, starts } = observedUnion([spinning, calm], { observation: "events", divergence });
        const found = classes(union, bisimulation);
        const [left, right] = [0, starts[1] ?? 0];
        if (found.classOf[left] === found.classOf[right]) return "same";
        const holds = evaluator(playOfGraph(union));
        const formula = found.apart(left, right);
        return [holds(formula, left), holds(formula, right)].join();
      });
      expect([blind, sighted]).toEqual(["same", "true,false"]);
    }
  });

  test("tell a system that finished from one that is stuck", () => {
    const [finished, stuck] = [graph(2, [[0, 1, 1]], [1]), graph(2, [[0, 1, 1]])];
    const { graph: union, starts } = observedUnion([finished, stuck], events);
    for (const bisimulation of bisimulations) expect(classes(union, bisimulation).classOf[0]).not.toBe(classes(union, bisimulation).classOf[starts[1] ?? 0]);
  });

  test("are found in long chains, each round telling one state more apart", () => {
    const chain = graph(
      2_000,
      Array.from({ length: 1_999 }, (_, state) => [state, state % 3 === 0 ? 0 : 1, state + 1] as const),
    );
    const union = observedUnion([chain], events).graph;
    expect(classes(union, "strong").classes).toBe(2_000);
    expect(classes(union, "branching").classes).toBeLessThan(1_400);
  });

  test("are not found when they are interrupted, or when there are too many weak steps", () => {
    const union = observedUnion([graph(4, [[0, 0, 1], [1, 1, 2], [2, 2, 3]])], events).graph; // prettier-ignore
    expect(classesOf(union, "branching", { shouldStop: () => "interrupted" })).toEqual({ ok: false, reason: "interrupted" });
    expect(classesOf(union, "weak", { maximumWeakSteps: 2 })).toEqual({ ok: false, reason: "there are more than 2 weak steps" });
  });
});

describe("the quotient", () => {
  test.each(bisimulations)("by %s bisimilarity is bisimilar to its graph, and no smaller one is found of it", (bisimulation) => {
    fc.assert(
      fc.property(graphs(7), fc.boolean(), (random, divergence) => {
        const small = minimise(random, bisimulation, { observation: "events", divergence });
        if (!small.ok) throw new Error(small.reason);
        // The names of what is seen are the labels again.
        const actions = small.graph.actions.map(({ key }) => labels.find((label) => label.kind === "send" && key.includes(` ${label.label}⟨`)) ?? tau);
        const again: TransitionGraph<Label> = { ...small.graph, actions };
        const { graph: union, starts } = observedUnion([random, again], { observation: "events", divergence });
        const { classOf } = classes(union, bisimulation);
        expect(again.initial.map((state) => classOf[(starts[1] ?? 0) + state])).toEqual(random.initial.map((state) => classOf[state]));
        const twice = minimise(again, bisimulation, { observation: "events", divergence });
        expect(twice.ok && twice.graph.states).toBe(small.graph.states);
        expect(small.graph.states).toBeLessThanOrEqual(random.states + 1);
      }),
      { numRuns: 80, seed: 11 },
    );
  });
});

describe("trace inclusion", () => {
  /** Both sides determinised, without antichains: the length of a shortest trace of the first that the second does not have. */
  function shortestByDefinition(union: ObservedGraph, some: number, other: number): number | undefined {
    const close = (states: readonly number[]): readonly number[] => [...new Set(states.flatMap((state) => silently(union, state)))].sort();
    let layer = [[close([some]), close([other])] as const];
    const known = new Set<string>();
    for (let length = 1; layer.length > 0; length += 1) {
      const next: (readonly [readonly number[], readonly number[]])[] = [];
      for (const [mine, yours] of layer) {
        for (let action = 1; action < union.actions.length; action += 1) {
          const [mineAfter, yoursAfter] = [mine, yours].map((states) =>
            close(states.flatMap((state) => stepsOf(union, state).flatMap((step) => (step.action === action ? [step.target] : [])))),
          );
          if (mineAfter === undefined || yoursAfter === undefined || mineAfter.length === 0) continue;
          if (yoursAfter.length === 0) return length;
          const key = `${mineAfter.join()} ${yoursAfter.join()}`;
          if (!known.has(key)) next.push([mineAfter, yoursAfter]);
          known.add(key);
        }
      }
      layer = next;
    }
    return undefined;
  }

  test("is that of the determinised graphs, and the trace that refutes it is a shortest one", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(graphs(6), (random) => {
        const union = observedUnion([random], events).graph;
        const { moves } = playOfGraph(union);
        for (const [left, right] of everyPair(3)) {
          const expected = shortestByDefinition(union, left, right);
          const found = traceInclusion(union, [left], [right], { maxPairs: 10_000 });
          kinds.add(found.kind);
          if (expected === undefined) expect(found.kind).toBe("included");
          else {
            const trace = found.kind === "not-included" ? found.trace.map(({ key }) => key) : [];
            expect(trace.length).toBe(expected);
            expect([[left], [right]].map((initial) => showsTrace({ initial, moves }, trace))).toEqual([true, false]);
          }
        }
      }),
      { numRuns: 80, seed: 3 },
    );
    expect([...kinds].sort()).toEqual(["included", "not-included"]);
  });

  test("holds both ways of weakly bisimilar states", () => {
    fc.assert(
      fc.property(graphs(6), (random) => {
        const union = observedUnion([random], events).graph;
        const { classOf } = classes(union, "weak");
        for (const [left, right] of everyPair(union.states))
          if (classOf[left] === classOf[right]) expect(traceInclusion(union, [left], [right], { maxPairs: 10_000 }).kind).toBe("included");
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  test("is unknown where there are too many pairs, or when it is interrupted", () => {
    const union = observedUnion([graph(6, [[0, 1, 1], [0, 1, 2], [1, 1, 1], [2, 1, 3], [3, 1, 4], [4, 1, 5], [5, 1, 3]])], events).graph; // prettier-ignore
    expect(traceInclusion(union, [0], [2], { maxPairs: 1 }).kind).toBe("unknown");
    expect(traceInclusion(union, [0], [2], { maxPairs: 100, shouldStop: () => "interrupted" })).toMatchObject({ kind: "unknown", reason: "interrupted" });
  });
});
