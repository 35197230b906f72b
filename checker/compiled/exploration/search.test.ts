/** The search over generated code counts, finds and ends as the reference exploration, whatever ends it, in both translations. */
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { present } from "../../../calculus/present.ts";
import { explore } from "../../explicit-state/explore.ts";
import type { Backend } from "../code/index.ts";
import type { ArithmeticModel } from "./arithmetic-model.ts";
import { codeOf, rowOfNumber, spaceOf, targetsOf } from "./arithmetic-model.ts";
import { compileSearch } from "./compiled-search.ts";
import { graphOf } from "./graph.ts";
import { rowOf, stepsTo, successorsOf } from "./runs.ts";
import type { Search } from "./search.ts";
import type { Progress, SearchLimits } from "./search-state.ts";
import { searchBreadthFirst } from "./search.ts";

const bytes = 2 ** 26;

function search(model: ArithmeticModel, backend: Backend, limits: Partial<SearchLimits> = {}): Search {
  const { maxStates } = limits;
  const compiled = compileSearch(codeOf(model), () => ({}), backend, Math.min(bytes, limits.memory ?? bytes), maxStates === undefined ? {} : { maxStates });
  return searchBreadthFirst(
    compiled,
    model.watches.map((_, watch) => watch),
    { maxStates: 1_000_000, memory: bytes, ...limits },
  );
}

/** The numbers that a found run goes through. */
function run(found: Search, watch: number): readonly number[] | undefined {
  const sighting = found.sightings[watch];
  if (sighting === undefined) return undefined;
  const { initial, steps } = stepsTo(found, sighting.row);
  const taken = sighting.step === undefined ? steps : [...steps, { row: sighting.row, step: sighting.step }];
  return [rowOf(found, initial)[0]!, ...taken.map(({ row, step }) => successorsOf(found, row)[step]![0]!)];
}

/** What both explorations say. */
function outcome(model: ArithmeticModel, backend: Backend, limits: Partial<SearchLimits>): unknown {
  const found = search(model, backend, limits);
  const { ending, states, transitions, initialStates, finalStates } = found;
  return { ending, states, transitions, initialStates, finalStates, runs: model.watches.map((_, watch) => run(found, watch)) };
}

function wanted(model: ArithmeticModel, limits: Partial<SearchLimits>): unknown {
  const { ending, states, transitions, initialStates, finalStates, found } = explore(spaceOf(model), targetsOf(model), {
    maxStates: 1_000_000,
    memory: 1e12,
    ...limits,
  });
  const distinct = [...new Set(model.initial)];
  const runs = model.watches.map((_, watch) => {
    const one = found.get(watch);
    return one === undefined ? undefined : [distinct[one.initial], ...one.steps.map(({ label }) => Number((label as unknown as { action: string }).action))];
  });
  return { ending, states, transitions, initialStates, finalStates, runs };
}

const models: fc.Arbitrary<ArithmeticModel> = fc.integer({ min: 1, max: 900 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    words: fc.constantFrom(1, 2, 3, 8, 9, 14, 45),
    initial: fc.array(fc.nat(size - 1), { minLength: 1, maxLength: 3 }),
    steps: fc.array(fc.record({ factor: fc.integer({ min: 1, max: 40 }), summand: fc.nat(99), unless: fc.integer({ min: 2, max: 9 }) }), { maxLength: 7 }),
    watches: fc.array(
      fc.record({ kind: fc.constantFrom("state", "step", "entered" as const), modulus: fc.integer({ min: 2, max: 600 }), remainder: fc.nat(1) }),
      { maxLength: 3 },
    ),
  }),
);

/** A part of the generated models, unless everything is looked at. */
const part = inject("isDeep") ? 1 : 3;

test.each(["wasm", "javascript"] as const)("no more memory is reserved than so many states take, and the search does the same in it: %s", (backend) => {
  const model: ArithmeticModel = {
    size: 20_000,
    words: 9,
    initial: [1],
    steps: [
      { factor: 3, summand: 1, unless: 7 },
      { factor: 5, summand: 2, unless: 9 },
    ],
    watches: [],
  };
  const code = codeOf(model);
  const whole = compileSearch(code, () => ({}), backend, bytes).map.size;
  expect(whole).toBeGreaterThan(bytes / 2);
  // Tables are doubled, or made four times as large, when 13/16 of them are used.
  for (const maxStates of [0, 1, 831, 832, 833, 3_327, 3_328, 3_329, 13_312, 13_313, 19_999, 1_000_000]) {
    const limits = { maxStates, memory: bytes };
    const [fitted, ample] = [{ maxStates }, {}].map((how) =>
      searchBreadthFirst(
        compileSearch(code, () => ({}), backend, bytes, how),
        [],
        limits,
      ),
    );
    const { ending, states, transitions, memory } = present(ample);
    expect(fitted).toMatchObject({ ending, states, transitions, memory });
    expect(states).toBeLessThanOrEqual(maxStates);
  }
  expect(compileSearch(code, () => ({}), backend, bytes, { maxStates: 1_000 }).map.size).toBeLessThan(2 ** 18);
});

