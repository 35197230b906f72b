import { describe, expect, test } from "vitest";
import { explain, judgeEveryday } from "../everyday.ts";
import { graphTheorems } from "./index.ts";

describe("theorems on graphs", () => {
  test.each(graphTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
