import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Definitions } from "../core/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import { elaborate } from "../elaboration/index.ts";
import { parseFile } from "../parser/index.ts";
import type { Expression } from "../syntax/index.ts";
import type { Chooser, Scope } from "./index.ts";
import { closedOutcome, describeLimit, evaluate, evaluateAll, evaluateAny, exhaustive, expressionKey, printValue, refusing, sampling } from "./index.ts";

function definitionsOf(text: string): Definitions {
  const { tree, diagnostics } = parseFile(`role A;\n${text}`, 0, defaultLimits);
  expect(diagnostics).toEqual([]);
  return elaborate([tree], [{ path: "test.choreo", text }]).definitions;
}

function parse(text: string): Expression {
  const expression = definitionsOf(`const it = ${text};`).constants.get("it");
  if (expression === undefined) throw new Error(`not an expression: ${text}`);
  return expression;
}

const empty = definitionsOf("");

/** The value as text, or `✗ reason`. */
function show({ outcome }: { readonly outcome: ReturnType<typeof closedOutcome> }): string {
  return outcome.kind === "value" ? printValue(outcome.value) : `✗ ${outcome.reason}`;
}

function closed(text: string, definitions = empty): string {
  return show({ outcome: closedOutcome(parse(text), definitions) });
}

function scopeOf(definitions: Definitions, chooser: Chooser): Scope {
  return { definitions, local: () => undefined, oracles: new Map(), role: "A", chooser };
}

/** Every evaluation as `value [oracles consulted]`. */
function ways(text: string, definitions: Definitions, chooser: Chooser = exhaustive(() => undefined)): string[] {
  return evaluate(parse(text), scopeOf(definitions, chooser)).map((evaluation) => {
    const consulted = evaluation.consulted.map(({ name, arguments: values, result }) => `${name}(${values.map(printValue).join()})=${printValue(result)}`);
    return `${show(evaluation)} [${consulted.join(" ")}]`;
  });
}

describe("operators", () => {
  test.each([
    ["1 + 2 * 3", "7"],
    ["7 - 10", "-3"],
    ["-7 / 2", "-4"],
    ["-7 % 2", "1"],
    ["7 / -2", "-3"],
    ["-(-3)", "3"],
    ['"a" + "b"', '"ab"'],
    ["[1] + [2, 3]", "[1, 2, 3]"],
    ["1 < 2 and 2 <= 2 and 3 > 2 and 2 >= 2", "true"],
    ["not (1 == 2) and 1 != 2", "true"],
    ["set[2, 1, 2] == set[1, 2]", "true"],
    ["map[1: 2, 0: 3] == map[0: 3, 1: 2]", "true"],
    ["some(1) == none", "false"],
    ["[1, 2][1]", "2"],
    ['map["k": 5]["k"]', "5"],
    ["if 1 < 2 then 3 else 1 / 0", "3"],
  ])("%s = %s", (text, expected) => {
    expect(closed(text)).toBe(expected);
  });

  test.each([
    ["false and 1 / 0 == 0", "false"],
    ["true or 1 / 0 == 0", "true"],
    ["false implies 1 / 0 == 0", "true"],
    ["true and 1 / 0 == 0", "✗ division by zero"],
    ["1 / 0 == 0 and false", "✗ division by zero"],
    ["1 % 0", "✗ division by zero"],
    ["[1, 2][2]", "✗ index 2 out of range for length 2"],
    ["[1, 2][-1]", "✗ index -1 out of range for length 2"],
    ['map["a": 1]["b"]', '✗ no value for the key "b"'],
    ["head([])", "✗ head of the empty list"],
    ["unwrap(none)", "✗ unwrap of none"],
    ["power(2, -1)", "✗ power with the negative exponent -1"],
  ])("partial operations and short circuits: %s is %s", (text, expected) => {
    expect(closed(text)).toBe(expected);
  });

  test("a chain of ten thousand additions needs no deep stack", () => {
    const one: Expression = parse("1");
    let chain = one;
    for (let count = 1; count < 10_000; count += 1) chain = { ...(parse("1 + 1") as Extract<Expression, { kind: "binary" }>), left: chain, right: one };
    expect(show({ outcome: closedOutcome(chain, empty) })).toBe("10000");
  });
});

