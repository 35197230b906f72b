import { describe, expect, test } from "vitest";
import { conjectures } from "./index.ts";

describe("a known falsehood is still refuted by its counterexample", () => {
  test.each(conjectures.map((conjecture) => [conjecture.name, conjecture] as const))("%s", (_, conjecture) => {
    expect(conjecture.isRefuted()).toBe(true);
  });
});