test("generated models: counts, ends and shortest runs are those of the reference, under limits too", () => {
  const ends = new Map<string, number>();
  const limits = fc.record({ maxStates: fc.option(fc.nat(900), { nil: undefined }), maxDepth: fc.option(fc.nat(12), { nil: undefined }) });
  fc.assert(
    fc.property(models, limits, (model, { maxStates, maxDepth }) => {
      const given = { ...(maxStates === undefined ? {} : { maxStates }), ...(maxDepth === undefined ? {} : { maxDepth }) };
      const reference = wanted(model, given);
      expect(outcome(model, "wasm", given)).toEqual(reference);
      expect(outcome(model, "javascript", given)).toEqual(reference);
      const { kind } = (reference as { ending: { kind: string } }).ending;
      ends.set(kind, (ends.get(kind) ?? 0) + 1);
    }),
    { numRuns: Math.floor(100 / part), seed: 11 },
  );
  for (const kind of ["complete", "decided", "depth", "limit"]) expect(ends.get(kind) ?? 0, kind).toBeGreaterThan(10 / part);
});

const large: ArithmeticModel = {
  size: 200_003,
  words: 2,
  initial: [1],
  steps: [
    { factor: 3, summand: 1, unless: 7 },
    { factor: 5, summand: 2, unless: 11 },
    { factor: 1, summand: 1, unless: 5 },
  ],
  watches: [],
};

/** How many numbers can be reached. */
function reachable({ size, initial, steps }: ArithmeticModel): number {
  const seen = new Set(initial);
  for (const n of seen) for (const { factor, summand, unless } of steps) if (n % unless !== 0) seen.add(((Math.imul(n, factor) + summand) >>> 0) % size);
  return seen.size;
}

describe.each(["wasm", "javascript"] as const)("in %s", (backend) => {
  test("the table grows many times", () => {
    const found = search(large, backend);
    expect(found).toMatchObject({ states: reachable(large), ending: { kind: "complete" }, peaks: [200_002] });
    expect(found.depth).toBeGreaterThan(10);
  });

  test("the memory limit ends the search with what was reached, and little more is used", () => {
    const memory = 2 ** 20;
    const found = search(large, backend, { memory });
    expect(found.ending).toEqual({ kind: "limit", reason: "the memory limit of 1 MiB was reached" });
    expect(found.states).toBeGreaterThan(10_000);
    expect(found.states).toBeLessThan(200_000);
    expect(found.memory).toBeLessThan(memory + 20_000);
    expect(stepsTo(found, found.states - 1).steps.length).toBe(found.depth);
  });

  test("a question to stop is asked, and the answer is the end", () => {
    let asked = 0;
    const found = search(large, backend, { shouldStop: () => ((asked += 1) > 20 ? "enough" : undefined) });
    expect(found.ending).toEqual({ kind: "interrupted", reason: "enough" });
    expect(found.states).toBeGreaterThan(100);
    expect(found.states).toBeLessThan(100_000);
  });

  test("progress is told: figures grow up to the result", () => {
    const told: Progress[] = [];
    const found = search(large, backend, { onProgress: (one) => told.push(one) });
    expect(told.length).toBeGreaterThan(3);
    for (const [k, one] of told.entries()) {
      expect(one.states).toBeGreaterThanOrEqual(told[k - 1]?.states ?? 0);
      expect(one.frontier).toBeLessThanOrEqual(one.states);
      expect(one.states).toBeLessThanOrEqual(found.states);
    }
  });

  test("the graph has every state and every step", () => {
    const model = { ...large, size: 3_001 };
    const found = search(model, backend);
    const graph = graphOf(found);
    const space = spaceOf(model);
    expect(graph.target.length).toBe(found.transitions);
    const numbers = Array.from({ length: found.states }, (_, state) => rowOf(found, state)[0]!);
    numbers.forEach((number, state) => {
      const targets = [...graph.target.subarray(graph.first[state], graph.first[state + 1])].map((target) => numbers[target]);
      expect(targets).toEqual(space.moves(number).map(({ target }) => target));
    });
  });

  test("rows are whole: every word of every state is there", () => {
    const model = { ...large, size: 997, words: 11 };
    const found = search(model, backend);
    for (let state = 0; state < found.states; state += 1) {
      const row = rowOf(found, state);
      expect(row).toEqual(rowOfNumber(row[0]!, 11));
    }
  });
});

test("nothing is reserved that the memory limit does not allow for, and the least limit is a limit, not an error", () => {
  const found = search(large, "wasm", { memory: 1_000 });
  expect(found.ending.kind).toBe("limit");
});
