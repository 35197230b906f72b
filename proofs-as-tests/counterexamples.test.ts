import { expect, test } from "vitest";
import { savedCases } from "./counterexamples.ts";
import { modelOf, programGenerator } from "./generators/generated-program.ts";
import { realImplementation } from "./implementation.ts";

const saved = savedCases("T5", "choreo");

test("counterexamples are saved", () => {
  expect(saved.length).toBeGreaterThan(5);
});

test.each(saved.map(({ file, text }) => [file, text] as const))("%s is still a case: it parses, is well-typed and projectable", (_, text) => {
  const model = modelOf(programGenerator("programs").read(text));
  expect(model !== undefined && realImplementation.projectable(model)).toBe(true);
});
