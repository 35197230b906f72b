/** Terms are made once and well-sorted, and what is simplified keeps its value in every model. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenSymbols, chosenTerm, modelOf } from "./chosen-terms.ts";
import type { Assignment } from "./chosen-terms.ts";
import { boolSort, evaluateTerm, intSort, newTerms } from "./index.ts";
import type { Sort } from "./index.ts";

const word = (width: number): Sort => ({ kind: "bits", width });

/** An assignment by choices. */
function assignmentOf(choices: readonly number[]): Assignment {
  return new Map(chosenSymbols.map(({ name, values }, index) => [name, values[(choices[index] ?? 0) % values.length]!]));
}

test("a term has the value of what was asked for, in every model", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(59), { maxLength: 120 }), fc.array(fc.array(fc.nat(59)), { minLength: 4, maxLength: 12 }), (choices, models) => {
      const { term, value } = chosenTerm(newTerms(), choices);
      for (const model of models.map(assignmentOf)) expect(evaluateTerm(term, modelOf(model))).toEqual({ kind: "boolean", value: value(model) });
    }),
    { numRuns: 1_500 },
  );
});

test("equal terms are the same object, whatever the order of equations and repetitions", () => {
  const terms = newTerms();
  const [x, y] = [terms.symbol("x", intSort), terms.symbol("y", intSort)];
  expect(terms.add(x, y)).toBe(terms.add(x, y));
  expect(terms.equal(x, y)).toBe(terms.equal(y, x));
  expect(terms.and(terms.less(x, y), terms.less(x, y))).toBe(terms.less(x, y));
  expect(terms.not(terms.not(terms.less(x, y)))).toBe(terms.less(x, y));
  const p = terms.symbol("p", boolSort);
  expect(terms.and(p, terms.and(terms.less(x, y), terms.not(p)))).toBe(terms.false);
});

test("what SMT-LIB names alike is not confused by its key", () => {
  const terms = newTerms();
  const array: Sort = { kind: "array", index: intSort, element: intSort };
  const [a, i] = [terms.symbol("a", array), terms.symbol("i", intSort)];
  const stored = terms.store(a, i, i);
  const named = terms.symbol(`tore(${String(a.id)} ${String(i.id)} ${String(i.id)})`, array);
  expect(named).not.toBe(stored);
});

describe("arrays", () => {
  const terms = newTerms();
  const array = terms.symbol("a", { kind: "array", index: intSort, element: intSort });
  const index = (at: number): ReturnType<typeof terms.integer> => terms.integer(at);

  test("reading finds what was written last, past other literals and not past unknown indices", () => {
    const i = terms.symbol("i", intSort);
    const written = terms.store(terms.store(array, index(1), index(10)), index(2), index(20));
    expect(terms.select(written, index(1))).toBe(index(10));
    expect(terms.select(written, index(3))).toBe(terms.select(array, index(3)));
    const unsure = terms.store(written, i, index(30));
    expect(terms.select(unsure, i)).toBe(index(30));
    expect(terms.select(unsure, index(1))).toMatchObject({ kind: "apply", operator: "select" });
  });

  test("twenty thousand writes are no recursion", () => {
    let written = array as ReturnType<typeof terms.store>;
    for (let at = 0; at < 20_000; at += 1) written = terms.store(written, index(at), index(at));
    expect(terms.select(written, index(0))).toBe(index(0));
  });
});

test("a hundred thousand conjuncts within conjuncts are flattened", () => {
  const terms = newTerms();
  const all = Array.from({ length: 100_000 }, (_, at) => terms.symbol(`p${String(at)}`, boolSort));
  expect(terms.and(terms.and(...all), terms.symbol("q", boolSort))).toMatchObject({ operator: "and" });
});

describe("an ill-sorted term is a mistake of ours", () => {
  const terms = newTerms();
  const [x, p, w] = [terms.symbol("x", intSort), terms.symbol("p", boolSort), terms.symbol("w", word(4))];
  const f = { name: "f", domain: [intSort], range: intSort };
  test.each<readonly [string, () => unknown]>([
    ["an integer as a condition", () => terms.not(x)],
    ["a condition as a number", () => terms.add(x, p)],
    ["an equation between sorts", () => terms.equal(x, w)],
    ["branches of two sorts", () => terms.ite(p, x, w)],
    ["words of two widths", () => terms.bits("bvadd", w, terms.word(1, 5))],
    ["two operands for one", () => terms.bits("bvneg", w, w)],
    ["one operand for two", () => terms.bits("bvadd", w)],
    ["a word that does not fit", () => terms.word(16, 4)],
    ["a negative word that does not fit", () => terms.word(-9, 4)],
    ["bits that are not there", () => terms.extract(w, 4, 0)],
    ["a narrower extension", () => terms.extend(w, 3)],
    ["no member", () => terms.member({ kind: "enumeration", name: "colour", members: ["red"] }, "green")],
    ["a symbol with two sorts", () => terms.symbol("x", boolSort)],
    ["a name of let", () => terms.symbol("?1", boolSort)],
    ["too many arguments", () => terms.call(f, x, x)],
    ["an argument of another sort", () => terms.call(f, p)],
    ["a function declared in two ways", () => [terms.call(f, x), terms.call({ ...f, range: boolSort }, x)]],
  ])("%s", (_, make) => {
    expect(make).toThrow();
  });
});
