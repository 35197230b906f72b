import { expect, test } from "vitest";
import { essential } from "./written-invariants.ts";

test.each([
  [["A.x <= A.y", "A.x < A.y"], ["A.x < A.y"]],
  [
    ["A.x <= 3", "A.x <= 10", "A.x >= 0", "A.x >= -1"],
    ["A.x <= 3", "A.x >= 0"],
  ],
  [["A.b implies A.x <= 3", "A.x <= 3"], ["A.x <= 3"]],
  [["A.b implies A.x <= 5", "A.x <= 3"], ["A.x <= 3"]],
  [["A.x <= 3", "A.x <= 3"], ["A.x <= 3"]],
])("what others say already is left out of %j", (all, left) => {
  expect(essential(all)).toEqual(left);
});

test.each([
  [["A.b implies A.x <= 3", "not A.b implies A.x <= 3"]],
  [["A.b implies A.x <= 3", "A.x <= 5"]],
  [["A.x <= A.y", "A.y <= A.x"]],
  [["A.x <= 3", "A.y <= 5"]],
  [["A.x + A.y <= A.z", "A.x + A.y >= A.z"]],
  [["A.x <= 2 * A.y", "A.x <= 3 * A.y"]],
])("what others do not say stays in %j", (all) => {
  expect(essential(all)).toEqual(all);
});
