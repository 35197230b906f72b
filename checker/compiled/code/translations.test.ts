/** Both translations of generated programs, and of every operator, agree with each other and, for operators, with the definition by big integers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as code from "./build.ts";
import { checkProgram } from "./check.ts";
import type { Backend, Imports } from "./instance.ts";
import { compileProgram } from "./instantiate.ts";
import { reserveMemory } from "./memory.ts";
import type { Arithmetic, Code, CodeFunction, Comparison, NumberType, Program, Statement, Unary } from "./program.ts";

const { i32, i64, get } = code;

/** Runs `main` with these arguments and gives its result, what the import was told, and the first words of memory. */
function outcome(program: Program, backend: Backend, given: readonly number[], isShared = false): unknown {
  checkProgram(program);
  const memory = reserveMemory(65_536, backend, isShared)!;
  for (let k = 0; k < 64; k += 1) memory.words[k] = Math.imul(k + 1, 0x9e3779b1);
  const told: number[] = [];
  const imports: Imports = {
    tell: (a, b) => {
      told.push(a, b);
      memory.words[60] = a ^ b;
      return (a + 3 * b) | 0;
    },
  };
  const result = compileProgram(program, backend, memory)(imports)("main")(...given);
  return { result, told, words: [...memory.words.subarray(0, 80)] };
}

const imports: Program["imports"] = [{ name: "tell", parameters: 2, hasResult: true }];

function mainOf(body: readonly Statement[], locals: CodeFunction["locals"] = []): Program {
  return {
    imports,
    functions: [{ name: "main", isExported: true, parameters: [code.local("a"), code.local("b")], locals, result: "i32", body }],
  };
}

const interesting = [0, 1, -1, 2, 7, 31, 32, 33, 255, -128, 0x7fffffff, -0x80000000, 0x12345678, -0x76543210];
const wide = [0n, 1n, -1n, 5n, 31n, 63n, 64n, 0x7fffffffffffffffn, -0x8000000000000000n, 0x123456789abcdef0n, -0xfedcba987654321n];

