/** What solvers write is read back: printed terms are the same object, abbreviations are written out, values are those of the sort. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenSymbols, chosenTerm, colours } from "../terms/chosen-terms.ts";
import { boolSort, intSort, newTerms, printTerm } from "../terms/index.ts";
import type { Sort, Term } from "../terms/index.ts";
import { readDefinitions } from "./read-definitions.ts";
import { readTerm } from "./read-term.ts";
import type { Meanings } from "./read-term.ts";
import { readValues } from "./read-value.ts";
import { readSExpressions } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";
import type { Query } from "./solver.ts";

function read(text: string): readonly SExpression[] {
  const reading = readSExpressions(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.expressions;
}

const terms = newTerms();
const scope = new Map<string, Term>([...chosenSymbols.map(({ name, sort }) => [name, terms.symbol(name, sort)] as const)]);
const members = new Map(["red", "green", "dark blue"].map((name) => [name, terms.member(colours, name)] as const));
const meanings: Meanings = { terms, functions: new Map(), sorts: new Map(), members, auxiliary: new Map() };

test("a printed term is read as the same object", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(59), { maxLength: 120 }), (choices) => {
      const { term } = chosenTerm(terms, choices);
      expect(readTerm(read(printTerm(term))[0]!, scope, meanings)).toBe(term);
    }),
    { numRuns: 500 },
  );
});

describe("abbreviations", () => {
  const [x, y] = [scope.get("x")!, scope.get("y")!];
  test.each<readonly [string, Term]>([
    ["(>= x y)", terms.atMost(y, x)],
    ["(> x y 3)", terms.and(terms.less(y, x), terms.less(terms.integer(3), y))],
    ["(+ x y 1)", terms.add(terms.add(x, y), terms.integer(1))],
    ["(- x)", terms.subtract(terms.integer(0), x)],
    ["(- 5)", terms.integer(-5)],
    ["(=> p (= x y) (< x y))", terms.implies(scope.get("p")!, terms.implies(terms.equal(x, y), terms.less(x, y)))],
    ["(let ((a!1 (+ x y))) (let ((a!2 (* a!1 a!1))) (= a!1 a!2)))", terms.equal(terms.add(x, y), terms.multiply(terms.add(x, y), terms.add(x, y)))],
    ["(let ((x y) (y x)) (< x y))", terms.less(y, x)],
    ["(! (< x y) :pattern (x))", terms.less(x, y)],
    ["((_ divisible 3) x)", terms.equal(terms.remainder(x, terms.integer(3)), terms.integer(0))],
    ["((_ is |dark blue|) c)", terms.equal(scope.get("c")!, members.get("dark blue")!)],
    ["(bvsge u (_ bv7 3))", terms.bits("bvsle", terms.word(7, 3), scope.get("u")!)],
    ["(distinct x y 0)", terms.and(terms.not(terms.equal(x, y)), terms.not(terms.equal(x, terms.integer(0))), terms.not(terms.equal(y, terms.integer(0))))],
    ["(forall ((z Int)) (< z x))", terms.forAll([terms.symbol("z/Int", intSort)], terms.less(terms.symbol("z/Int", intSort), x))],
  ])("%s", (text, term) => {
    expect(readTerm(read(text)[0]!, scope, meanings)).toBe(term);
  });

  test.each(["(str.len x)", "(concat u v)", "unknown", "(x y)", "(ite p x)", "((as const (Array Int Int)) 0)", "(let ((x)) x)", "1.5"])(
    "%s has no term of ours",
    (text) => {
      expect(() => readTerm(read(text)[0]!, scope, meanings)).toThrow();
    },
  );
});

describe("definitions of predicates", () => {
  const p = { name: "p", domain: [intSort, colours], range: boolSort };
  const query: Query = { name: "q", assertions: [], predicates: { terms, symbols: [p] } };
  const [first, second] = [terms.symbol("p/0", intSort), terms.symbol("p/1", colours)];

  test.each<readonly [string, string, Term]>([
    [
      "as Z3 writes them",
      "((define-fun p ((x!0 Int) (x!1 colour)) Bool (and (>= x!0 0) (= x!1 red))))",
      terms.and(terms.atMost(terms.integer(0), first), terms.equal(second, members.get("red")!)),
    ],
    ["in an older way", "(model (define-fun p ((x Int) (y colour)) Bool (= y green)))", terms.equal(second, members.get("green")!)],
    [
      "with functions beside them",
      "((define-fun p ((x Int) (y colour)) Bool (q!1 x)) (define-fun q!1 ((z Int)) Bool (< z 5)))",
      terms.less(first, terms.integer(5)),
    ],
    ["that the model does not mention", "()", terms.true],
  ])("%s", (_, text, body) => {
    const definitions = readDefinitions(query, read(text));
    expect(definitions).toEqual({ ok: true, definitions: [{ function: p, parameters: [first, second], body }] });
  });

  test.each([
    ["another number of parameters", "((define-fun p ((x Int)) Bool true))"],
    ["other sorts", "((define-fun p ((x Int) (y Int)) Bool true))"],
    ["another range", "((define-fun p ((x Int) (y colour)) Int x))"],
    ["something that is no term of ours", "((define-fun p ((x Int) (y colour)) Bool (weird x)))"],
    [
      "functions that call each other",
      "((define-fun p ((x Int) (y colour)) Bool (q x)) (define-fun q ((x Int)) Bool (r x)) (define-fun r ((x Int)) Bool (q x)))",
    ],
    ["no model", "sat"],
  ])("%s: unreadable", (_, text) => {
    expect(readDefinitions(query, read(text))).toMatchObject({ ok: false });
  });
});

describe("values", () => {
  const thing: Sort = { kind: "opaque", name: "thing" };
  const asked = [
    terms.symbol("n", intSort),
    terms.symbol("b", boolSort),
    terms.symbol("w", { kind: "bits", width: 8 }),
    terms.symbol("c", colours),
    ...["s", "t", "r"].map((name) => terms.symbol(name, thing)),
  ];
  const values = [
    { kind: "integer", value: -12n },
    { kind: "boolean", value: true },
    { kind: "word", value: 240n, width: 8 },
    { kind: "member", name: "dark blue" },
    { kind: "opaque", index: 0 },
    { kind: "opaque", index: 1 },
    { kind: "opaque", index: 0 },
  ];

  test.each([
    ["Z3", "((n (- 12)) (b true) (w #xf0) (c |dark blue|) (s thing!val!1) (t thing!val!0) (r thing!val!1))"],
    ["cvc5", "((n (- 12)) (b true) (w #b11110000) (c (as |dark blue| colour)) (s (as @thing_3 thing)) (t (as @thing_0 thing)) (r (as @thing_3 thing)))"],
    [
      "cvc5 (with spaces in names)",
      "((n (- 12)) (b true) (w #b11110000) (c |dark blue|) (s (as @|a thing|_3 |a thing|)) (t (as @|a thing|_0 |a thing|)) (r (as @|a thing|_3 |a thing|)))",
    ],
    ["words by their numbers", "((n (- 12)) (b true) (w (_ bv240 8)) (c |dark blue|) (s a) (t b) (r a))"],
  ])("as %s writes them", (_, text) => {
    expect(readValues(asked, read(text))).toEqual({ ok: true, values });
  });

  test.each([
    ["too few", "((n 1))"],
    ["a truth value for a number", "((n true) (b true) (w #xf0) (c red) (s a) (t b) (r a))"],
    ["a word of another width", "((n 1) (b true) (w #b0) (c red) (s a) (t b) (r a))"],
    ["a number beyond its width", "((n 1) (b true) (w (_ bv256 8)) (c red) (s a) (t b) (r a))"],
    ["no member", "((n 1) (b true) (w #xf0) (c blue) (s a) (t b) (r a))"],
    ["a fraction", "((n 1.5) (b true) (w #xf0) (c red) (s a) (t b) (r a))"],
  ])("%s is refused", (_, text) => {
    expect(readValues(asked, read(text))).toMatchObject({ ok: false });
  });
});
