import { describe, expect, test } from "vitest";
import { explain, judgeEveryday } from "../everyday.ts";
import { replayTheorems } from "./index.ts";

describe("the theorems of replay and of sagas", () => {
  test.each(replayTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
