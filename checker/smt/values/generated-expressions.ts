/** Typed expressions over one fixed scope, from a seed, for differential tests: every operator, every built-in function, partial ones above all. */
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import type { BinaryOperator, Expression, Name, Type } from "../../../calculus/syntax/index.ts";
import type { Value } from "../../../calculus/core/index.ts";
import { boolType, collectionType, intType, makeList, makeMap, makeSet, mapType, none, some, stringType } from "../../../calculus/values/index.ts";
import type { State } from "./differential.ts";
import type { ValueShape } from "./shape.ts";
import { optionType } from "./symbolic-value.ts";

/** What the expressions speak of. */
export const declarations = `
enum Color { Red, Green, Blue }
enum Item { Dot, Box(int, bool) }
record Pair { left: int, right: option<int> }
const limit = 3;
fn half(n: int): int requires n > 0 = n / 2;
fn checked(n: int): int ensures result >= n = n * n - 2;
fn guess(n: int): int ensures result >= n and result <= n + 1;
fn paint(c: Color): Color;
fn bold(n: int): Color requires n != 2;
`;

const named = (text: string): Type => ({ kind: "named", name: { text, span: nowhere }, span: nowhere });

const types = {
  int: intType,
  bool: boolType,
  string: stringType,
  color: named("Color"),
  item: named("Item"),
  pair: named("Pair"),
  option: collectionType("option", intType),
  list: collectionType("list", intType),
  numbers: collectionType("set", intType),
  colors: collectionType("set", named("Color")),
  prices: mapType(named("Color"), intType),
  table: mapType(intType, intType),
} as const satisfies Record<string, Type>;

type Kind = keyof typeof types;

/** Numbers from a seed (mulberry32). */
export interface Chance {
  readonly below: (bound: number) => number;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below: (bound) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    },
  };
}

const name = (text: string): Name => ({ text, span: nowhere });
const variable = (text: string): Expression => ({ kind: "name", name: name(text), span: nowhere });
const integer = (value: number): Expression => ({ kind: "integer", value: BigInt(value), span: nowhere });
const call = (text: string, ...given: readonly Expression[]): Expression => ({ kind: "call", name: name(text), arguments: given, span: nowhere });
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({ kind: "binary", operator, left, right, span: nowhere });
const index = (of: Expression, at: Expression): Expression => ({ kind: "index", of, index: at, span: nowhere });
const field = (of: Expression, text: string): Expression => ({ kind: "field", of, name: name(text), span: nowhere });

const variables: Record<Kind, readonly string[]> = {
  int: ["x", "y", "x", "y", "u"],
  bool: ["b"],
  string: ["s"],
  color: ["c"],
  item: ["it"],
  pair: ["p"],
  option: ["o"],
  list: ["xs"],
  numbers: ["ks"],
  colors: ["t"],
  prices: ["m"],
  table: ["n"],
};

const kinds = Object.keys(types) as readonly Kind[];
const colors = ["Red", "Green", "Blue"];

/** A kind of expression, and one of it that nests at most `depth` deep. */
export function generateExpression(chance: Chance, depth: number): { readonly expression: Expression; readonly type: Type } {
  const kind = pick(chance, [...kinds, "int", "int", "bool", "bool"] as const);
  return { expression: generate(chance, kind, depth), type: types[kind] };
}

function pick<T>(chance: Chance, from: readonly T[]): T {
  return present(from[chance.below(from.length)]);
}

function generate(chance: Chance, kind: Kind, depth: number): Expression {
  const leaf = (): Expression => variable(pick(chance, variables[kind]));
  const of = (part: Kind): Expression => generate(chance, part, depth - 1);
  if (depth <= 0) return chance.below(3) === 0 ? literal(chance, kind) : leaf();
  const conditional = (): Expression => ({ kind: "if", condition: of("bool"), then: of(kind), else: of(kind), span: nowhere });
  return pick(chance, [leaf, () => literal(chance, kind), conditional, ...present(productions.get(kind))(of, chance)])();
}

