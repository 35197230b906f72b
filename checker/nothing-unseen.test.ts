/** No green light that looked at nothing: what was not judged, or never reached, is not proved. */
import { expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./index.ts";

const roles = "role A { x: int = 0; } role B { y: int = 0; }";

function outcomes(text: string): Readonly<Record<string, string>> {
  const { verdicts } = verifyModel(analyseText(`${roles} ${text}`));
  return Object.fromEntries(verdicts.map(({ subject, property, verdict }) => [`${subject} ${property}`, verdict]));
}

test("without an entry every closed choreography is judged", () => {
  const judged = outcomes("choreography X(A, B) { A.x := 1/0; } choreography Y(A, B) { A.x := 1; assert A.false; }");
  expect(judged).toMatchObject({ "X no-failure": "violated", "Y assert": "violated" });
});

test("beside the entry, a closed choreography that nobody calls is judged; one that is called is judged by the call", () => {
  const judged = outcomes("choreography main(A, B) { call Called(A, B); } choreography Called(A, B) { A.x := 1; } choreography Alone(A, B) { A.x := 1/0; }");
  expect(judged).toMatchObject({ "Alone no-failure": "violated", "main no-failure": "proved" });
  expect(Object.keys(judged).some((name) => name.startsWith("Called"))).toBe(false);
});

test.each([
  ["before it, with an idle role", "assume A.false; A.x := 1; assert A.false;"],
  ["at its own role, while another role finishes", "A.x := 1; assume B.false; assert B.false;"],
  ["before it, while another role never ends", "assume A.false; assert A.false; loop L { B.y := 1 - y; }"],
])("an assertion that a false assumption cuts off %s is vacuous", (_where, body) => {
  expect(outcomes(`choreography main(A, B) { ${body} }`)["main assert"]).toBe("vacuous");
});

test("an assertion beside a role without a value to choose is judged, and its run replays", () => {
  const text = "fn g(n: int): int ensures result > 3 and result < 2; choreography main(A, B) { A.x := g(1); assert B.false; }";
  expect(outcomes(text)["main assert"]).toBe("violated");
});

test("a property may not take the name of a built-in one", () => {
  const { diagnostics } = analyseText(`${roles} choreography main(A, B) { A.x := 1; } property projectable = always A.x == 5;`);
  expect(diagnostics.map(({ code }) => code)).toEqual(["reserved-builtin-name"]);
});
