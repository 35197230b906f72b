import { describe, expect, test } from "vitest";
import { explain, judgeEveryday } from "../everyday.ts";
import { otherTheorems } from "./index.ts";

describe("the other theorems", () => {
  test.each(otherTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
