/** Inclusion of sets of sequences with repeated parts. */
import { expect, test } from "vitest";
import { includes } from "./repeated-sequences.ts";

test("a part may come any number of times, also never", () => {
  expect(includes([1, [[2, 3]], 4], [1, 4])).toBe(true);
  expect(includes([1, [[2, 3]], 4], [1, 2, 3, 2, 3, 4])).toBe(true);
  expect(includes([1, [[2, 3]], 4], [1, 2, 4])).toBe(false);
  expect(includes([1, 4], [1, [[2, 3]], 4])).toBe(false);
});

test("alternatives come in any order", () => {
  expect(includes([[[1], [2]]], [1, 2, 2, 1])).toBe(true);
  expect(includes([[[1], [2]]], [[[2], [1, 1]], 1])).toBe(true);
  expect(includes([[[1, 2]]], [[[1], [2]]])).toBe(false);
});

test("how the parts are written does not matter", () => {
  expect(includes([[[1]], 1], [1, [[1]]])).toBe(true);
  expect(includes([1, [[2, 1]]], [[[1, 2]], 1])).toBe(true);
});
