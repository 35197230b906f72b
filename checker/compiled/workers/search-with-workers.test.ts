/** Threads that search together count what one thread counts; where order decides, one decides; and none of them stays behind. */
import { readdirSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { ArithmeticModel } from "../exploration/arithmetic-model.ts";
import { codeOf, rowOfNumber } from "../exploration/arithmetic-model.ts";
import type { Progress, Search, SearchLimits } from "../exploration/index.ts";
import { compileSearch, rowOf, searchBreadthFirst, stepsTo, successorsOf } from "../exploration/index.ts";
import { searchWithWorkers } from "./search-with-workers.ts";
import { teamOf, usualTeam } from "./team.ts";

const model: ArithmeticModel = {
  size: 200_003,
  words: 3,
  initial: [1],
  steps: [
    { factor: 3, summand: 1, unless: 7 },
    { factor: 5, summand: 2, unless: 11 },
    { factor: 1, summand: 1, unless: 5 },
    { factor: 11, summand: 8, unless: 3 },
  ],
  watches: [],
};
const memory = 2 ** 26;
const limits: SearchLimits = { maxStates: 1_000_000, memory };

/** Threads of this process, as the system counts them. */
const threads = (): number => readdirSync("/proc/self/task").length;

/** A search by several threads that are all there from the beginning. */
function together(of: ArithmeticModel, backend: "wasm" | "javascript", workers: number, given: SearchLimits, wanted: readonly number[] = []): Search {
  const compiled = compileSearch(codeOf(of), () => ({}), backend, given.memory, { threads: workers, maxStates: given.maxStates });
  const team = teamOf(compiled);
  try {
    if (!team.isThere()) throw new Error(team.trouble());
    return searchBreadthFirst(compiled, wanted, given, team);
  } finally {
    team.close();
  }
}

function alone(of: ArithmeticModel, given: SearchLimits, wanted: readonly number[] = []): Search {
  return searchBreadthFirst(
    compileSearch(codeOf(of), () => ({}), "wasm", given.memory, { maxStates: given.maxStates }),
    wanted,
    given,
  );
}

const figures = ({ states, transitions, initialStates, finalStates, depth, peaks, ending }: Search): unknown => ({
  states,
  transitions,
  initialStates,
  finalStates,
  depth,
  peaks,
  ending,
});

describe.each([
  ["wasm", 2],
  ["wasm", 4],
  ["javascript", 2],
] as const)("%s with %i threads", (backend, workers) => {
  test("the figures are those of one, every state is there once", () => {
    const found = together(model, backend, workers, limits);
    expect(found.together).toEqual({ seenAt: -1, sightings: [], isUndecided: false });
    expect(figures(found)).toEqual(figures(alone(model, limits)));
    const seen = new Uint8Array(model.size);
    for (let state = 0; state < found.states; state += 1) {
      const [number] = rowOf(found, state);
      seen[number!]! += 1;
    }
    expect(seen.every((times) => times <= 1)).toBe(true);
    expect(rowOf(found, found.states - 1)).toEqual(rowOfNumber(rowOf(found, found.states - 1)[0]!, 3));
  });

  test("what the threads see is told by its depth, and where it decides nothing is decided", () => {
    // Such a number is rare, and far away from the first one.
    const watching: ArithmeticModel = { ...model, watches: [{ kind: "entered", modulus: 200_003, remainder: 120_599 }] };
    const one = alone(watching, limits);
    const far = stepsTo(one, one.sightings[0]!.row).steps.length;
    const found = together(watching, backend, workers, limits);
    expect(found.sightings).toEqual([undefined]);
    expect(found.together).toMatchObject({ seenAt: far - 1, isUndecided: false });
    expect(stepsTo(found, found.together!.sightings[0]!.row).steps).toHaveLength(far);
    expect(together(watching, backend, workers, limits, [0]).together?.isUndecided).toBe(true);
  });

  test("limits and questions to stop end it", () => {
    expect(together(model, backend, workers, { ...limits, maxStates: 130_000 }).together?.isUndecided).toBe(true);
    const few = together(model, backend, workers, { maxStates: 1_000_000, memory: 2 ** 21 });
    expect(few.ending.kind).toBe("limit");
    expect(few.memory).toBeLessThanOrEqual(2 ** 21 + 500_000);
    let asked = 0;
    const stopped = together(model, backend, workers, { ...limits, shouldStop: () => ((asked += 1) > 250 ? "enough" : undefined) });
    expect(stopped.ending).toEqual({ kind: "interrupted", reason: "enough" });
    expect(stopped.states).toBeLessThan(200_000);
    expect(stopped.transitions).toBeGreaterThan(stopped.states / 4);
  });
});

describe("the result is that of one thread", () => {
  const watching: ArithmeticModel = {
    ...model,
    watches: [
      { kind: "entered", modulus: 200_003, remainder: 120_599 },
      { kind: "step", modulus: 700_001, remainder: 5 },
      { kind: "state", modulus: 200_003, remainder: 196_856 },
    ],
  };
  const what = { code: codeOf(watching), bindImports: () => ({}), backend: "wasm" as const };

  test.each([[[]], [[0]], [[1, 2]], [[0, 1, 2]]])("whatever decides: %j", (wanted) => {
    const one = searchWithWorkers({ ...what, wanted }, limits, 1);
    // Who sees what, the first thread or another one, differs from time to time.
    for (let time = 0; time < (wanted.length === 3 ? 4 : 1); time += 1) {
      const two = searchWithWorkers({ ...what, wanted }, limits, 2);
      expect(figures(two.search)).toEqual(figures(one.search));
      expect(two.seen.sightings).toEqual(one.seen.sightings);
      for (const sighting of one.seen.sightings) if (sighting !== undefined) expect(stepsTo(two.seen, sighting.row)).toEqual(stepsTo(one.seen, sighting.row));
      if (time === 0) expect(rowOf(two.inOrder(), 1_234)).toEqual(rowOf(one.inOrder(), 1_234));
    }
  });

  test("with a limit of states", () => {
    const given = { ...limits, maxStates: 120_000 };
    expect(figures(searchWithWorkers({ ...what, wanted: [] }, given, 2).search)).toEqual(figures(alone(watching, given)));
  });
});

describe("what threads have seen is told when the search is cut short", () => {
  const small: ArithmeticModel = { ...model, size: 40_009, watches: [{ kind: "entered", modulus: 40_009, remainder: 30_011 }] };
  const what = { code: codeOf(small), bindImports: () => ({}), backend: "wasm" as const };
  const team = { ...usualTeam, leastStates: 500, leastRows: 50 };
  const one = alone(small, limits);
  const far = stepsTo(one, one.sightings[0]!.row).steps.length;
  /** The numbers on the run to what was seen. */
  const run = (seen: Search): readonly number[] => {
    const { initial, steps } = stepsTo(seen, seen.sightings[0]!.row);
    return [rowOf(seen, initial)[0]!, ...steps.map(({ row, step }) => successorsOf(seen, row)[step]![0]!)];
  };
  const isRun = (numbers: readonly number[]): boolean =>
    numbers.every((number, at) =>
      at === 0 ? number === 1 : small.steps.some(({ factor, summand }) => (factor * numbers[at - 1]! + summand) % small.size === number),
    );

  test("by somebody who stops it", () => {
    let most = 0;
    const given = { ...limits, onProgress: ({ depth }: Progress) => (most = depth), shouldStop: () => (most > far ? "enough" : undefined) };
    const { search, seen } = searchWithWorkers({ ...what, wanted: [] }, given, 2, team);
    expect(search.ending).toEqual({ kind: "interrupted", reason: "enough" });
    expect(run(seen)).toHaveLength(far + 1);
    expect(isRun(run(seen))).toBe(true);
  });

  test.each([
    ["the whole search is done", []],
    ["everything that was looked for is found", [0]],
  ])("in its second part, when %s", (_, wanted) => {
    let most = 0;
    let isSecond = false;
    const onProgress = ({ states }: Progress): void => {
      isSecond ||= states < most;
      most = Math.max(most, states);
    };
    const given = { ...limits, onProgress, shouldStop: () => (isSecond ? "too late" : undefined) };
    const { search, seen } = searchWithWorkers({ ...what, wanted }, given, 2, team);
    expect(search.ending).toEqual(wanted.length === 0 ? { kind: "complete" } : { kind: "interrupted", reason: "too late" });
    expect(run(seen)).toHaveLength(far + 1);
    expect(run(seen).at(-1)).toBe(30_011);
    expect(isRun(run(seen))).toBe(true);
  });

  test("by a limit of memory", () => {
    const given = { ...limits, memory: one.memory - 200_000 };
    const { search, seen } = searchWithWorkers({ ...what, wanted: [] }, given, 2, team);
    expect(search.ending.kind).toBe("limit");
    expect(search.together).toBeDefined();
    if (search.together!.sightings[0] !== undefined) expect(isRun(run(seen))).toBe(true);
  });
});

test("an error in between leaves no thread behind", () => {
  const shouldStop = (): never => {
    throw new Error("out of order");
  };
  const what = { code: codeOf(model), bindImports: () => ({}), backend: "wasm" as const, wanted: [] };
  expect(() => searchWithWorkers(what, { ...limits, shouldStop }, 2)).toThrow("out of order");
});

const before = threads();

afterAll(async () => {
  for (let tries = 0; threads() > before && tries < 100; tries += 1) await after(20);
  expect(threads()).toBeLessThanOrEqual(before);
});
