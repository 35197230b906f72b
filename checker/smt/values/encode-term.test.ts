/** Encodings against the evaluator, in both arithmetics, of literals and of symbols; and mistakes that this finds. */
import { describe, expect, test } from "vitest";
import type { Definitions } from "../../../calculus/core/index.ts";
import { defaultLimits, nowhere } from "../../../calculus/diagnostics/index.ts";
import { elaborate } from "../../../calculus/elaboration/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import { builtins, expressionKey, intType, unknownType } from "../../../calculus/values/index.ts";
import type { ModelValue, Terms } from "../terms/index.ts";
import { evaluateTerm, newTerms } from "../terms/index.ts";
import { assignValue } from "./assign.ts";
import { newContext } from "./context.ts";
import type { Context } from "./context.ts";
import { compare, growingAssignment, textNumbers } from "./differential.ts";
import type { Comparison, Encoding, State } from "./differential.ts";
import { encodeExpression } from "./encode-expression.ts";
import { environmentOf } from "./environment.ts";
import { freshCell } from "./fresh.ts";
import { chanceOf, declarations, generateExpression, generateState } from "./generated-expressions.ts";
import { integersIn } from "./integers.ts";
import { nothing } from "./symbolic-value.ts";
import type { SymbolicValue } from "./symbolic-value.ts";

function definitionsOf(text: string): Definitions {
  const { tree, diagnostics } = parseFile(`role A;\n${text}`, 0, defaultLimits);
  expect(diagnostics).toEqual([]);
  return elaborate([tree], [{ path: "test.choreo", text }]).definitions;
}

const definitions = definitionsOf(declarations);

function parse(text: string): Expression {
  const expression = definitionsOf(`const it_is = ${text};`).constants.get("it_is");
  if (expression === undefined) throw new Error(`not an expression: ${text}`);
  return expression;
}

function functionsIn(expression: Expression): readonly string[] {
  return [...(expression.kind === "call" ? [expression.name.text] : []), ...partsOf(expression).flatMap(functionsIn)];
}

const encodings: readonly Encoding[] = [
  { arithmetic: "words", variables: "literals" },
  { arithmetic: "words", variables: "symbols" },
  { arithmetic: "integers", variables: "symbols" },
  { arithmetic: "integers", variables: "symbols", strings: "numbers" },
];

/** The expression of a seed, in its state. */
function compareSeed(seed: number, encoding: Encoding): { readonly expression: Expression; readonly found: Comparison } {
  const chance = chanceOf(seed);
  const state = generateState(chance, encoding.arithmetic === "words");
  const { expression, type } = generateExpression(chance, 3);
  return { expression, found: compare(expression, type, state, definitions, encoding) };
}

const reasons: ReadonlySet<string> = new Set([
  "the concatenation of strings that are not known",
  "the function length of arguments that are not known",
  "the function to_string of arguments that are not known",
  "a power whose exponent may be more than 16 numbers",
  "a power whose exponent may be more than 64",
  "a power whose exponent has no bound",
  "an integer of more than 256 bits as a word",
]);

describe("generated expressions", () => {
  const covered = new Set<string>();

  test.each(encodings)("mean what they evaluate to: $arithmetic, $variables, $strings", (encoding) => {
    const refusals = new Set<string>();
    const outcomes = { value: 0, failure: 0, "no answer": 0 };
    for (let seed = 0; seed < 350; seed += 1) {
      const { expression, found } = compareSeed(seed, encoding);
      if (found.kind === "differs") expect.fail(`seed ${String(seed)}: ${expressionKey(expression)} is ${found.expected}, not ${found.found}`);
      if (found.kind === "refused") refusals.add(found.reason);
      if (found.kind !== "agrees") continue;
      for (const name of functionsIn(expression)) covered.add(name);
      outcomes[found.outcome] += 1;
    }
    expect([...refusals].filter((reason) => !reasons.has(reason))).toEqual([]);
    expect(outcomes.value).toBeGreaterThan(180);
    expect(outcomes.failure).toBeGreaterThan(40);
  });

  test("have every built-in function", () => {
    expect([...builtins.keys()].filter((name) => !covered.has(name))).toEqual([]);
  });
});

