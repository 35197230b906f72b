import { describe, expect, test } from "vitest";
import { explain, judgeEveryday } from "../everyday.ts";
import { bottomUpTheorems } from "./index.ts";

describe("theorems on endpoints", () => {
  test.each(bottomUpTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
