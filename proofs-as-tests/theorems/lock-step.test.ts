import { describe, expect, test } from "vitest";
import { explain, judgeEveryday } from "../everyday.ts";
import { lockStepTheorems } from "./index.ts";

describe("a choreography and its network, in lock-step", () => {
  test.each(lockStepTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