describe("built-in functions", () => {
  test.each([
    ['length([1, 2]) + length("abc")', "5"],
    ["head([1, 2]) + last([1, 2])", "3"],
    ["tail([1, 2])", "[2]"],
    ["take([1, 2, 3], 2) + drop([1, 2, 3], 2)", "[1, 2, 3]"],
    ["take([1], -1) + drop([1], 5)", "[]"],
    ["append(prepend(0, [1]), 2)", "[0, 1, 2]"],
    ["reverse([1, 2]) + sort([3, 1, 2])", "[2, 1, 1, 2, 3]"],
    ["sum([1, 2, 3])", "6"],
    ["[contains([1], 1), contains(set[1], 2), contains(map[1: 2], 1)]", "[true, false, true]"],
    ["insert(set[2], 1)", "set[1, 2]"],
    ["[remove(set[1, 2], 1)]", "[set[2]]"],
    ["remove(map[1: 2], 1)", "map[]"],
    ["union(set[1, 3], set[2, 3])", "set[1, 2, 3]"],
    ["intersect(set[1, 3], set[2, 3])", "set[3]"],
    ["difference(set[1, 3], set[2, 3])", "set[1]"],
    ["size(set[1]) + size(map[1: 2, 2: 2])", "3"],
    ["elements(set[2, 1])", "[1, 2]"],
    ["[get(map[1: 2], 1), get(map[1: 2], 3)]", "[some(2), none]"],
    ["put(put(map[], 2, true), 1, false)", "map[1: false, 2: true]"],
    ["keys(map[2: 0, 1: 0])", "set[1, 2]"],
    ["[is_some(some(1)), is_none(some(1)), is_none(none)]", "[true, false, true]"],
    ["unwrap(some(1)) + unwrap_or(none, 2)", "3"],
    ["abs(-3) + min(1, 2) + max(1, 2)", "6"],
    ["power(2, 10)", "1024"],
    ['to_string(-12) + "!"', '"-12!"'],
  ])("%s = %s", (text, expected) => {
    expect(closed(text)).toBe(expected);
  });
});

describe("declared names", () => {
  const definitions = definitionsOf(`
    const limit = 10;
    const twice = limit + limit;
    const broken = 1 / 0;
    enum Answer { Yes, No, Maybe(int) }
    record Point { x: int; y: int }
    record Empty { }
    fn square(n: int): int = n * n;
    fn half(n: int): int requires n % 2 == 0 ensures result + result == n = n / 2;
    fn wrong(n: int): int ensures result > n = n;
  `);

  test.each([
    ["twice + square(3)", "29"],
    ["[Yes, Maybe(2)]", "[Yes, Maybe(2)]"],
    ["Point(y: 2, x: 1)", "Point(x: 1, y: 2)"],
    ["Point(x: 1, y: 2).y", "2"],
    ["half(10)", "5"],
    ["half(3)", "✗ the requires clause of half is false"],
    ["wrong(3)", "✗ the ensures clause of wrong is false"],
    ["broken", "✗ division by zero"],
    ["nobody", "✗ nobody has no value"],
  ])("%s = %s", (text, expected) => {
    expect(closed(text, definitions)).toBe(expected);
  });

  test("locals come before declared names, and role variables are read in properties", () => {
    const scope: Scope = {
      ...scopeOf(
        definitions,
        exhaustive(() => undefined),
      ),
      local: (name) => (name === "x" ? 3n : undefined),
    };
    expect(evaluate(parse("x + limit"), scope).map(show)).toEqual(["13"]);
    const roleVariable = (role: string, variable: string): bigint | undefined => (role === "B" && variable === "stock" ? 7n : undefined);
    expect(evaluate(parse("B.stock + 1"), { ...scope, roleVariable }).map(show)).toEqual(["8"]);
  });
});

/** A chain of functions that gives back its argument. */
function deepCalls(name: string, depth: number): string {
  const functions = Array.from({ length: depth }, (_, index) => `fn ${name}${index}(x: int): int = ${name}${index + 1}(x);`);
  return `\n${functions.join("\n")}\nfn ${name}${depth}(x: int): int = x;`;
}

