import { describe, expect, test } from "vitest";
import { present } from "../../../calculus/present.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { staticAssumptions } from "./index.ts";

function found(statements: string): readonly string[] {
  const { model } = analyseText(`role A { durable d: int = 0; durable c: int = 2; v: int = 0; }
role B { v: int = 0; }
transaction add() at A { d := d + 1; }
pure transaction constant() at A : int { result c; }
pure transaction varying() at A : int { result d; }
choreography main(A, B) { perform A.add(); ${statements} A.v -> B.v; }`);
  const known = present(model);
  return staticAssumptions(known, "main", known.transactions).findings.map(({ code }) => code);
}

describe("chance that a replay would take anew", () => {
  test("is a read of a field that changes", () => {
    expect(found("A.v := d;")).toEqual(["unjournaled-chance"]);
    expect(found("A.v := perform varying();")).toEqual(["unjournaled-chance"]);
  });

  test("is not what is journaled where it is read", () => {
    expect(found("A.v := journal d;")).toEqual([]);
  });

  test("is not a read of a field that never changes", () => {
    expect(found("A.v := perform constant();")).toEqual([]);
  });
});
