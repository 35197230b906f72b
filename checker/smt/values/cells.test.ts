/** Storage cells: what a shape has and what it has not, side conditions of storing, leaves in order, models read back, domains of choices. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definitions, Value } from "../../../calculus/core/index.ts";
import { defaultLimits, nowhere } from "../../../calculus/diagnostics/index.ts";
import { elaborate } from "../../../calculus/elaboration/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import {
  collectionType,
  compareValues,
  equalValues as equalLiterals,
  inhabits,
  intType,
  makeList,
  makeMap,
  makeSet,
  none,
  printValue,
  some,
  stringType,
} from "../../../calculus/values/index.ts";
import { shapeOfValue } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import { evaluateTerm, newTerms, printSort } from "../terms/index.ts";
import { growingAssignment, textNumbers } from "./differential.ts";
import {
  assignValue,
  attempt,
  chooseValue,
  decodeCell,
  decodeValue,
  domainConstraint,
  encodeLiteral,
  environmentOf,
  equalValues,
  freshCell,
  freshValue,
  newContext,
  shapeOf,
  storeCell,
  storeValue,
  textReader,
  valueTerms,
} from "./index.ts";
import type { Arithmetic, Context, ValueShape } from "./index.ts";

function definitionsOf(text: string): Definitions {
  const { tree, diagnostics } = parseFile(`role A;\n${text}`, 0, defaultLimits);
  expect(diagnostics).toEqual([]);
  return elaborate([tree], [{ path: "test.choreo", text }]).definitions;
}

const definitions = definitionsOf(`
enum Color { Red, Green, Blue }
enum Item { Dot, Box(int, bool) }
record Pair { left: int, right: option<int> }
type Small = int where value >= 0 and value < 5;
type Even = Small where value % 2 == 0;
record Order { price: Small, kind: Color }
fn secret(n: int): bool;
`);

const contextIn = (arithmetic: Arithmetic): Context => newContext({ terms: newTerms(), definitions, arithmetic, bounds: { list: 2, keyed: 2 } });
const both: readonly Arithmetic[] = ["words", "integers"];

const small: ValueShape = { kind: "integer", low: -2n, high: 5n };
const colors = ["Red", "Green", "Blue"];
const color: ValueShape = {
  kind: "sum",
  type: { name: "Color", constructors: colors },
  cases: [
    { name: "Red", payload: [] },
    { name: "Blue", payload: [] },
  ],
};
const item: ValueShape = {
  kind: "sum",
  type: { name: "Item", constructors: ["Dot", "Box"] },
  cases: [
    { name: "Dot", payload: [] },
    { name: "Box", payload: [small, { kind: "boolean" }] },
  ],
};
const option: ValueShape = {
  kind: "sum",
  type: { name: "option", constructors: ["none", "some"] },
  cases: [
    { name: "none", payload: [] },
    { name: "some", payload: [small] },
  ],
};
const colorValue = (name: string): Value => ({ kind: "variant", name, payload: [] });
const slots = { kind: "slots" as const, bound: 2, key: small };
const universe = { kind: "universe" as const, values: [colorValue("Blue"), colorValue("Red")] };

const integer = fc.bigInt({ min: -4n, max: 7n });
const cases: readonly { readonly name: string; readonly shape: ValueShape; readonly values: fc.Arbitrary<Value> }[] = [
  { name: "integer", shape: small, values: integer },
  { name: "string", shape: { kind: "string", among: ["a", "b"] }, values: fc.constantFrom("a", "b", "c") },
  { name: "enum", shape: color, values: fc.constantFrom(...colors).map(colorValue) },
  {
    name: "enum with payload",
    shape: item,
    values: fc.oneof(
      fc.constant(colorValue("Dot")),
      fc.tuple(integer, fc.boolean()).map((payload): Value => ({ kind: "variant", name: "Box", payload })),
    ),
  },
  { name: "option", shape: option, values: fc.oneof(fc.constant(none), integer.map(some)) },
  {
    name: "list",
    shape: { kind: "list", element: option, bound: 2 },
    values: fc.array(fc.oneof(fc.constant(none), integer.map(some)), { maxLength: 3 }).map(makeList),
  },
  { name: "set of slots", shape: { kind: "set", keys: slots }, values: fc.array(integer, { maxLength: 3 }).map(makeSet) },
  {
    name: "set of a universe",
    shape: { kind: "set", keys: universe },
    values: fc.array(fc.constantFrom(...colors).map(colorValue), { maxLength: 3 }).map(makeSet),
  },
  { name: "map of slots", shape: { kind: "map", keys: slots, value: small }, values: fc.array(fc.tuple(integer, integer), { maxLength: 3 }).map(makeMap) },
  {
    name: "map of a universe",
    shape: { kind: "map", keys: universe, value: option },
    values: fc.array(fc.tuple(fc.constantFrom(...colors).map(colorValue), integer.map(some)), { maxLength: 3 }).map(makeMap),
  },
  {
    name: "record",
    shape: {
      kind: "record",
      name: "Pair",
      fields: [
        ["left", small],
        ["right", option],
      ],
    },
    values: fc.tuple(integer, integer).map(([left, right]): Value => ({
      kind: "record",
      name: "Pair",
      fields: [
        ["left", left],
        ["right", some(right)],
      ],
    })),
  },
];

/** A context in which terms are read under what symbols are assigned. */
function scene(arithmetic: Arithmetic): {
  readonly context: Context;
  readonly assign: (value: Parameters<typeof assignValue>[0], literal: Value) => boolean;
  readonly isTrue: (term: Term) => boolean;
  readonly decode: (value: Parameters<typeof assignValue>[0]) => Value;
} {
  const context = contextIn(arithmetic);
  const assignment = growingAssignment();
  const text = textNumbers(context);
  const read = (term: Term): ReturnType<typeof evaluateTerm> => {
    for (const [literal, symbol] of context.texts) if (symbol.kind === "symbol") assignment.set(symbol, text(literal));
    return evaluateTerm(term, assignment);
  };
  return {
    context,
    assign: (value, literal) => assignValue(value, literal, assignment.set, text, context),
    isTrue: (term) => {
      const value = read(term);
      return value.kind === "boolean" && value.value;
    },
    decode: (value) => decodeValue(value, read, textReader(read, context), context),
  };
}

