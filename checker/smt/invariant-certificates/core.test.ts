import { afterAll, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { chooseSolver } from "../backends/index.ts";
import { coreOf } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

const text = `fn fee(sum: int): int ensures result >= 1;
fn rate(sum: int): int ensures result >= 100;
role A { sum: int = any where value >= 0; paid: int = 0; log: list<int> = []; rounds: int = 0; }
role B { total: int = 0; }
choreography main(A, B) {
  while A.(rounds < sum) {
    A.fee(rounds) -> B.x : pay;
    B.total := total + x;
    A.paid := rate(rounds);
    A.rounds := rounds + 1;
  }
  A.log := [];
  A -> B : over;
  assert B.(total >= 0);
}
property Positive = always B.total >= 0;
property Empty = finally length(A.log) == 0;
`;

function needs(property: string, program = text, about: Parameters<typeof coreOf>[5] = {}): readonly string[] {
  const { model, files, diagnostics } = analyseText(program);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const subject = model.systems.size > 0 ? "S" : "main";
  const core = coreOf(property, subject, model, files, { solver, effort: { milliseconds: 20_000 }, longest: 4, shouldStop: () => undefined }, about);
  return core.kind === "none" ? [core.reason] : core.grounds.map(({ kind, span }) => `${kind}: ${program.slice(span.start, span.end).split(" {")[0] ?? ""}`);
}

test("a core names the statements, the initial values and the contracts that a proof needs, and nothing that another function or variable has to do with", () => {
  expect(needs("Positive").filter((one) => !one.includes("log"))).toEqual([
    "contract: fn fee(sum: int): int ensures result >= 1;",
    "initial value: total: int = 0;",
    "statement: A.fee(rounds) -> B.x : pay;",
    "statement: B.total := total + x;",
  ]);
});

test("what has no layout without bounds counts always, and is named", () => {
  expect(needs("Empty")).toEqual(["initial value: log: list<int> = [];", "statement: A.log := [];"]);
});

test("what has no argument has no core, and the reason is told", () => {
  expect(needs("deadlock-free")).toEqual([expect.stringContaining("by design")]);
});

test("of a property of whole runs the core names what makes measures fall, and nothing that only keeps count", () => {
  const counting = `role A { n: int = any; s: int = any where value > 0; } role B { y: int = 0; }
choreography main(A, B) { while A.(n > 0) { A.s := any int where value > 0; A -> B : more; B.y := y + 1; A.n := n - s; } A -> B : done; }
property Ends of main = eventually A at end and B at end;
`;
  const needed = ["statement: while A.(n > 0)", "statement: A.s := any int where value > 0;", "statement: A.n := n - s;"];
  expect(needs("Ends", counting)).toEqual(needed);
  expect(needs("Ends", counting, { fairness: "no-fairness" })).toEqual([expect.stringContaining("fairness")]);
});

test("where calls nest the core is of the argument with summaries", () => {
  const nesting = `role A { n: int = any where value >= 0 and value < 9; } role B { y: int = 0; z: int = 0; }
choreography R(A, B; k: int at A) { if A.(k > 0) { A -> B : more; call R(A, B; k - 1); B.y := y + 1; B.z := 0 - z; } else { A -> B : done; } }
choreography main(A, B) { call R(A, B; n); }
property Positive of main = always B.y >= 0;
`;
  expect(needs("Positive", nesting)).toEqual(["initial value: y: int = 0;", "statement: B.y := y + 1;"]);
});

test("of a network the core is of the argument about all interleavings", () => {
  const system = `role A { x: int = 0; z: int = 0; } role B { y: int = 0; z: int = 0; }
process P plays A { loop L { x := x + 1; z := z + 1; B!m(x); B?ok; } }
process Q plays B { loop R { A?m(y); z := 0 - y; A!ok; } }
system S { A = P; B = Q; }
property Behind of S = always B.y <= A.x;
`;
  expect(needs("Behind", system, { network: "bounded(1)" })).toEqual([
    "initial value: x: int = 0;",
    "initial value: y: int = 0;",
    "statement: x := x + 1;",
    "statement: B!m(x);",
    "statement: A?m(y);",
  ]);
  expect(needs("Behind", system, { network: "bag" })).toEqual([expect.stringContaining("no order")]);
});
