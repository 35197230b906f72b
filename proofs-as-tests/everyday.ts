/** How `npm test` runs the suite: 300 cases of each theorem at the default seed, fewer of those whose cases cost much; `npm run test:deep` 500 of each. */
import { inject } from "vitest";
import { realImplementation } from "./implementation.ts";
import { judge, type Judgement } from "./judgement.ts";
import type { Theorem } from "./theorem.ts";

const everydayRuns = 300;
export const deepRuns = 500;
export const defaultSeed = 1;

/** Tests a theorem as `npm test` does, or `npm run test:deep`. */
export function judgeEveryday(theorem: Theorem): Judgement {
  const runs = inject("isDeep") ? deepRuns : (theorem.everydayRuns ?? everydayRuns);
  const report = theorem.check({
    runs,
    seed: defaultSeed,
    shard: { index: 0, of: 1 },
    implementation: realImplementation,
    shrink: true,
    saved: true,
  });
  return judge(theorem, report, runs);
}

/** What a failing test shows of a judgement. */
export function explain({ id, status, counterexample, unmet }: Judgement): string {
  const found =
    counterexample === null
      ? ""
      : `\n${counterexample.refutation.kind}: ${counterexample.refutation.message}\n${counterexample.origin}\n${counterexample.text}`;
  return `${id} ${status}${unmet.map((each) => `\nunmet: ${each}`).join("")}${found}`;
}
