import { describe, expect, test } from "vitest";
import { differences, distance } from "./outcomes.ts";

const end = (...places: readonly (readonly [string, string])[]): Parameters<typeof differences>[0] => ({
  observations: places.map(([place, value]) => ({ place, value })),
});

describe("two ends", () => {
  test("differ in what is durable", () => {
    expect(differences(end(["B.balance", "80"]), end(["B.balance", "90"]))).toEqual(["B.balance is 80, and not 90"]);
  });

  test("in which sessions ended otherwise differ in that, once, and not in what only the one that completed has", () => {
    const failed = end(["B.balance", "90"], ["A ended", "failed"], ["B ended", "failed"]);
    const completed = end(["B.balance", "90"], ["A ended", "completed"], ["A.x", "1"], ["B ended", "completed"], ["B.y", "2"]);
    expect(differences(failed, completed)).toEqual(["the session is failed, and not completed, at A, B"]);
    expect(differences(completed, failed)).toEqual(["the session is completed, and not failed, at A, B"]);
    expect(distance(failed, completed)).toBe(4);
  });

  test("of several sessions differ in each", () => {
    const one = end(["A, in session 1 ended", "completed"], ["A.x in session 1", "1"], ["A, in session 2 ended", "failed"]);
    const other = end(["A, in session 1 ended", "completed"], ["A.x in session 1", "2"], ["A, in session 2 ended", "completed"], ["A.x in session 2", "2"]);
    expect(differences(one, other)).toEqual(["A.x in session 1 is 1, and not 2", "session 2 is failed, and not completed, at A"]);
  });

  test("that both completed differ in variables that only one has", () => {
    expect(differences(end(["A ended", "completed"]), end(["A ended", "completed"], ["A.x", "1"]))).toEqual(["A.x is unset, and not 1"]);
  });
});
