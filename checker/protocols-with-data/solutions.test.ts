import { describe, expect, test } from "vitest";
import type { ComparisonOperator, DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { solutions, type Unknown } from "./solutions.ts";

const sent: DataTerm = { kind: "sent" };
const next: DataTerm = { kind: "after", register: "r" };
const number = (value: bigint): DataTerm => ({ kind: "integer", value });
const is = (left: DataTerm, operator: ComparisonOperator, right: DataTerm): DataCondition => ({ kind: "comparison", operator, left, right });
const plus = (left: DataTerm, right: DataTerm): DataTerm => ({ kind: "arithmetic", operator: "+", left, right });
const unknowns: readonly Unknown[] = [{ kind: "sent" }, { kind: "after", register: "r" }];

function found(...conditions: readonly DataCondition[]): readonly string[] | undefined {
  const known = { before: new Map([["r", 5n]]), after: new Map<string, bigint>() };
  return solutions(conditions, known, unknowns)?.map((one) => `${String(one.sent)} ${String(one.after.get("r"))}`);
}

describe("solutions", () => {
  test.each<[string, readonly DataCondition[], readonly string[] | undefined]>([
    ["between bounds", [is(sent, ">", number(1n)), is(sent, "<=", number(3n)), is(next, "=", sent)], ["2 2", "3 3"]],
    ["of a sum with what is known", [is(plus(sent, { kind: "before", register: "r" }), "=", number(7n)), is(next, "=", number(0n))], ["2 0"]],
    [
      "of a choice are those of both sides",
      [{ kind: "or", left: is(sent, "=", number(9n)), right: is(sent, "=", number(-9n)) }, is(next, "=", plus(sent, number(1n)))],
      ["-9 -8", "9 10"],
    ],
    [
      "under a negation",
      [{ kind: "not", of: { kind: "or", left: is(sent, "<", number(0n)), right: is(sent, ">", number(1n)) } }, is(next, "=", sent)],
      ["0 0", "1 1"],
    ],
    ["are none where bounds exclude each other", [is(sent, ">", number(3n)), is(sent, "<", number(2n))], []],
    ["are none where a division by zero is compared", [is({ kind: "arithmetic", operator: "/", left: number(1n), right: number(0n) }, "=", number(0n))], []],
    ["are not seen without bounds", [is(sent, ">", number(3n)), is(next, "=", sent)], undefined],
    ["are not seen where a register may be anything", [is(sent, "=", number(3n))], undefined],
    ["are too many to be tried", [is(sent, ">", number(0n)), is(sent, "<", number(100_000n)), is(next, "=", sent)], undefined],
  ])("%s", (_name, conditions, expected) => expect(found(...conditions)).toEqual(expected));
});
