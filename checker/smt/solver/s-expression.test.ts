/** S-expressions are read as SMT-LIB writes them; what is none is refused with its place, and nothing is too deep or too long. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSExpressions, shortText } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";

const symbol = (name: string): SExpression => ({ kind: "symbol", name });
const list = (...items: readonly SExpression[]): SExpression => ({ kind: "list", items });

describe("reading", () => {
  test.each<readonly [string, string, readonly SExpression[]]>([
    ["nothing", " \n; a comment (\n", []],
    ["an atom", "sat", [symbol("sat")]],
    ["quoted symbols as themselves", "(|a b| |x| x)", [list(symbol("a b"), symbol("x"), symbol("x"))]],
    ["strings with quotation marks", '(error "no ""x"" here")', [list(symbol("error"), { kind: "string", text: 'no "x" here' })]],
    ["parentheses in strings and symbols", '"(" |)|', [{ kind: "string", text: "(" }, symbol(")")]],
    ["literals", "12 #b01 #xfF", ["12", "#b01", "#xfF"].map((text) => ({ kind: "literal", text }))],
    ["keywords", "(:version)", [list({ kind: "keyword", name: "version" })]],
    ["negative numbers as lists", "(- 1)", [list(symbol("-"), { kind: "literal", text: "1" })]],
    ["a comment at the end", "x; the end", [symbol("x")]],
  ])("%s", (_, text, expressions) => {
    expect(readSExpressions(text)).toEqual({ ok: true, expressions });
  });

  test.each([
    ["a list without end", "(a (b)"],
    ["a closing parenthesis too many", "(a))"],
    ["a string without end", '(error "x'],
    ["a string whose last quotation mark is doubled", '"x""'],
    ["a quoted symbol without end", "(|x"],
  ])("%s is refused", (_, text) => {
    expect(readSExpressions(text)).toMatchObject({ ok: false });
  });

  test("limits", () => {
    expect(readSExpressions(`${"(".repeat(100_000)}${")".repeat(100_000)}`)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("lists within") as string,
    });
    expect(readSExpressions("x ".repeat(11), { nesting: 1, nodes: 10 })).toMatchObject({
      ok: false,
      problem: expect.stringContaining("more than 10") as string,
    });
  });

  test("whatever the text, there is an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("(", ")", '"', "|", ";", "\n", "a", "#", "1", " "), maxLength: 40 }), (text) => {
        expect(typeof readSExpressions(text).ok).toBe("boolean");
      }),
    );
  });
});

test("short texts are short", () => {
  expect(shortText(list(symbol("a"), list(symbol("b"), { kind: "literal", text: "1" }), symbol("c")))).toBe("(a (b 1) c)");
  expect(shortText(list(...Array.from({ length: 1_000 }, () => symbol("x")))).length).toBeLessThan(220);
});
