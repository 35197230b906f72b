import { expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";

function assumptions(text: string): readonly string[] {
  const analysis = analyseText(text);
  expect(analysis.diagnostics).toEqual([]);
  return verifyModel(analysis).verdicts.find(({ property }) => property === "no-failure")?.assumptions ?? [];
}

const percent = "type Percent = int where 0 <= value and value <= 100; record Share { of: string; part: Percent }";

test("a verdict names every refined place that nothing holds to", () => {
  const text = `${percent}
fn half(p: Percent): Percent = p / 2;
fn more(p: int): (int where value > 3);
role A { share: Percent = 3; shares: list<Share> = []; fixed: Percent = 1; free: int = 0; }
role B { got: (int where value > 0) = 1; }
choreography C(A, B) { A.share := 700; A.shares := [Share(of: "x", part: 900)]; A.free := 1; A.fixed -> B.got; call D(A; 5); }
choreography D(A; n: Percent at A) { A.free := n; }`;
  expect(assumptions(text)).toContain(
    "what is assigned, received, passed or returned is not checked against the refinements of A.share, A.shares, B.got, parameter n of D, parameter p of half, the result of half",
  );
});

test("without such a place nothing is said: what is only initialised was checked, and an oracle keeps to its result", () => {
  expect(assumptions(`${percent} fn more(p: int): Percent; role A { share: Percent = 3; x: int = 1; } choreography C(A) { A.x := share + more(1); }`)).toEqual([
    "more is some function of its type",
  ]);
});