describe("limits", () => {
  test("what would exhaust memory meets a limit, which the chooser is told; there is no evaluation, not even a failure", () => {
    const definitions = definitionsOf("enum Tower { Ground, Floor(Tower) }");
    const grow = (expression: string, start: string, steps: number): string => {
      const met: string[] = [];
      const chooser: Chooser = { ...refusing, meetLimit: (limit) => met.push(describeLimit(limit)) };
      const started = closedOutcome(parse(start), definitions);
      let value = started.kind === "value" ? started.value : false;
      for (let step = 0; step < steps && met.length === 0; step += 1) {
        const current = value;
        const ways = evaluate(parse(expression), { ...scopeOf(definitions, chooser), local: (name) => (name === "x" ? current : undefined) });
        expect(ways.length + met.length).toBe(1);
        const [way] = ways;
        if (way?.outcome.kind === "value") value = way.outcome.value;
      }
      return met[0] ?? "grew without bound";
    };
    expect(grow("x * x", "3", 100)).toMatch(/^A, evaluating x \* x: integer of more than/);
    expect(grow("x + x", '"ab"', 100)).toMatch(/: string of more than/);
    expect(grow("x + x", "[1]", 100)).toMatch(/: list of more than/);
    expect(grow("[x, x]", "[1]", 100)).toMatch(/: value of more than/);
    expect(grow("Floor(x)", "Ground", 10_000)).toMatch(/: value nested deeper than/);
    expect(closedOutcome(parse("power(7, 100000000)"), empty)).toEqual({ kind: "limit", reason: "integer of more than 1048576 bits" });
  });

  test("a refinement that meets a limit makes the domain unknown; no value is dropped", () => {
    const definitions = definitionsOf("type Large = int where 0 <= value and value <= 1 and power(2, 100000000 * value) > 0;");
    const met: string[] = [];
    const chooser = exhaustive(
      () => met.push("infinite"),
      () => met.push("empty"),
      (limit) => met.push(describeLimit(limit)),
    );
    const type = definitions.types.get("Large");
    if (type === undefined) throw new Error("no type");
    expect(evaluateAny({ kind: "type", type }, "A.x", scopeOf(definitions, chooser))).toEqual([]);
    expect(met).toEqual(["A, evaluating the values of A.x: integer of more than 1048576 bits"]);
  });

  test("a limit that was met stays the reason, although a failure follows", () => {
    const definitions = definitionsOf("type T = int where value >= power(2, 100000000) and value >= 1 / 0 and value <= 3;");
    const met: string[] = [];
    const chooser = exhaustive(
      () => undefined,
      () => undefined,
      ({ reason }) => met.push(reason),
    );
    const type = definitions.types.get("T");
    if (type === undefined) throw new Error("no type");
    expect(evaluateAny({ kind: "type", type }, "A.x", scopeOf(definitions, chooser))).toEqual([]);
    expect(met).toEqual(["integer of more than 1048576 bits"]);
  });

  test("deep function calls meet a limit and leave the stack whole", () => {
    const functions = Array.from({ length: 5000 }, (_, index) => `fn f${index}(x: int): int = if x > 0 then f${index + 1}(x) else 0;`);
    const definitions = definitionsOf(`${functions.join("\n")}\nfn f5000(x: int): int = x;`);
    expect(closed("f0(1)", definitions)).toMatch(/^✗ evaluation nested deeper than/);
    expect(closed("f4900(1)", definitions)).toBe("1");
  });

  test("a chain of constants is as long as it likes, whoever is asked first, and each may call as deep as functions go", () => {
    const functions = Array.from({ length: 1400 }, (_, index) => `fn f${index}(x: int): int = f${index + 1}(x);`);
    const constants = Array.from({ length: 5000 }, (_, index) => `const c${index} = c${index + 1} + 1;`);
    const text = `${functions.join("\n")}\nfn f1400(x: int): int = x + c0;\n${constants.join("\n")}\nconst c5000 = g0(0);\nfn g0(x: int): int = x;`;
    expect(closed("c0", definitionsOf(text))).toBe("5000");
    expect(closed("f0(1)", definitionsOf(text.replace("g0(0)", "h0(0)") + deepCalls("h", 1400)))).toBe("5001");
    expect(closed("a", definitionsOf("const a = b; const b = f(1); fn f(x: int): int = a;"))).toMatch(/^✗ the constant [ab] is defined by itself$/);
  });
});

