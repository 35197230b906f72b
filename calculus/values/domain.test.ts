import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definitions, Domain } from "../core/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import { elaborate } from "../elaboration/index.ts";
import { parseFile } from "../parser/index.ts";
import type { Type } from "../syntax/index.ts";
import type { Chooser, DomainValues } from "./index.ts";
import { closedDomainFailure, evaluateAny, inhabits, maximumDomainValues, printValue, refusing, sampling } from "./index.ts";

function definitionsOf(text: string): Definitions {
  const { tree, diagnostics } = parseFile(text, 0, defaultLimits);
  expect(diagnostics).toEqual([]);
  return elaborate([tree], [{ path: "test.choreo", text }]).definitions;
}

/** The domain as the chooser sees it. */
function domainValues(domain: Domain, definitions: Definitions): DomainValues {
  const seen: DomainValues[] = [];
  const chooser: Chooser = {
    ...refusing,
    choose: (_, values) => {
      seen.push(values);
      return [];
    },
  };
  evaluateAny(domain, "A.x", { definitions, local: () => undefined, oracles: new Map(), role: "A", chooser });
  return seen[0] ?? { kind: "finite", values: [] };
}

const declarations = `
  const top = 3;
  type Price = int where value > 0 and value <= top;
  type Even = Price where value % 2 == 0;
  enum Colour { Red, Green, Mixed(bool) }
  enum Tree { Leaf, Node(Tree, int, Tree) }
  enum Never { Again(Never) }
  record Pair { a: bool; b: (int where value >= 0 and value < 2) }
`;

function typed(type: string): { type: Type; definitions: Definitions } {
  const definitions = definitionsOf(`${declarations} type It = ${type};`);
  const found = definitions.types.get("It");
  if (found === undefined) throw new Error("no type");
  return { type: found, definitions };
}

/** All values as text, or `infinite`. */
function all(type: string): string {
  const { type: found, definitions } = typed(type);
  const values = domainValues({ kind: "type", type: found }, definitions);
  return values.kind === "finite" ? values.values.map(printValue).join(" ") : "infinite";
}

describe("finite domains, in their order", () => {
  test.each([
    ["bool", "false true"],
    ["unit", "unit"],
    ["Colour", "Red Green Mixed(false) Mixed(true)"],
    ["option<bool>", "none some(false) some(true)"],
    ["Pair", "Pair(a: false, b: 0) Pair(a: false, b: 1) Pair(a: true, b: 0) Pair(a: true, b: 1)"],
    ["set<bool>", "set[] set[false] set[true] set[false, true]"],
    ["map<bool, unit>", "map[] map[true: unit] map[false: unit] map[false: unit, true: unit]"],
    ["Price", "1 2 3"],
    ["Even", "2"],
    ["bool where value", "true"],
    ["int where 0 <= value and value < 4 and value != 2", "0 1 3"],
    ["int where value == top", "3"],
    ["int where value == 7 or value == 5 or (value > 8 and value < 10)", "5 7 9"],
    ["int where value > 0 and value < 0", ""],
    ["int where contains([9, 1, 9], value)", "1 9"],
    ['string where value == "b" or value == "a"', '"a" "b"'],
    ["int where value >= 0 and value <= 3 and 6 / value == 3", "2"],
  ])("%s: %s", (type, expected) => {
    expect(all(type)).toBe(expected);
  });
});

describe("infinite domains", () => {
  test.each([
    "int",
    "string",
    "list<bool>",
    "set<int>",
    "map<int, bool>",
    "map<bool, int>",
    "Tree",
    "int where value > 0",
    "int where value < 10",
    "int where not (value < 0 or value > 3)",
    "int where value > 0 or value < 10",
    `int where value > 0 and value <= ${maximumDomainValues + 1}`,
    `set<(int where value > 0 and value <= 11)>`,
    "int where value * value < 10",
  ])("%s is not enumerated", (type) => {
    expect(all(type)).toBe("infinite");
  });

  test.each([
    ["int", "0 1 -1 2 -2"],
    ["string", '"" "a" "b" "c" "d"'],
    ["list<bool>", "[] [false] [true] [false, false] [true, false]"],
    ["int where value > 5", "6 7 8 9 10"],
    ["int where value < 5", "4 3 2 1 0"],
    ["int where value > 0 and value % 5 == 0", "5 5 5 5 5"],
    ["int where value != value", "- - - - -"],
    ["Tree", "Leaf Node(Leaf, 0, Leaf) Node(Node(Leaf, 0, Leaf), 0, Leaf) Node(Leaf, 1, Leaf) Node(Node(Node(Leaf, 0, Leaf), 0, Leaf), 0, Leaf)"],
    ["Never", "- - - - -"],
  ])("samples of %s begin small: %s", (type, expected) => {
    const { type: found, definitions } = typed(type);
    const values = domainValues({ kind: "type", type: found }, definitions);
    const shown = [0n, 1n, 2n, 3n, 4n].map((index) => {
      const value = values.kind === "infinite" ? values.sample(index) : undefined;
      return value === undefined ? "-" : printValue(value);
    });
    expect(shown.join(" ")).toBe(expected);
  });

  test("every sample and every enumerated value inhabits its type", () => {
    const types = [
      "int",
      "Even",
      "Tree",
      "Colour",
      "Pair",
      "list<Colour>",
      "set<Price>",
      "map<string, Pair>",
      "option<Tree>",
      "map<Colour, int>",
      "(int where value > 3)",
    ];
    const typeds = types.map(typed);
    fc.assert(
      fc.property(fc.constantFrom(...typeds), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), ({ type, definitions }, random) => {
        const values = domainValues({ kind: "type", type }, definitions);
        const [value] = sampling(() => random).choose({ kind: "any", role: "A", description: "A.x" }, values);
        expect(value !== undefined && inhabits(value, type, definitions)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("membership", () => {
  test.each([
    ["Price", 4n],
    ["Price", "1"],
    ["Even", 3n],
    ["Colour", { kind: "variant", name: "Blue", payload: [] }],
    ["Colour", { kind: "variant", name: "Mixed", payload: [1n] }],
    ["list<Price>", { kind: "list", items: [1n, 9n] }],
    ["option<bool>", { kind: "variant", name: "some", payload: [1n] }],
    ["Pair", { kind: "record", name: "Pair", fields: [["a", true]] }],
    ["map<bool, int>", { kind: "map", entries: [[true, false]] }],
  ] as const)("%s does not contain %s", (type, value) => {
    const { type: found, definitions } = typed(type);
    expect(inhabits(value, found, definitions)).toBe(false);
  });
});

test("a range is enumerated from low to high; a bound without a value is explained", () => {
  const definitions = definitionsOf("const low = -1; const high = 2; const broken = 1 / 0; fn f(): int;");
  const name = (text: string): Extract<Domain, { kind: "range" }>["low"] => {
    const span = { file: 0, start: 0, end: 0 };
    return { kind: "name", name: { text, span }, span };
  };
  const range = (low: string, high: string) => ({ kind: "range" as const, low: name(low), high: name(high) });
  expect(domainValues(range("low", "high"), definitions)).toEqual({ kind: "finite", values: [-1n, 0n, 1n, 2n] });
  expect(domainValues(range("high", "low"), definitions)).toEqual({ kind: "finite", values: [] });
  expect(closedDomainFailure(range("low", "high"), definitions)).toBeUndefined();
  expect(closedDomainFailure(range("low", "broken"), definitions)).toEqual({ kind: "failure", reason: "division by zero" });
});
