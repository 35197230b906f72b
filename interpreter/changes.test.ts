import { describe, expect, test } from "vitest";
import type { RoleStore, Store } from "../calculus/semantics/index.ts";
import { makeEnvironment } from "../calculus/values/index.ts";
import type { Change } from "./changes.ts";
import { changesBetween } from "./changes.ts";
import { changeText } from "./charts/index.ts";

const store = (fields: Record<string, bigint>, ...frames: Record<string, bigint>[]): RoleStore => ({
  fields: makeEnvironment(Object.entries(fields)),
  frames: frames.map((frame) => makeEnvironment(Object.entries(frame))),
});
const of = (one: RoleStore): Store => new Map([["A", one]]);
const texts = (changes: readonly Change[]): string[] => changes.map(changeText);

describe("what a step changed", () => {
  test("fields before names of the current frame, each with its old value", () => {
    expect(texts(changesBetween(of(store({ n: 1n, m: 5n }, { x: 1n })), of(store({ n: 2n, m: 5n }, { x: 1n, b: 2n }))))).toEqual(["A.n: 1 → 2", "A.b = 2"]);
  });

  test("nothing, if the same values were computed again", () => {
    expect(changesBetween(of(store({ n: 1n }, {})), of(store({ n: 1n }, {})))).toEqual([]);
  });

  test("a call that was entered, with the names of the new frame only", () => {
    expect(texts(changesBetween(of(store({}, { x: 1n })), of(store({}, { x: 1n }, { n: 3n }))))).toEqual(["A enters a call", "A.n = 3"]);
  });

  test("a call that was left, without listing what was forgotten", () => {
    expect(texts(changesBetween(of(store({}, { x: 1n }, { n: 3n })), of(store({}, { x: 1n }))))).toEqual(["A leaves a call"]);
  });

  test("a tail call: the frame is another one at the same depth", () => {
    expect(texts(changesBetween(of(store({}, {}, { n: 3n, y: 1n })), of(store({}, {}, { n: 2n }))))).toEqual(["A.n: 3 → 2", "A.y is unset"]);
  });

  test("by role, in the order of the store", () => {
    const older = new Map([
      ["B", store({ n: 1n }, {})],
      ["A", store({ n: 1n }, {})],
    ]);
    const newer = new Map([
      ["B", store({ n: 2n }, {})],
      ["A", store({ n: 3n }, {})],
    ]);
    expect(texts(changesBetween(older, newer))).toEqual(["B.n: 1 → 2", "A.n: 1 → 3"]);
  });
});