describe("oracles", () => {
  const definitions = definitionsOf(`
    enum Colour { Red, Green }
    fn coin(n: int): bool;
    fn paint(): Colour;
    fn dice(n: int): int requires n > 0 ensures result >= 1 and result <= n;
    fn price(title: string): int;
    fn impossible(): int ensures result > 0 and result < 1;
    fn above(n: int): int ensures result > dice(2) and result <= n;
  `);

  test("a first application branches over every answer, in order", () => {
    expect(ways("coin(1)", definitions)).toEqual(["false [coin(1)=false]", "true [coin(1)=true]"]);
    expect(ways("paint() == Red", definitions)).toEqual(["true [paint()=Red]", "false [paint()=Green]"]);
  });

  test("the same application has the same answer everywhere", () => {
    expect(ways("coin(1) == coin(1)", definitions)).toEqual(["true [coin(1)=false]", "true [coin(1)=true]"]);
    expect(ways("coin(1) == coin(2)", definitions)).toHaveLength(4);
  });

  test("the contract restricts the answers and may depend on the arguments", () => {
    expect(ways("dice(1 + 1)", definitions)).toEqual(["1 [dice(2)=1]", "2 [dice(2)=2]"]);
    expect(ways("dice(0)", definitions)).toEqual(["✗ the requires clause of dice is false []"]);
  });

  test("short circuits do not ask", () => {
    expect(ways("coin(1) and coin(2)", definitions)).toEqual([
      "false [coin(1)=false]",
      "false [coin(1)=true coin(2)=false]",
      "true [coin(1)=true coin(2)=true]",
    ]);
  });

  test("a failure after an answer still names the answer", () => {
    expect(ways("1 / (dice(2) - 1)", definitions)).toEqual(["✗ division by zero [dice(2)=1]", "1 [dice(2)=2]"]);
  });

  test("known answers are used again, and are consulted again", () => {
    const chooser = exhaustive(() => undefined);
    const [first] = evaluate(parse("dice(3)"), scopeOf(definitions, chooser));
    const again = evaluate(parse("dice(3) + dice(3)"), { ...scopeOf(definitions, refusing), oracles: first!.oracles });
    expect(again.map(show)).toEqual(["2"]);
    expect(again[0]?.consulted).toEqual(first!.consulted);
    expect(again[0]?.oracles).toBe(first!.oracles);
  });

  test("the answers that a contract depends on are asked first and consulted", () => {
    expect(ways("above(2)", definitions)).toEqual(["2 [dice(2)=1 above(2)=2]"]);
  });

  test("an unsatisfiable contract leaves no way to go on and is recorded as empty", () => {
    const recorded: string[] = [];
    const chooser = exhaustive(
      () => recorded.push("infinite"),
      ({ description }) => recorded.push(`empty ${description}`),
    );
    expect(ways("impossible()", definitions, chooser)).toEqual([]);
    expect(recorded).toEqual(["empty impossible()"]);
  });

  test("an infinite type is an obstacle for exhaustive exploration and is sampled otherwise", () => {
    const recorded: string[] = [];
    expect(
      ways(
        'price("TAPL")',
        definitions,
        exhaustive(({ kind, role, description }) => recorded.push(`${kind} ${role} ${description}`)),
      ),
    ).toEqual([]);
    expect(recorded).toEqual(['oracle A price("TAPL")']);
    expect(
      ways(
        'price("TAPL")',
        definitions,
        sampling(() => 4n),
      ),
    ).toEqual(['1 [price("TAPL")=1]']);
  });

  test("tuples share their answers and fail as a whole", () => {
    const scope = scopeOf(
      definitions,
      exhaustive(() => undefined),
    );
    const values = evaluateAll([parse("coin(1)"), parse("not coin(1)")], scope);
    expect(values.map(({ outcome }) => outcome)).toEqual([
      { kind: "value", value: [false, true] },
      { kind: "value", value: [true, false] },
    ]);
    expect(evaluateAll([parse("1"), parse("1 / 0")], scope).map(({ outcome }) => outcome)).toEqual([{ kind: "failure", reason: "division by zero" }]);
  });

  test("any over a range whose bound asks an oracle", () => {
    const scope = scopeOf(
      definitions,
      exhaustive(() => undefined),
    );
    const domain = { kind: "range" as const, low: parse("1"), high: parse("dice(2)") };
    const shown = evaluateAny(domain, "A.x", scope).map(
      (evaluation) => `${show(evaluation)} of ${evaluation.consulted.map(({ result }) => printValue(result)).join()}`,
    );
    expect(shown).toEqual(["1 of 1", "1 of 2", "2 of 2"]);
    expect(evaluateAny({ ...domain, high: parse("1 / 0") }, "A.x", scope).map(show)).toEqual(["✗ division by zero"]);
  });
});

describe("keys of expressions", () => {
  test("tell apart what prints alike", () => {
    const texts = [
      "T",
      "true",
      "U",
      "unit",
      "f()",
      "f",
      '"f"',
      "set[x]",
      "[x]",
      "-x",
      "- 1",
      "x - y",
      "(x - y) - z",
      "x - (y - z)",
      "not x",
      "x.y",
      "x[y]",
      "R(f: x)",
    ];
    expect(new Set(texts.map((text) => expressionKey(parse(text)))).size).toBe(texts.length);
  });

  test("do not depend on places", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), (spaces) => {
        expect(expressionKey(parse(`f(x,${" ".repeat(spaces)}1 + y)`))).toBe(expressionKey(parse("f(x, 1 + y)")));
      }),
    );
  });
});