const state: State = new Map(
  [...generateState(chanceOf(7), true)].map(([name, variable]) => {
    const values = new Map<string, typeof variable.value>([
      ["x", 0n],
      ["y", -3n],
      ["u", undefined],
      ["xs", { kind: "list", items: [] }],
      ["o", { kind: "variant", name: "none", payload: [] }],
      ["m", { kind: "map", entries: [] }],
      ["n", { kind: "map", entries: [] }],
      ["b", false],
    ]);
    return [name, values.has(name) ? { ...variable, value: values.get(name) } : variable];
  }),
);

describe("partial operations", () => {
  test.each([
    "1 / x",
    "1 % x",
    "head(xs)",
    "last(xs)",
    "tail(xs)",
    "xs[0]",
    "[1, 2][x - 1]",
    "[1, 2][x + 2]",
    "unwrap(o)",
    "m[Red]",
    "n[x]",
    "power(2, y)",
    "half(x)",
    "checked(x)",
    "bold(x + 2)",
    "u",
    "(x == 0) and 1 / x == 0",
    "not b and 1 / x == 0",
    "b or 1 / x == 0",
    "not b implies 1 / x == 0",
    "if b then 1 else 1 / x",
    "[1, 1 / x]",
    "some(1 / x)",
    "unwrap_or(some(1), 1 / x)",
    "guess(1 / x)",
  ])("%s fails where it is undefined", (text) => {
    for (const encoding of encodings)
      expect(compare(parse(text), unknownType, state, definitions, encoding), encoding.arithmetic).toEqual({ kind: "agrees", outcome: "failure" });
  });

  test.each([
    "b and 1 / x == 0",
    "not b or 1 / x == 0",
    "b implies 1 / x == 0",
    "if b then 1 / x else 1",
    "is_none(o) or unwrap(o) == 0",
    "power(2, x)",
    "y / 2",
    "y % -2",
  ])("%s is defined: the failure is not reached", (text) => {
    for (const encoding of encodings)
      expect(compare(parse(text), unknownType, state, definitions, encoding), encoding.arithmetic).toEqual({ kind: "agrees", outcome: "value" });
  });
});

describe("large expressions", () => {
  test("are as deep as terms may be", () => {
    const [x, y, b, failing] = ["x", "y", "b", "y / x"].map(parse) as [Expression, Expression, Expression, Expression];
    const sum = (depth: number): Expression =>
      Array.from({ length: depth }).reduce<Expression>((left) => ({ kind: "binary", operator: "+", left, right: x, span: nowhere }), x);
    const conditional = (depth: number): Expression =>
      Array.from({ length: depth }).reduce<Expression>((inner) => ({ kind: "if", condition: b, then: inner, else: failing, span: nowhere }), y);
    const [long, deep] = [sum(900), conditional(900)];
    for (const encoding of encodings) {
      expect(compare(long, unknownType, state, definitions, encoding)).toEqual({ kind: "agrees", outcome: "value" });
      expect(compare(deep, unknownType, state, definitions, encoding)).toEqual({ kind: "agrees", outcome: "failure" });
    }
  });
});

describe("functions without body", () => {
  test.each([
    "guess(x) - guess(x)",
    "paint(Red) == paint(if x == 0 then Red else Blue)",
    "guess(y) <= y + 1 and guess(y) >= y",
    "guess(guess(x)) >= x",
    "bold(0) == bold(x)",
  ])("%s: equal arguments have equal answers, within the contract", (text) => {
    for (const encoding of encodings)
      expect(compare(parse(text), unknownType, state, definitions, encoding), encoding.arithmetic).toEqual({ kind: "agrees", outcome: "value" });
  });

  test("answer equal arguments equally", () => {
    const context = newContext({ terms: newTerms(), definitions, arithmetic: "words" });
    const assignment = growingAssignment();
    const names = ["x", "y"].map((name) => {
      const { cell } = freshCell(name, { kind: "integer", low: 0n, high: 7n }, false, context);
      return [name, { type: intType, cell }] as const;
    });
    encodeExpression(parse("guess(x) + guess(y)"), environmentOf(definitions, new Map(names)), context);
    const [first, second] = context.applications;
    const areAssumed = (x: bigint, y: bigint, one: bigint, other: bigint): boolean => {
      const values = [x, y, one, other];
      [...names.map(([, { cell }]) => cell.value), first?.result, second?.result].forEach((value, index) => {
        assignValue(value ?? nothing, values[index] ?? 0n, assignment.set, textNumbers(context), context);
      });
      return context.assumptions.every((term) => isTrue(evaluateTerm(term, assignment)));
    };
    expect(areAssumed(2n, 3n, 2n, 3n)).toBe(true);
    expect(areAssumed(2n, 2n, 3n, 3n)).toBe(true);
    expect(areAssumed(2n, 2n, 2n, 3n)).toBe(false);
  });

  test("a contract that no answer satisfies is no failure: there is no evaluation", () => {
    const impossible = definitionsOf(`${declarations}fn impossible(n: int): int ensures result > n and result < n;\n`);
    for (const encoding of encodings)
      expect(compare(parse("impossible(x) + 1 / x"), unknownType, state, impossible, { ...encoding, variables: "symbols" })).toEqual({
        kind: "agrees",
        outcome: "no answer",
      });
  });

  test("a contract that asks such a function itself is refused", () => {
    const nested = definitionsOf(`${declarations}fn secret(n: int): bool;\nfn told(n: int): int ensures secret(result);\n`);
    expect(compare(parse("told(1)"), unknownType, state, nested, { arithmetic: "integers", variables: "symbols" })).toMatchObject({
      kind: "refused",
      reason: "a refinement or a contract that asks a function without body",
    });
  });
});