function literal(chance: Chance, kind: Kind): Expression {
  switch (kind) {
    case "int":
      return chance.below(8) === 0 ? variable("limit") : integer(chance.below(9) - 3);
    case "bool":
      return { kind: "boolean", value: chance.below(2) === 0, span: nowhere };
    case "string":
      return { kind: "string", value: pick(chance, ["a", "b", "ab"]), span: nowhere };
    case "color":
      return variable(pick(chance, colors));
    case "item":
      return variable("Dot");
    case "option":
      return variable("none");
    case "pair":
      return variable("p");
    case "list":
      return { kind: "list", items: [], span: nowhere };
    case "numbers":
    case "colors":
      return { kind: "set", items: [], span: nowhere };
    case "prices":
    case "table":
      return { kind: "map", entries: [], span: nowhere };
  }
}

type Productions = (of: (kind: Kind) => Expression, chance: Chance) => readonly (() => Expression)[];

const comparisons: readonly BinaryOperator[] = ["<", "<=", ">", ">="];
const sets = (kind: "numbers" | "colors", element: Kind): Productions => {
  return (of) => [
    () => ({ kind: "set", items: [of(element), of(element)], span: nowhere }),
    () => call("insert", of(kind), of(element)),
    () => call("remove", of(kind), of(element)),
    () => call("union", of(kind), of(kind)),
    () => call("intersect", of(kind), of(kind)),
    () => call("difference", of(kind), of(kind)),
    () => call("keys", of(kind === "numbers" ? "table" : "prices")),
  ];
};
const maps = (kind: "prices" | "table", key: Kind): Productions => {
  return (of) => [
    () => ({ kind: "map", entries: [0, 1].map(() => ({ key: of(key), value: of("int") })), span: nowhere }),
    () => call("put", of(kind), of(key), of("int")),
    () => call("remove", of(kind), of(key)),
  ];
};

const productions: ReadonlyMap<Kind, Productions> = new Map<Kind, Productions>([
  [
    "int",
    (of, chance) => [
      () => binary("+", of("int"), of("int")),
      () => binary("-", of("int"), of("int")),
      () => binary("*", of("int"), of("int")),
      () => binary("/", of("int"), of("int")),
      () => binary("%", of("int"), of("int")),
      () => ({ kind: "unary", operator: "-", operand: of("int"), span: nowhere }),
      () => call(pick(chance, ["min", "max"]), of("int"), of("int")),
      () => call("abs", of("int")),
      () => call("power", of("int"), chance.below(2) === 0 ? integer(chance.below(5) - 1) : binary("%", of("int"), integer(3))),
      () => call(pick(chance, ["half", "guess", "checked", "guess"]), of("int")),
      () => call("length", of(pick(chance, ["list", "list", "string"]))),
      () => call(pick(chance, ["head", "last", "sum"]), of("list")),
      () => index(of("list"), of("int")),
      () => call("size", of(pick(chance, ["numbers", "colors", "prices", "table"]))),
      () => call("unwrap", of("option")),
      () => call("unwrap_or", of("option"), of("int")),
      () => index(of("prices"), of("color")),
      () => index(of("table"), of("int")),
      () => field(of("pair"), "left"),
    ],
  ],
  [
    "bool",
    (of, chance) => [
      () => binary(pick(chance, comparisons), of("int"), of("int")),
      () => {
        const kind = pick(chance, kinds);
        return binary(pick(chance, ["==", "!="]), of(kind), of(kind));
      },
      () => binary(pick(chance, ["and", "or", "implies"]), of("bool"), of("bool")),
      () => binary(pick(chance, ["and", "or", "implies"]), of("bool"), binary("==", binary("/", of("int"), of("int")), of("int"))),
      () => ({ kind: "unary", operator: "not", operand: of("bool"), span: nowhere }),
      () => call("contains", of("list"), of("int")),
      () => call("contains", of("numbers"), of("int")),
      () => call("contains", of("colors"), of("color")),
      () => call("contains", of("table"), of("int")),
      () => call(pick(chance, ["is_some", "is_none"]), of("option")),
    ],
  ],
  ["string", (of) => [() => call("to_string", of("int")), () => binary("+", of("string"), of("string"))]],
  ["color", (of) => [() => call("paint", of("color")), () => call("bold", of("int")), () => call("head", call("elements", of("colors")))]],
  ["item", (of) => [() => call("Box", of("int"), of("bool"))]],
  [
    "pair",
    (of) => [
      () => ({
        kind: "record",
        name: name("Pair"),
        fields: [
          { name: name("right"), value: of("option") },
          { name: name("left"), value: of("int") },
        ],
        span: nowhere,
      }),
    ],
  ],
  [
    "option",
    (of) => [
      () => call("some", of("int")),
      () => call("get", of("prices"), of("color")),
      () => call("get", of("table"), of("int")),
      () => field(of("pair"), "right"),
    ],
  ],
  [
    "list",
    (of, chance) => [
      () => ({ kind: "list", items: [of("int"), of("int")], span: nowhere }),
      () => call(pick(chance, ["tail", "reverse", "sort", "tail"]), of("list")),
      () => call(pick(chance, ["take", "drop"]), of("list"), of("int")),
      () => call("append", of("list"), of("int")),
      () => call("prepend", of("int"), of("list")),
      () => binary("+", of("list"), of("list")),
      () => call("elements", of("numbers")),
    ],
  ],
  ["numbers", sets("numbers", "int")],
  ["colors", sets("colors", "color")],
  ["prices", maps("prices", "color")],
  ["table", maps("table", "int")],
]);

