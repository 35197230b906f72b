import { expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { exhaustive } from "../values/index.ts";
import { choreographySystem } from "./index.ts";

test("initial worlds beyond the limit are not enumerated: the choice is handed over as one that is too large, by the name of the field", () => {
  const fields = (names: readonly string[]): string => names.map((name) => `${name}: int = any 0..99;`).join(" ");
  const { model } = analyseText(`role A { ${fields(["a", "b"])} } role B { ${fields(["c", "d"])} } choreography C(A, B) { }`);
  if (model === undefined) throw new Error("not well-typed");
  const recorded: string[] = [];
  const worlds = choreographySystem(model).initial(exhaustive(({ description }) => recorded.push(description)));
  expect(worlds).toEqual([]);
  expect(recorded).toEqual(["B.c (beyond 100000 initial states)"]);
});
