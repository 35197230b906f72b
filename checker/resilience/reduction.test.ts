import { expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { crashes } from "./crash.ts";
import { reducedReplay } from "./reduction.ts";
import { machineOf } from "./verdicts.ts";

function isReduced(text: string): boolean {
  const { model } = analyseText(text);
  if (model?.entry === undefined) throw new Error("no model");
  const machine = machineOf({ model, name: model.entry, faults: crashes([...model.roles.keys()], 1) }, contracts(model));
  if ("reason" in machine) throw new Error(machine.reason);
  return reducedReplay(machine.system) !== undefined;
}

const roles = "role A { durable n: int = 0; } role B; role C;";

test("moves of a program that does the same again commute", () => {
  expect(isReduced(`${roles} choreography main(A, B, C) { A.1 -> B.x; A.1 -> C.x; }`)).toBe(true);
  expect(isReduced(`${roles} choreography main(A, B, C) { A.u := journal any 0..1; A.u -> B.x; A.u -> C.x; }`)).toBe(true);
});

test.each([
  ["chooses", "A.u := any 0..1; A.u -> B.x; A.u -> C.x;", ""],
  ["reads what changes", "A.n -> B.x; perform A.add(); A.n -> C.x;", "transaction add() at A { n := n + 1; }"],
  ["does a transaction again", "A.u := perform add(); A.u -> B.x; A.u -> C.x;", "idempotent transaction add() at A : int { n := n + 1; result n; }"],
])("a message that comes again may replace another one where a role %s: all orders are explored", (_, body, transaction) => {
  expect(isReduced(`${roles} ${transaction} choreography main(A, B, C) { ${body} }`)).toBe(false);
});