const least = -4n;
const greatest = 6n;

/** A state of the scope. `bounds`: integers in its shapes are bounded. */
export function generateState(chance: Chance, bounds: boolean): State {
  const number = (): bigint => least + BigInt(chance.below(Number(greatest - least) + 1));
  const several = <T>(most: number, make: () => T): readonly T[] => Array.from({ length: chance.below(most + 1) }, make);
  const color = (): Value => ({ kind: "variant", name: pick(chance, colors), payload: [] });
  const option = (): Value => (chance.below(2) === 0 ? none : some(number()));
  const int: ValueShape = { kind: "integer", low: bounds ? least : undefined, high: bounds ? greatest : undefined };
  const bool: ValueShape = { kind: "boolean" };
  const plain = (list: readonly string[]): readonly { readonly name: string; readonly payload: readonly ValueShape[] }[] =>
    list.map((text) => ({ name: text, payload: [] }));
  const colorShape: ValueShape = { kind: "sum", type: { name: "Color", constructors: colors }, cases: plain(colors) };
  const optionShape: ValueShape = { kind: "sum", type: optionType, cases: [...plain(["none"]), { name: "some", payload: [int] }] };
  const universe = { kind: "universe" as const, values: colors.toSorted().map((text): Value => ({ kind: "variant", name: text, payload: [] })) };
  const slots = { kind: "slots" as const, bound: 3, key: int };
  const itemShape: ValueShape = {
    kind: "sum",
    type: { name: "Item", constructors: ["Dot", "Box"] },
    cases: [...plain(["Dot"]), { name: "Box", payload: [int, bool] }],
  };
  return new Map([
    ["x", { type: types.int, shape: int, value: number() }],
    ["y", { type: types.int, shape: int, value: number() }],
    ["u", { type: types.int, shape: int, value: chance.below(3) === 0 ? undefined : number() }],
    ["b", { type: types.bool, shape: bool, value: chance.below(2) === 0 }],
    ["s", { type: types.string, shape: { kind: "string", among: bounds ? ["a", "b", "cde"] : undefined }, value: pick(chance, ["a", "b", "cde"]) }],
    ["c", { type: types.color, shape: colorShape, value: color() }],
    [
      "it",
      {
        type: types.item,
        shape: itemShape,
        value: chance.below(2) === 0 ? { kind: "variant", name: "Dot", payload: [] } : { kind: "variant", name: "Box", payload: [number(), true] },
      },
    ],
    [
      "p",
      {
        type: types.pair,
        shape: {
          kind: "record",
          name: "Pair",
          fields: [
            ["left", int],
            ["right", optionShape],
          ],
        },
        value: {
          kind: "record",
          name: "Pair",
          fields: [
            ["left", number()],
            ["right", option()],
          ],
        },
      },
    ],
    ["o", { type: types.option, shape: optionShape, value: option() }],
    ["xs", { type: types.list, shape: { kind: "list", element: int, bound: 3 }, value: makeList(several(3, number)) }],
    ["ks", { type: types.numbers, shape: { kind: "set", keys: slots }, value: makeSet(several(3, number)) }],
    ["t", { type: types.colors, shape: { kind: "set", keys: universe }, value: makeSet(several(3, color)) }],
    ["m", { type: types.prices, shape: { kind: "map", keys: universe, value: int }, value: makeMap(several(3, () => [color(), number()])) }],
    ["n", { type: types.table, shape: { kind: "map", keys: slots, value: int }, value: makeMap(several(3, () => [number(), number()])) }],
  ] as const);
}