const arithmetic: readonly Arithmetic[] = ["add", "sub", "mul", "div_s", "div_u", "rem_s", "rem_u", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl"];
const comparisons: readonly Comparison[] = ["eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"];

/** The definition of the operators on n-bit integers. */
function defined(operator: Arithmetic | Comparison, bits: 32 | 64, a: bigint, b: bigint): bigint | undefined {
  const [ua, ub] = [BigInt.asUintN(bits, a), BigInt.asUintN(bits, b)];
  const by = ub % BigInt(bits);
  const isDivision = operator.startsWith("div") || operator.startsWith("rem");
  if (isDivision && b === 0n) return undefined;
  const table: Record<Arithmetic | Comparison, () => bigint | boolean> = {
    add: () => a + b,
    sub: () => a - b,
    mul: () => a * b,
    div_s: () => a / b,
    div_u: () => ua / ub,
    rem_s: () => a % b,
    rem_u: () => ua % ub,
    and: () => a & b,
    or: () => a | b,
    xor: () => a ^ b,
    shl: () => a << by,
    shr_s: () => a >> by,
    shr_u: () => ua >> by,
    rotl: () => (ua << by) | (ua >> (BigInt(bits) - by)),
    eq: () => a === b,
    ne: () => a !== b,
    lt_s: () => a < b,
    lt_u: () => ua < ub,
    gt_s: () => a > b,
    gt_u: () => ua > ub,
    le_s: () => a <= b,
    le_u: () => ua <= ub,
    ge_s: () => a >= b,
    ge_u: () => ua >= ub,
  };
  const result = table[operator]();
  if (operator === "div_s" && BigInt.asIntN(bits, result as bigint) !== result) return undefined;
  return typeof result === "boolean" ? (result ? 1n : 0n) : BigInt.asIntN(bits, result);
}

describe.each(["wasm", "javascript"] as const)("operators in %s", (backend) => {
  test.each([...arithmetic, ...comparisons])("%s of 32 bits", (operator) => {
    const cases = interesting.flatMap((a) => interesting.map((b) => [a, b] as const));
    for (const [a, b] of cases) {
      const wanted = defined(operator, 32, BigInt(a), BigInt(b));
      if (wanted === undefined) continue;
      expect(outcome(mainOf([code.giveBack(code.binary(operator, get("a"), get("b")))]), backend, [a, b]), `${a} ${operator} ${b}`).toMatchObject({
        result: Number(wanted),
      });
    }
  });

  test.each([...arithmetic, ...comparisons])("%s of 64 bits", (operator) => {
    const isComparison = comparisons.some((one) => one === operator);
    const pairs = wide.flatMap((a) => wide.map((b) => [a, b, defined(operator, 64, a, b)] as const)).filter(([, , wanted]) => wanted !== undefined);
    const body = pairs.map(([a, b], k): Statement => {
      const value = code.binary(operator, i64(a), i64(b), "i64");
      return isComparison ? code.store(i32(8 * k), 1024, value) : { kind: "store", width: 64, address: i32(8 * k), offset: 1024, value };
    });
    const memory = reserveMemory(65_536, backend, false)!;
    compileProgram(mainOf([...body, code.giveBack(i32(0))]), backend, memory)({ tell: () => 0 })("main")(0, 0);
    pairs.forEach(([a, b, wanted], k) => {
      const [low, high] = [memory.words[256 + 2 * k]!, memory.words[257 + 2 * k]!];
      const found = isComparison ? BigInt(low) : BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low >>> 0));
      expect(found, `${a} ${operator} ${b}`).toBe(wanted);
    });
  });

  test("operators on one number", () => {
    const expected: Readonly<Record<string, (a: number) => number>> = {
      "i32.eqz": (a) => (a === 0 ? 1 : 0),
      "i32.clz": (a) => Math.clz32(a),
      "i32.ctz": (a) => (a === 0 ? 32 : (a >>> 0).toString(2).length - 1 - (a >>> 0).toString(2).lastIndexOf("1")),
      "i32.popcnt": (a) => (a >>> 0).toString(2).replaceAll("0", "").length,
    };
    for (const a of interesting)
      for (const [operator, of] of Object.entries(expected))
        expect(outcome(mainOf([code.giveBack(code.unary(operator as Unary, get("a")))]), backend, [a, 0])).toMatchObject({ result: of(a) });
  });

  test("widening and narrowing", () => {
    const high = (of: Unary): Program => mainOf([code.giveBack(code.unary("wrap", code.binary("shr_u", code.unary(of, get("a")), i64(32n), "i64")))]);
    expect(outcome(high("extend_s"), backend, [-5, 0])).toMatchObject({ result: -1 });
    expect(outcome(high("extend_u"), backend, [-5, 0])).toMatchObject({ result: 0 });
    expect(outcome(mainOf([code.giveBack(code.unary("i64.eqz", code.unary("extend_s", get("a"))))]), backend, [0, 0])).toMatchObject({ result: 1 });
  });

  test("a switch goes to its case, and to the other one for every other index", () => {
    const cases = [[code.giveBack(i32(10))], [code.set("b", i32(5))], [code.giveBack(i32(12))]];
    const program = mainOf([code.switchOn(get("a"), cases, [code.giveBack(i32(99))]), code.giveBack(get("b"))]);
    expect([0, 1, 2, 3, -1].map((a) => (outcome(program, backend, [a, 7]) as { result: number }).result)).toEqual([10, 5, 12, 99, 99]);
  });

  test("loops are left and begun again by their labels, through other constructs", () => {
    const body = [
      code.loop("outer", [
        code.loop("inner", [
          code.set("a", code.add(get("a"), i32(-1))),
          code.switchOn(get("a"), [[code.leave("outer")]], []),
          code.when(code.binary("and", get("a"), i32(1)), [code.set("b", code.add(get("b"), get("a"))), code.again("inner")], [code.leave("inner")]),
        ]),
        code.set("b", code.add(get("b"), i32(100))),
      ]),
      code.giveBack(get("b")),
    ];
    expect(outcome(mainOf(body), backend, [6, 0])).toMatchObject({ result: 5 + 100 + 3 + 100 + 1 });
  });

  test("bytes, copies and fills", () => {
    const body: Statement[] = [
      { kind: "fill", to: i32(16), byte: 0xab, length: i32(8) },
      { kind: "copy", to: i32(20), from: i32(12), length: i32(12) },
      { kind: "store", width: 8, address: get("a"), offset: 1, value: i32(0x1ff) },
      code.giveBack({ kind: "load", width: 8, address: get("a"), offset: 1 }),
    ];
    const first = Math.imul(4, 0x9e3779b1);
    const { words, result } = outcome(mainOf(body), backend, [40, 0]) as { words: number[]; result: number };
    expect(result).toBe(255);
    expect(words.slice(4, 8)).toEqual([0xabababab | 0, first, 0xabababab | 0, 0xabababab | 0]);
  });

  test("atomic operations give what was there before", () => {
    const at = { kind: "atomic", address: get("a"), offset: 4 } as const;
    const steps: Code[] = [
      { ...at, operator: "exchange", value: i32(5) },
      { ...at, operator: "add", value: i32(10) },
      { ...at, operator: "or", value: i32(16) },
      { ...at, operator: "cas", expected: i32(31), value: i32(40) },
      { ...at, operator: "cas", expected: i32(31), value: i32(50) },
      { ...at, operator: "load" },
    ];
    const body = [...steps.map((one, k) => code.store(i32(4 * k), 256, one)), code.giveBack(i32(0))];
    const { words } = outcome(mainOf(body), backend, [8, 0], true) as { words: number[] };
    expect(words.slice(64, 70)).toEqual([Math.imul(4, 0x9e3779b1), 5, 15, 31, 40, 40]);
  });
});

