import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { Beyond, exists } from "./eliminate.ts";
import { negated, type Formula } from "./formula.ts";
import { formulaOf, type Naming } from "./formula-of-condition.ts";
import { holds } from "./conditions.ts";
import type { Polynomial } from "./polynomial.ts";

const naming: Naming = { sent: "sent", before: (register) => register, after: (register) => `${register}'` };

function valueOf({ constant, monomials }: Polynomial, values: ReadonlyMap<string, bigint>): bigint {
  let sum = constant;
  for (const { names, factor } of monomials.values()) sum += names.reduce((product, name) => product * (values.get(name) ?? 0n), factor);
  return sum;
}

function isTrue(formula: Formula, values: ReadonlyMap<string, bigint>): boolean {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula.kind === "true";
    case "and":
      return formula.parts.every((part) => isTrue(part, values));
    case "or":
      return formula.parts.some((part) => isTrue(part, values));
    case "atom": {
      const value = valueOf(formula.atom.of, values);
      switch (formula.atom.kind) {
        case "at-most":
          return value <= 0n;
        case "equal":
          return value === 0n;
        case "different":
          return value !== 0n;
        case "divides":
          return value % formula.atom.by === 0n;
        case "divides-not":
          return value % formula.atom.by !== 0n;
      }
    }
  }
}

const leaf: fc.Arbitrary<DataTerm> = fc.oneof(
  fc.bigInt({ min: -4n, max: 4n }).map((value): DataTerm => ({ kind: "integer", value })),
  fc.constant<DataTerm>({ kind: "sent" }),
  fc.constantFrom("r", "q").map((register): DataTerm => ({ kind: "before", register })),
);
const factor = fc.bigInt({ min: -3n, max: 3n }).map((value): DataTerm => ({ kind: "integer", value }));
const divisor = fc.constantFrom(-3n, 0n, 2n, 3n).map((value): DataTerm => ({ kind: "integer", value }));
const arithmetic = (operator: "+" | "-" | "*" | "/" | "%", left: fc.Arbitrary<DataTerm>, right: fc.Arbitrary<DataTerm>): fc.Arbitrary<DataTerm> =>
  fc.record({ kind: fc.constant("arithmetic" as const), operator: fc.constant(operator), left, right });
const term: fc.Arbitrary<DataTerm> = fc.oneof(
  { weight: 2, arbitrary: leaf },
  arithmetic("+", leaf, arithmetic("*", factor, leaf)),
  arithmetic("-", arithmetic("*", factor, leaf), leaf),
  arithmetic("%", arithmetic("+", leaf, leaf), divisor),
  arithmetic("/", arithmetic("-", leaf, leaf), divisor),
);
const comparison: fc.Arbitrary<DataCondition> = fc.record({
  kind: fc.constant("comparison" as const),
  operator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
  left: term,
  right: term,
});
const { condition } = fc.letrec<{ condition: DataCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    comparison,
    fc.record({ kind: fc.constantFrom("and", "or"), left: tie("condition"), right: tie("condition") }),
    fc.record({ kind: fc.constant("not" as const), of: tie("condition") }),
  ),
}));

const small = [-3n, -2n, -1n, 0n, 1n, 2n, 3n];

describe("formulas", () => {
  test("say what conditions say, and their negations the opposite", () => {
    fc.assert(
      fc.property(condition, fc.constantFrom(...small), fc.constantFrom(...small), fc.constantFrom(...small), (one, sent, r, q) => {
        const values = new Map([
          ["sent", sent],
          ["r", r],
          ["q", q],
        ]);
        const truth = holds(one, { sent, before: values, after: new Map() });
        const formula = formulaOf(one, naming);
        expect(isTrue(formula, values)).toBe(truth);
        expect(isTrue(negated(formula), values)).toBe(truth !== true);
      }),
      { numRuns: 300 },
    );
  });

  test("without a quantifier say whether there is a value", () => {
    // With factors and constants so small a value is near, if there is one: 60 is beyond all ends and one period behind them.
    const range = Array.from({ length: 301 }, (_, index) => BigInt(index - 150));
    fc.assert(
      fc.property(condition, fc.constantFrom(...small), fc.constantFrom(...small), (one, r, q) => {
        const before = new Map([
          ["r", r],
          ["q", q],
        ]);
        const isThere = range.some((sent) => holds(one, { sent, before, after: new Map() }) === true);
        const formula = exists("sent", formulaOf(one, naming));
        expect(isTrue(formula, before)).toBe(isThere);
      }),
      { numRuns: 150 },
    );
  });

  const product: DataCondition = {
    kind: "comparison",
    operator: "<",
    left: { kind: "arithmetic", operator: "*", left: { kind: "sent" }, right: { kind: "before", register: "r" } },
    right: { kind: "integer", value: 7n },
  };

  test("with a product of names are not eliminated where it is about them", () => {
    expect(() => exists("sent", formulaOf(product, naming))).toThrow(Beyond);
    const equal: DataCondition = { kind: "comparison", operator: "=", left: { kind: "sent" }, right: { kind: "before", register: "q" } };
    const formula = exists("sent", formulaOf({ kind: "and", left: product, right: equal }, naming));
    expect(
      isTrue(
        formula,
        new Map([
          ["r", 2n],
          ["q", 3n],
        ]),
      ),
    ).toBe(true);
    expect(
      isTrue(
        formula,
        new Map([
          ["r", 4n],
          ["q", 3n],
        ]),
      ),
    ).toBe(false);
  });
});
