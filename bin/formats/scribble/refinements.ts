/** Refinements of nuScr's payloads as expressions of ours: `x: int{x > y && not b}` is `x: (int where value > y and not b)`. */
import type { BinaryOperator, Expression, Name } from "../../../calculus/syntax/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Reading } from "./reading.ts";

/** Operators inside each other in one refinement, as in our own language. */
const mostOperators = 1000;

type Levels = readonly ReadonlyMap<string, BinaryOperator>[];

/** From the loosest to the tightest. */
const levels: Levels = [
  new Map<string, BinaryOperator>([["||", "or"]]),
  new Map<string, BinaryOperator>([["&&", "and"]]),
  new Map<string, BinaryOperator>([
    ["=", "=="],
    ["<>", "!="],
    ["<", "<"],
    ["<=", "<="],
    [">", ">"],
    [">=", ">="],
  ]),
  new Map<string, BinaryOperator>([
    ["+", "+"],
    ["-", "-"],
  ]),
];

/** The level of comparisons, which do not associate. */
const comparison = 2;

/** Reads the expression at the cursor; `own` is the name of the payload that it refines, which our language calls `value`. */
export function readRefinement({ cursor, limits }: Reading, own: Name | undefined): Expression {
  let operators = 0;

  function count(span: Span): void {
    if (++operators > mostOperators) cursor.fail("nesting-too-deep", span, `a refinement has more than ${String(mostOperators)} operators, the limit`);
  }

  function binary(level: number): Expression {
    const operatorsHere = levels[level];
    if (operatorsHere === undefined) return unary();
    let left = binary(level + 1);
    for (;;) {
      const operator = operatorsHere.get(cursor.token().text);
      if (operator === undefined) return left;
      count(cursor.spanOf(cursor.advance()));
      const right = binary(level + 1);
      left = { kind: "binary", operator, left, right, span: { ...left.span, end: right.span.end } };
      if (level === comparison && operatorsHere.has(cursor.token().text))
        cursor.fail("chained-comparison", cursor.spanOf(cursor.token()), "comparisons do not associate: join two of them by `&&`");
    }
  }

  function unary(): Expression {
    const prefixes: { readonly operator: "not" | "-"; readonly start: number }[] = [];
    for (;;) {
      const token = cursor.token();
      if (token.text !== "not" && token.text !== "-") break;
      count(cursor.spanOf(token));
      prefixes.push({ operator: token.text, start: token.start });
      cursor.advance();
    }
    return prefixes.reduceRight<Expression>((operand, { operator, start }) => ({ kind: "unary", operator, operand, span: { ...operand.span, start } }), atom());
  }

  function atom(): Expression {
    const token = cursor.token();
    const span = cursor.spanOf(token);
    if (cursor.accept("(")) {
      const inner = binary(0);
      cursor.expect(")");
      return inner;
    }
    if (token.kind === "string") {
      cursor.advance();
      return { kind: "string", value: token.text.slice(1, -1), span };
    }
    if (token.kind !== "word") return cursor.unexpected("an expression");
    cursor.advance();
    if (token.text === "true" || token.text === "false") return { kind: "boolean", value: token.text === "true", span };
    if (/^[0-9]+$/.test(token.text)) {
      if (token.text.length > limits.literalDigits)
        cursor.fail("literal-too-long", span, `a number has more than ${String(limits.literalDigits)} digits, the limit`);
      return { kind: "integer", value: BigInt(token.text), span };
    }
    if (cursor.is("(")) {
      cursor.skipBalanced();
      return cursor.fail("not-yet-supported", cursor.spanFrom(span.start), `functions such as \`${token.text}\` in refinements are not supported`);
    }
    if (token.text === own?.text) return { kind: "name", name: { text: "value", span }, span };
    if (token.text === "value")
      return cursor.fail("not-yet-supported", span, "a refinement that speaks of another payload called `value` is not supported", [
        "`value` is how refinements call what they refine; rename that payload",
      ]);
    return { kind: "name", name: { text: token.text, span }, span };
  }

  return binary(0);
}