/** Programs of nested statements with fuel for their loops. */
const programs = fc.letrec<{ number: Code; pure: Code; long: Code; statement: Statement; body: Statement[] }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...interesting).map(i32),
    fc.constantFrom("a", "b", "x", "y").map(get),
    fc
      .record({
        operator: fc.constantFrom(...arithmetic.filter((one) => !one.startsWith("div") && !one.startsWith("rem")), ...comparisons),
        left: tie("number"),
        right: tie("number"),
      })
      .map(({ operator, left, right }) => code.binary(operator, left, right)),
    fc.record({ operator: fc.constantFrom("div_u", "rem_u", "rem_s" as const), left: tie("number"), right: tie("number") }).map(({ operator, left, right }) =>
      // An odd divisor that is positive: defined.
      code.binary(operator, left, code.or(code.and(right, i32(0xff)), i32(1))),
    ),
    fc
      .record({ operator: fc.constantFrom("i32.eqz", "i32.clz", "i32.ctz", "i32.popcnt" as const), operand: tie("number") })
      .map(({ operator, operand }) => code.unary(operator, operand)),
    tie("number").map((at) => code.load(code.and(at, i32(0xfc)), 16)),
    tie("number").map((at): Code => ({ kind: "load", width: 8, address: code.and(at, i32(0xff)), offset: 3 })),
    fc
      .record({ condition: tie("number"), then: tie("pure"), otherwise: tie("pure") })
      .map(({ condition, then, otherwise }) => code.select(condition, then, otherwise)),
    fc.tuple(tie("number"), tie("number")).map(([a, b]) => code.call("tell", a, b)),
    tie("number").map((a) => code.call("twice", a)),
    tie("long").map((operand) => code.unary("wrap", operand)),
    fc
      .record({ operator: fc.constantFrom(...comparisons), left: tie("long"), right: tie("long") })
      .map(({ operator, left, right }) => code.binary(operator, left, right, "i64")),
  ),
  pure: fc.oneof(
    fc.constantFrom("a", "b", "x", "y").map(get),
    fc.constantFrom(...interesting).map((at) => code.load(code.and(get("a"), i32(0xfc)), at & 0xfc)),
  ),
  long: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...wide).map(i64),
    fc.constant(get("w")),
    fc
      .record({ operator: fc.constantFrom("extend_s", "extend_u" as const), operand: tie("number") })
      .map(({ operator, operand }) => code.unary(operator, operand)),
    fc
      .record({
        operator: fc.constantFrom(...arithmetic.filter((one) => !one.startsWith("div") && !one.startsWith("rem"))),
        left: tie("long"),
        right: tie("long"),
      })
      .map(({ operator, left, right }) => code.binary(operator, left, right, "i64")),
    tie("number").map((at): Code => ({ kind: "load", width: 64, address: code.and(at, i32(0xf8)), offset: 12 })),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ local: fc.constantFrom("a", "b", "x", "y"), value: tie("number") }).map(({ local, value }) => code.set(local, value)),
    tie("long").map((value) => code.set("w", value)),
    fc.record({ at: tie("number"), value: tie("number") }).map(({ at, value }) => code.store(code.and(at, i32(0xfc)), 8, value)),
    fc
      .record({ at: tie("number"), value: tie("number") })
      .map(({ at, value }): Statement => ({ kind: "store", width: 8, address: code.and(at, i32(0xff)), offset: 1, value })),
    fc
      .record({ at: tie("number"), value: tie("long") })
      .map(({ at, value }): Statement => ({ kind: "store", width: 64, address: code.and(at, i32(0xf8)), offset: 4, value })),
    fc.tuple(tie("number"), tie("number")).map(([a, b]) => code.run("tell", a, b)),
    fc
      .record({ condition: tie("number"), then: tie("body"), otherwise: tie("body") })
      .map(({ condition, then, otherwise }) => code.when(condition, then, otherwise)),
    fc
      .record({ index: tie("number"), cases: fc.array(tie("body"), { maxLength: 3 }), otherwise: tie("body") })
      .map(({ index, cases, otherwise }) => code.switchOn(code.and(index, i32(3)), cases, otherwise)),
    tie("body").map((body) => code.repeatWhile("LABEL", get("fuel"), [code.set("fuel", code.sub(get("fuel"), i32(1))), ...body])),
    fc.record({ condition: tie("number"), value: tie("number") }).map(({ condition, value }) => code.when(condition, [code.giveBack(value)])),
  ),
  body: fc.array(tie("statement"), { maxLength: 4 }),
}));

