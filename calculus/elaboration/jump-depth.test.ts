import { expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { projectionErrors } from "../projection/index.ts";
import { choreographySystem } from "../semantics/index.ts";
import { exhaustive } from "../values/index.ts";

function exits(count: number): string {
  return `role A { x: int = 0; } choreography M(A) { loop L { ${"if A.(x > 9) { break L; } A.x := x + 1; ".repeat(count)} } }`;
}

test("as many early exits as the nesting limit are elaborated, projected and executed", () => {
  const { model, diagnostics } = analyseText(exits(200));
  expect(diagnostics).toEqual([]);
  if (model === undefined) throw new Error("no model");
  expect(projectionErrors(model)).toEqual([]);
  const system = choreographySystem(model);
  const [initial] = system.initial(exhaustive(() => undefined));
  if (initial === undefined) throw new Error("no configuration");
  expect(
    system.steps(
      initial,
      exhaustive(() => undefined),
    ),
  ).toHaveLength(1);
  expect(system.key(initial)).not.toBe("");
});

test("more early exits than the nesting limit in one block are refused", () => {
  expect(analyseText(exits(5000)).diagnostics.map(({ code }) => code)).toEqual(["nesting-too-deep"]);
});
