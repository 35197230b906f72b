import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { verifyModel } from "../../judge.ts";
import { chooseSolver } from "../backends/index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

/** What is asked, and nothing else. */
const outcome = (text: string, property: string): string | undefined =>
  verifyModel(analyseText(text), { engine: "smt", solver, ignoreExpect: true, property }).verdicts.find((one) => one.property === property)?.verdict;

const nest = (before: string, after: string, rest = ""): string => `
  role A { n: int = any; x: int = 0; } role B { depth: int = 0; } role C { z: int = 0; }
  choreography Nest(A, B; k: int at A) {
    if A.(k > 0) { A.k -> B.seen : open; ${before} call Nest(A, B; k - 1); ${after} } else { A -> B : turn; B.depth := 0; }
  }
  choreography main(A, B, C) { call Nest(A, B; n); ${rest} }`;

describe("calls that nest without end", () => {
  test("a call is told by what it is given and what it leaves; each has variables of its own", () => {
    const text = `${nest("", "B.depth := depth + 1;")} property Depth of main = finally B.depth == max(A.n, 0);`;
    expect(outcome(text, "Depth")).toBe("proved");
  });
  test("an assertion inside of them is looked at, and the run is replayed", () => {
    expect(outcome(nest("", "B.depth := depth + 1; assert B.(depth != 3);"), "assert")).toBe("violated");
  });
  test("who has nothing to do in a call that goes on for ever comes to what follows it", () => {
    const text = `role A { x: int = any; } role B { y: int = 0; } role C { b: bool = false; }
      choreography Spin(A) { A.x := x + 1; call Spin(A); A.x := 0; }
      choreography Nest(A, B; k: int at A) {
        if A.(k > 0) { A -> B : open; call Nest(A, B; k - 1); B.y := y + 1; } else { A -> B : turn; call Spin(A); }
      }
      choreography main(A, B, C) { call Nest(A, B; 7); B.y -> C.z; assert C.b; }`;
    expect(outcome(text, "assert")).not.toBe("proved");
    expect(outcome(text.replace("7", "2"), "assert")).toBe("violated");
  });
  test("who has stopped inside of a call does not hide what others do behind it", () => {
    expect(outcome(nest("A.x := 1 / (k - 2);", "B.depth := 1;", "B.depth -> C.z; assert C.(z < 1);"), "assert")).toBe("violated");
    expect(outcome(nest("", "B.depth := 1;", "assert C.(z > 0);"), "assert")).toBe("violated");
  });
});