function isTrue(value: ModelValue): boolean {
  return value.kind === "boolean" && value.value;
}

/** With other terms, and arithmetic over them. */
function overTerms(context: Context, change: (terms: Terms) => Partial<Terms>): Context {
  const terms = { ...context.terms, ...change(context.terms) };
  return { ...context, terms, integers: integersIn(terms, context.arithmetic) };
}

const mutants: readonly { readonly name: string; readonly arithmetic: Encoding["arithmetic"]; readonly mutate: (context: Context) => Context }[] = [
  {
    name: "comparison without sign",
    arithmetic: "words",
    mutate: (context) => overTerms(context, ({ bits }) => ({ bits: (operator, ...words) => bits(operator === "bvslt" ? "bvult" : operator, ...words) })),
  },
  {
    name: "division that rounds towards zero",
    arithmetic: "integers",
    mutate: (context) =>
      overTerms(context, ({ quotient, subtract, ite, less, integer }) => ({
        quotient: (left, right) => ite(less(left, integer(0)), subtract(integer(0), quotient(subtract(integer(0), left), right)), quotient(left, right)),
      })),
  },
  {
    name: "remainder with the sign of the dividend",
    arithmetic: "words",
    mutate: (context) => {
      const { integers, terms } = context;
      const truncated = (left: Parameters<typeof integers.add>[0], right: typeof left): SymbolicValue => {
        const zero = integers.literal(0n);
        const value = integers.remainder(left, right);
        return value.kind === "integer" ? integers.choose(integers.less(left, zero), integers.negate(value), value) : value;
      };
      return { ...context, terms, integers: { ...integers, remainder: truncated } };
    },
  },
  {
    name: "a short circuit that evaluates its right side",
    arithmetic: "integers",
    mutate: (context) => overTerms(context, () => ({ implies: (_, conclusion) => conclusion })),
  },
  {
    name: "a word that is one bit short",
    arithmetic: "words",
    mutate: (context) => {
      const { integers, terms } = context;
      const shortened = (left: Parameters<typeof integers.add>[0], right: typeof left): typeof left => {
        const sum = integers.add(left, right);
        if (sum.term.sort.kind !== "bits" || sum.term.sort.width < 2) return sum;
        return { ...sum, term: terms.extend(terms.extract(sum.term, sum.term.sort.width - 2, 0), sum.term.sort.width) };
      };
      return { ...context, integers: { ...integers, add: shortened } };
    },
  },
];

describe("mistakes in the encoding", () => {
  test.each(mutants)("are found: $name", ({ arithmetic, mutate }) => {
    const encoding: Encoding = { arithmetic, variables: "symbols", mutate };
    const pointed = ["y / 2", "y % 2", "y < x", "b and 1 / x == 0"];
    const isFound =
      pointed.some((text) => compare(parse(text), unknownType, state, definitions, encoding).kind === "differs") ||
      Array.from({ length: 400 }, (_, seed) => seed).some((seed) => compareSeed(seed, encoding).found.kind === "differs");
    expect(isFound).toBe(true);
  });
});
