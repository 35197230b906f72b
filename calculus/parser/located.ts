/** Located expressions: `A.` and one primary, or `( … )` (docs/language.md, Located expressions). */
import type { Expression, Name } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { continueBinary, continuePostfix, IMPLIES_LEVEL, isBinaryOperator, parseExpression, parsePostfix } from "./expressions.ts";
import { COMMA, DOT, EQUALS, IF, LEFT_PARENTHESIS, MINUS, NOT, RIGHT_PARENTHESIS } from "./tokens.ts";

export interface Located {
  readonly role: Name;
  readonly expression: Expression;
}

/** Parses `A.e` where one value is meant: conditions, assertions, the scrutinee of `match`. */
export function parseLocated(cursor: Cursor): Located {
  const role = cursor.name("a role");
  cursor.expect(DOT, "`.` and the expression that the role evaluates");
  return { role, expression: parseLocatedExpression(cursor, true) };
}

/** Parses what is sent, behind the dot: one primary, or a tuple in parentheses. */
export function parsePayload(cursor: Cursor): readonly Expression[] {
  if (cursor.kind() !== LEFT_PARENTHESIS) return [parseLocatedExpression(cursor, false)];
  const start = cursor.start();
  cursor.advance();
  if (cursor.kind() === RIGHT_PARENTHESIS) {
    cursor.advance();
    cursor.fail("empty-payload", cursor.spanFrom(start), "a communication carries at least one value", {
      notes: ["a message without a value is a selection: `A -> B : label;`"],
    });
  }
  const first = parseExpression(cursor);
  if (cursor.kind() === COMMA) {
    const expressions = [first];
    while (cursor.accept(COMMA)) expressions.push(parseExpression(cursor));
    cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
    return expressions;
  }
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return [checkedEnd(cursor, continuePostfix(cursor, first, start), start, false)];
}

function parseLocatedExpression(cursor: Cursor, equalsIsComparison: boolean): Expression {
  const start = cursor.start();
  const kind = cursor.kind();
  if (kind === NOT || kind === MINUS || kind === IF) {
    const expression = parseExpression(cursor);
    reportUnparenthesised(cursor, start);
    return expression;
  }
  return checkedEnd(cursor, parsePostfix(cursor), start, equalsIsComparison);
}

/** An operator behind the primary is one mistake with one repair: the rest of the expression is read, so that nothing else is reported. */
function checkedEnd(cursor: Cursor, primary: Expression, start: number, equalsIsComparison: boolean): Expression {
  const kind = cursor.kind();
  if (!isBinaryOperator(kind) && !(equalsIsComparison && kind === EQUALS)) return primary;
  const expression = continueBinary(cursor, primary, start, IMPLIES_LEVEL);
  reportUnparenthesised(cursor, start);
  return expression;
}

function reportUnparenthesised(cursor: Cursor, start: number): void {
  const span = cursor.spanFrom(start);
  cursor.report("parenthesise-located-expression", span, "after `A.` an expression with an operator stands in parentheses", {
    fix: {
      title: "add parentheses",
      edits: [
        { span: { file: span.file, start: span.start, end: span.start }, replacement: "(" },
        { span: { file: span.file, start: span.end, end: span.end }, replacement: ")" },
      ],
    },
  });
}
