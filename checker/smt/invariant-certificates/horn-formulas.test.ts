import { afterAll, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import { certifyInvariants } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

/** What becomes of the certificate of `assert`. */
function claim(text: string): string {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const effort = { milliseconds: 20_000 };
  const effortful = { solver, effort, longest: 6, shouldStop: () => undefined };
  const { property, outcome, reason = "" } = present(certifyInvariants("main", ["assert"], { model, files, solvers: [solver], effort }, effortful).claims[0]);
  return `${property}: ${outcome}, ${reason}`;
}

/** The number in the card is the one that was counted, which the language says of an option and not of an enum. */
const card = "enum Card { Red, Black(int) } role A { c: Card = Black(0); n: int = 0; m: int = any; } role B;";
const seen = "match A.c { Red => { A -> B : red; } Black(p) => { A -> B : black; assert A.(p == n); } }";
const loops = `${card}
choreography main(A, B) {
  while A.(m > 0) { A -> B : more; A.n := n + 1; A.c := Black(n); A.m := m - 1; } A -> B : done;
  A.m := any int;
  while A.(m > 0) { A -> B : again; A.m := m - 1; } A -> B : over;
  ${seen}
}`;
const calls = `${card}
choreography R(A, B; k: int at A) {
  if A.(k > 0) { A -> B : more; A.n := n + 1; A.c := Black(n); call R(A, B; k - 1); A.m := 0; } else { A -> B : done; }
}
choreography main(A, B) { call R(A, B; m); ${seen} }`;

test("what is no formula of the language is told in SMT-LIB, with its place", () => {
  expect(claim(loops)).toMatch(
    /^assert: uncertified, the invariants are not shown .* without what cannot be written in the language: .*\|A\.c Black 0\|.* at .*input\.choreo:\d/,
  );
});

test("so is what is missing in summaries of calls", () => {
  expect(claim(calls)).toMatch(
    /^assert: uncertified, the summaries .* without what cannot be written in the language: .*\|A\.c(__given)? Black 0\|.* at .*input\.choreo:\d/,
  );
});

test("what is said of options is written", () => {
  const option = (text: string): string =>
    text
      .replace("enum Card { Red, Black(int) } ", "")
      .replace("c: Card = Black(0)", "c: option<int> = some(0)")
      .replace("Black(n)", "some(n)")
      .replace(seen, "if A.is_some(c) { A -> B : black; assert A.(unwrap(c) == n); } else { A -> B : red; }");
  expect(claim(option(loops))).toBe("assert: certified, ");
});