/** Gives loops, which all have the same label, labels of their own. */
function rename(one: Statement, next: { value: number }, from = "", to = ""): Statement {
  const inside = (body: readonly Statement[], a = from, b = to): Statement[] => body.map((each) => rename(each, next, a, b));
  switch (one.kind) {
    case "block": {
      const label = `l${(next.value += 1)}`;
      return { ...one, label, body: inside(one.body, one.label, label) };
    }
    case "loop":
      return { ...one, label: `${to}_again`, body: inside(one.body) };
    case "break":
      return { ...one, label: to };
    case "if":
      return { ...one, then: inside(one.then), otherwise: inside(one.otherwise) };
    case "switch":
      return { ...one, cases: one.cases.map((body) => inside(body)), otherwise: inside(one.otherwise) };
    default:
      return one;
  }
}

const twice: CodeFunction = code.functionOf("twice", ["n"], [], [code.giveBack(code.mul(get("n"), i32(2)))], { result: "i32" });

function program(body: readonly Statement[]): Program {
  const next = { value: 0 };
  const types: readonly (readonly [string, NumberType])[] = [
    ["x", "i32"],
    ["y", "i32"],
    ["fuel", "i32"],
    ["w", "i64"],
  ];
  const main: CodeFunction = {
    name: "main",
    isExported: true,
    parameters: [code.local("a"), code.local("b")],
    locals: types.map(([name, type]) => code.local(name, type)),
    result: "i32",
    body: [code.set("fuel", i32(20)), ...body.map((one) => rename(one, next)), code.giveBack(code.xor(get("x"), code.unary("wrap", get("w"))))],
  };
  return { imports, functions: [twice, main] };
}

test("generated programs do the same in both translations", () => {
  let [statements, stores] = [0, 0];
  fc.assert(
    fc.property(programs.body, fc.constantFrom(...interesting), fc.constantFrom(...interesting), (body, a, b) => {
      const one = program(body);
      const wasm = outcome(one, "wasm", [a, b]);
      expect(outcome(one, "javascript", [a, b])).toEqual(wasm);
      statements += body.length;
      stores += body.some(({ kind }) => kind === "store") ? 1 : 0;
    }),
    { numRuns: 400, seed: 5 },
  );
  expect(statements).toBeGreaterThan(400);
  expect(stores).toBeGreaterThan(40);
});

test.each<[string, readonly Statement[]]>([
  ["a local that is not declared", [code.giveBack(get("z"))]],
  ["an end without result", [code.when(get("a"), [code.giveBack(i32(1))])]],
  ["a wide number where a narrow one is needed", [code.giveBack(i64(1n))]],
  ["a label that is not around", [code.loop("one", [code.leave("two")])]],
  ["a block begun again", [code.block("one", [code.again("one")]), code.giveBack(i32(0))]],
  ["too few arguments", [code.giveBack(code.call("tell", i32(1)))]],
  ["a name that is not one", [code.giveBack(get("a b"))]],
])("%s is refused", (_what, body) => {
  expect(() => {
    checkProgram(mainOf(body));
  }).toThrow();
});
