import { afterAll, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { questionOf } from "../../items.ts";
import { chooseSolver } from "../backends/index.ts";
import type { SymbolicAnswer } from "./survey.ts";
import { surveySymbolic } from "./survey.ts";
import type { SymbolicParts } from "./parts.ts";
import { symbolicParts } from "./parts.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

const text = `role A { n: int = any where value >= 0 and value <= 9; }
choreography main(A) {
  while A.(n < 9) { A.n := n + 1; }
}
property Small = always A.n <= 8;
`;

function answer(parts: Partial<SymbolicParts>): SymbolicAnswer | undefined {
  const { model } = analyseText(text);
  if (model === undefined) throw new Error("not a program");
  const questions = model.properties.flatMap((one) => questionOf(one) ?? []);
  // No run is looked at, so that nothing but induction decides.
  const all = { ...symbolicParts, looksAtBase: false, ...parts };
  return [...surveySymbolic(model, "main", questions, { solver, effort: { milliseconds: 20_000 }, longest: 2, shouldStop: () => undefined }, all).values()][0];
}

/** An analysis that believes in the smallest value. */
const wrong: SymbolicParts["knows"] = ({ shape, mayBeUnset }) => ({
  shape: shape.kind === "integer" ? { ...shape, high: shape.low } : shape,
  mayBeUnset,
});

test("bounds that an analysis gives are proved before induction begins in states within them", () => {
  expect(answer({ knows: wrong, provesBounds: false })?.outcome).toBe("proved");
  expect(answer({ knows: wrong })?.outcome).toBe("unknown");
});
