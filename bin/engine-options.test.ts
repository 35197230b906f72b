import { describe, expect, test } from "vitest";
import { readOptions } from "./options.ts";

const base = { _: [] };

describe("options of the engine", () => {
  test("name reductions in a fixed order, all or none", () => {
    expect(readOptions({ ...base, reduction: "symmetry,persistent" }).reduction).toEqual(["persistent", "symmetry"]);
    expect(readOptions({ ...base, reduction: "all" }).reduction).toEqual(["persistent", "symmetry", "dead-variables"]);
    expect(readOptions({ ...base, reduction: "none" }).reduction).toEqual([]);
    expect(readOptions(base).reduction).toBeUndefined();
  });
  test.each([
    [{ reduction: "most" }, "`most` is none of"],
    [{ workers: "65" }, "at most 64"],
    [{ workers: "0" }, "positive whole number"],
    [{ engine: "spin" }, "is one of"],
    [{ approximate: "guess" }, "is one of"],
    [{ engine: "rules", workers: "2" }, "for the engine explicit, not rules"],
    [{ engine: "head-first", reduction: "all" }, "for the engine explicit, not head-first"],
    [{ reduction: "all", "max-depth": "4" }, "exclude each other"],
    [{ approximate: "bitstate", "max-depth": "4" }, "exclude each other"],
    [{ approximate: "bitstate", reduction: "all" }, "exclude each other"],
    [{ search: "sideways" }, "is one of"],
    [{ engine: "rules", search: "depth-first" }, "for the engine explicit, not rules"],
    [{ search: "depth-first", "max-depth": "4" }, "exclude each other"],
    [{ search: "depth-first", workers: "2" }, "exclude each other"],
    [{ search: "depth-first", approximate: "bitstate" }, "exclude each other"],
  ])("that say nothing together are refused: %o", (raw, because) => {
    expect(() => readOptions({ ...base, ...raw })).toThrow(because);
  });
});
