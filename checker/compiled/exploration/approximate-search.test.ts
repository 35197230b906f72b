/** Searches that do not keep whole states: with room enough they see what an exact one sees, with little room they omit states and say how probably. */
import { describe, expect, test } from "vitest";
import type { ArithmeticModel } from "./arithmetic-model.ts";
import { codeOf } from "./arithmetic-model.ts";
import type { ApproximateSearch } from "./approximate-search.ts";
import { searchApproximately } from "./approximate-search.ts";
import { compileSearch } from "./compiled-search.ts";
import { searchBreadthFirst } from "./search.ts";
import type { SearchLimits } from "./search-state.ts";

const model: ArithmeticModel = {
  size: 30_011,
  words: 2,
  initial: [1],
  steps: [
    { factor: 3, summand: 1, unless: 7 },
    { factor: 5, summand: 2, unless: 11 },
    { factor: 1, summand: 1, unless: 5 },
  ],
  watches: [{ kind: "entered", modulus: 30_011, remainder: 29_000 }],
};
const limits: SearchLimits = { maxStates: 1_000_000, memory: 2 ** 23 };
const exact = searchBreadthFirst(
  compileSearch(codeOf(model), () => ({}), "wasm", limits.memory),
  [],
  limits,
);

function search(
  how: "bitstate" | "hash-compaction",
  backend: "wasm" | "javascript",
  given: SearchLimits = limits,
  wanted: readonly number[] = [],
): ApproximateSearch {
  return searchApproximately(
    compileSearch(codeOf(model), () => ({}), backend, given.memory, { approximate: how }),
    how,
    wanted,
    given,
  );
}

describe.each(["bitstate", "hash-compaction"] as const)("%s", (how) => {
  test("with room enough nothing is omitted, and that is probable", () => {
    const found = search(how, "wasm");
    const { states, transitions, initialStates, finalStates, depth, peaks } = exact;
    expect(found).toMatchObject({ states, transitions, initialStates, finalStates, depth, peaks, ending: { kind: "complete" } });
    expect(found.omission).toBeGreaterThan(0);
    expect(found.omission).toBeLessThan(0.1);
    expect(found.seenAt).toBeGreaterThan(3);
  });

  test("both translations see the same", () => {
    const few = { ...limits, memory: 2 ** 19 };
    expect(search(how, "javascript", few)).toEqual({ ...search(how, "wasm", few), backend: "javascript" });
  });

  test("what is wanted ends it, and so do limits", () => {
    expect(search(how, "wasm", limits, [0]).ending).toEqual({ kind: "decided" });
    expect(search(how, "wasm", { ...limits, maxStates: 5_000 })).toMatchObject({ states: 5_000, ending: { kind: "limit" } });
    expect(search(how, "wasm", { ...limits, maxDepth: 4 })).toMatchObject({ depth: 4, ending: { kind: "depth", limit: 4 } });
    expect(search(how, "wasm", { ...limits, shouldStop: () => "enough" }).ending).toEqual({ kind: "interrupted", reason: "enough" });
  });
});

test("bits that are too few omit states, which is then probable", () => {
  const found = search("bitstate", "wasm", { ...limits, memory: 2 ** 18 });
  expect(found.ending).toEqual({ kind: "complete" });
  expect(found.states).toBeLessThan(exact.states);
  expect(found.omission).toBeGreaterThan(0.5);
});

test("a table that is full is a limit", () => {
  expect(search("hash-compaction", "wasm", { ...limits, memory: 2 ** 16 }).ending.kind).toBe("limit");
});