describe("a value in a cell", () => {
  test.each(cases)("is in the shape, well-formed, or does not fit: $name", ({ shape, values }) => {
    fc.assert(
      fc.property(values, values, fc.constantFrom(...both), (literal, other, arithmetic) => {
        const { context, assign, isTrue, decode } = scene(arithmetic);
        const { value, wellFormed } = freshValue("x", shape, context);
        const stored = storeValue(encodeLiteral(literal, context), shape, context);
        expect(valueTerms(stored.value).map(({ sort }) => printSort(sort))).toEqual(valueTerms(value).map(({ sort }) => printSort(sort)));
        const isOfShape = assign(value, literal);
        expect(isTrue(stored.fits)).toBe(isOfShape);
        if (!isOfShape) return;
        expect(isTrue(wellFormed)).toBe(true);
        expect(decode(value)).toEqual(literal);
        expect(decode(stored.value)).toEqual(literal);
        expect(isTrue(equalValues(value, encodeLiteral(other, context), context))).toBe(equalLiterals(literal, other));
        const again = storeValue(value, shape, context);
        expect(isTrue(again.fits)).toBe(true);
        expect(decode(again.value)).toEqual(literal);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  test("of symbols that are not well-formed is none of the shape", () => {
    const { context, assign, isTrue } = scene("words");
    const { value, wellFormed } = freshValue("x", { kind: "set", keys: { kind: "slots", bound: 2, key: { kind: "integer", low: 0n, high: 5n } } }, context);
    if (value.kind !== "set") throw new Error("a set");
    const [first, second] = value.entries;
    const put = (has: readonly boolean[], keys: readonly bigint[]): boolean => {
      [first, second].forEach((entry, index) => {
        if (entry === undefined) throw new Error("two slots");
        assign({ kind: "boolean", term: entry.present }, has[index] ?? false);
        assign({ ...entry.key, low: undefined, high: undefined } as typeof entry.key, keys[index] ?? 0n);
      });
      return isTrue(wellFormed);
    };
    expect(put([true, true], [1n, 2n])).toBe(true);
    expect(put([true, false], [1n, 1n])).toBe(true);
    expect(put([true, true], [1n, 1n])).toBe(false);
    expect(put([false, true], [1n, 2n])).toBe(false);
    expect(put([true, true], [1n, 7n])).toBe(false);
    expect(put([true, false], [1n, 7n])).toBe(true);
  });

  test("that may be unset has a leaf for it", () => {
    const { context, isTrue } = scene("integers");
    const { cell } = freshCell("x@3", small, true, context);
    expect(cell.isSet).toMatchObject({ kind: "symbol", name: "x@3.?" });
    const unset = { value: encodeLiteral(9n, context), isSet: context.terms.false };
    expect(isTrue(storeCell(unset, small, true, context).fits)).toBe(true);
    expect(isTrue(storeCell(unset, small, false, context).fits)).toBe(false);
    expect(isTrue(storeCell({ ...unset, isSet: context.terms.true }, small, true, context).fits)).toBe(false);
    expect(
      decodeCell(
        unset,
        () => ({ kind: "boolean", value: false }),
        () => "",
        context,
      ),
    ).toBeUndefined();
  });

  test("has symbols named after its parts", () => {
    const { context } = scene("integers");
    const pair: ValueShape = {
      kind: "record",
      name: "Pair",
      fields: [
        ["left", small],
        ["right", option],
      ],
    };
    const names = (shape: ValueShape): readonly string[] =>
      valueTerms(freshValue("x", shape, context).value).flatMap((term) => (term.kind === "symbol" ? [term.name] : []));
    expect(names(pair)).toEqual(["x.left", "x.right.some", "x.right.value"]);
    expect(names(item)).toEqual(["x.tag", "x.Box[0]", "x.Box[1]"]);
    expect(names({ kind: "list", element: small, bound: 2 })).toEqual(["x.length", "x[0]", "x[1]"]);
    expect(names({ kind: "map", keys: slots, value: small })).toEqual(["x.has[0]", "x.key[0]", "x.at[0]", "x.has[1]", "x.key[1]", "x.at[1]"]);
  });
});

describe("shapes", () => {
  const named = (text: string): Type => ({ kind: "named", name: { text, span: nowhere }, span: nowhere });

  test("come from a type and what is known of the cell", () => {
    const context = contextIn("words");
    const known = (value: Value): ReturnType<typeof shapeOfValue> => shapeOfValue(value);
    expect(shapeOf(intType, context, known(3n))).toEqual({ kind: "integer", low: 3n, high: 3n });
    expect(shapeOf(named("Color"), context, known(colorValue("Red")))).toMatchObject({ cases: [{ name: "Red" }] });
    expect(shapeOf(collectionType("list", intType), context, known(makeList([1n, 4n])))).toEqual({
      kind: "list",
      bound: 2,
      element: { kind: "integer", low: 1n, high: 4n },
    });
    expect(shapeOf(collectionType("set", named("Color")), context)).toMatchObject({ keys: { kind: "universe", values: colors.toSorted().map(colorValue) } });
    expect(shapeOf(collectionType("set", stringType), context)).toEqual({
      kind: "set",
      keys: { kind: "slots", bound: 2, key: { kind: "string", among: undefined } },
    });
    expect(shapeOf(stringType, context, { kind: "none" })).toEqual({ kind: "nothing" });
  });

  test.each([
    ["a list whose length has no bound", collectionType("list", intType)],
    ["a set whose size has no bound", collectionType("set", intType)],
    ["the type Tree, which contains itself", named("Tree")],
    ["a type that is not known (Missing)", named("Missing")],
  ])("are refused: %s", (reason, type) => {
    const recursive = definitionsOf("enum Tree { Leaf, Node(Tree, Tree) }\n");
    const context = newContext({ terms: newTerms(), definitions: recursive, arithmetic: "integers" });
    expect(attempt(nowhere, () => shapeOf(type, context))).toEqual({ kind: "refused", reason, span: nowhere });
  });

  test("without bounds are refused as words, and encoded as integers", () => {
    const unbounded: ValueShape = { kind: "integer", low: 0n, high: undefined };
    expect(attempt(nowhere, () => freshValue("x", unbounded, contextIn("words")))).toMatchObject({
      kind: "refused",
      reason: "an integer without bounds as a word",
    });
    expect(attempt(nowhere, () => freshValue("x", unbounded, contextIn("integers")))).toMatchObject({ kind: "encoded" });
  });
});

describe("domains", () => {
  const refined = (text: string): Type => {
    const declared = definitionsOf(`type It = ${text};`).types.get("It");
    if (declared === undefined) throw new Error(`no type: ${text}`);
    return declared;
  };

  test.each(both)("have the values that satisfy their refinements (%s)", (arithmetic) => {
    const types: readonly { readonly type: Type; readonly values: readonly Value[] }[] = [
      { type: { kind: "named", name: { text: "Even", span: nowhere }, span: nowhere }, values: [-2n, 0n, 1n, 4n, 5n, 6n] },
      { type: refined("int where value == 3 or value * value == 4 and value < 0 and value > -9"), values: [-2n, 2n, 3n, 4n] },
      { type: refined("int where contains([1, 5, 9], value) and 10 / (value - 5) != 0"), values: [1n, 5n, 9n, 7n] },
      { type: refined('string where value == "a" or value == "b"'), values: ["a", "b", "c"] },
      {
        type: { kind: "named", name: { text: "Order", span: nowhere }, span: nowhere },
        values: [4n, 5n].map((price): Value => ({
          kind: "record",
          name: "Order",
          fields: [
            ["price", price],
            ["kind", colorValue("Red")],
          ],
        })),
      },
    ];
    for (const { type, values } of types) {
      const { context, assign, isTrue, decode } = scene(arithmetic);
      const choice = chooseValue("x", { kind: "type", type }, environmentOf(definitions, new Map()), context);
      for (const value of values) {
        const isMember = inhabits(value, type, definitions);
        expect(assign(choice.value, value) && isTrue(choice.holds), printValue(value)).toBe(isMember);
        if (isMember) expect(compareValues(decode(choice.value), value)).toBe(0);
      }
    }
  });

  test("have bounds that may be undefined, and variables", () => {
    const { context, isTrue } = scene("words");
    const expression = (text: string): ReturnType<Definitions["constants"]["get"]> => definitionsOf(`const it_is = ${text};`).constants.get("it_is");
    const [low, high] = [expression("n"), expression("10 / n")];
    if (low === undefined || high === undefined) throw new Error("bounds");
    const holds = (n: bigint, value: bigint): readonly boolean[] => {
      const names = new Map([["n", { type: intType, cell: { value: encodeLiteral(n, context), isSet: context.terms.true } }]]);
      const found = domainConstraint(encodeLiteral(value, context), { kind: "range", low, high }, environmentOf(definitions, names), context);
      return [isTrue(found.defined), isTrue(found.holds)];
    };
    expect(holds(2n, 5n)).toEqual([true, true]);
    expect(holds(2n, 6n)).toEqual([true, false]);
    expect(holds(2n, 1n)).toEqual([true, false]);
    expect(holds(0n, 1n)[0]).toBe(false);
  });

  test("that ask a function without body are refused", () => {
    const type: Type = {
      kind: "refined",
      base: intType,
      predicate: {
        kind: "call",
        name: { text: "secret", span: nowhere },
        arguments: [{ kind: "name", name: { text: "value", span: nowhere }, span: nowhere }],
        span: nowhere,
      },
      span: nowhere,
    };
    const refused = attempt(nowhere, () => chooseValue("x", { kind: "type", type }, environmentOf(definitions, new Map()), contextIn("integers")));
    expect(refused).toMatchObject({ kind: "refused", reason: "a refinement or a contract that asks a function without body" });
  });
});
