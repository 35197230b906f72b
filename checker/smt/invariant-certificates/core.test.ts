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

function needs(property: string): readonly string[] {
  const { model, files } = analyseText(text);
  if (model === undefined) throw new Error("no model");
  const core = coreOf(property, "main", model, files, { solver, effort: { milliseconds: 20_000 }, longest: 4, shouldStop: () => undefined });
  return core.kind === "none" ? [core.reason] : core.grounds.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`);
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
