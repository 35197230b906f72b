/**
 * Expressions, by precedence climbing (docs/language.md, Expressions). Loosest first: `if`, `implies`, `or`, `and`, `not`, comparisons, `+ -`, `* / %`, unary `-`, postfix.
 * Recursion happens under brackets, which the lexer bounds, and under prefix operators and `if`, which `prefixes` bounds.
 */
import type { BinaryOperator, Expression, Name } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { decodeString } from "./string-literal.ts";
import {
  AND,
  COLON,
  COMMA,
  DIVIDE,
  DOT,
  ELSE,
  EQUAL,
  EQUALS,
  FALSE,
  GREATER,
  GREATER_EQUAL,
  IDENTIFIER,
  IF,
  IMPLIES,
  INTEGER,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  LESS,
  LESS_EQUAL,
  MAP,
  MINUS,
  MODULO,
  NOT,
  OR,
  PLUS,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  SET,
  STRING,
  THEN,
  TIMES,
  TRUE,
  UNEQUAL,
  UNIT,
} from "./tokens.ts";

/** The levels of the binary operators; a higher level binds tighter. `not` stands between `and` and the comparisons, unary `-` above all of them. */
export const IMPLIES_LEVEL = 1;
const OR_LEVEL = 2;
const AND_LEVEL = 3;
export const COMPARISON_LEVEL = 5;
export const ADDITIVE_LEVEL = 6;
const MULTIPLICATIVE_LEVEL = 7;
const UNARY_LEVEL = 8;

/** An expression may be this many operators high: deep enough for every hand and most generators, low enough for every recursive walk. */
export const highestExpression = 1000;

/** Parses a whole expression, `if … then … else …` included. */
export function parseExpression(cursor: Cursor): Expression {
  if (cursor.kind() !== IF) return parseBinary(cursor, IMPLIES_LEVEL);
  const start = cursor.start();
  enterPrefix(cursor);
  cursor.advance();
  const condition = parseExpression(cursor);
  let height = cursor.height;
  cursor.expect(THEN, "`then` and the value if the condition holds");
  const then = parseExpression(cursor);
  height = Math.max(height, cursor.height);
  cursor.expect(ELSE, "`else`: an `if` expression has a value in both cases");
  const otherwise = parseExpression(cursor);
  cursor.prefixes--;
  raise(cursor, Math.max(height, cursor.height), start);
  return { kind: "if", condition, then, else: otherwise, span: cursor.spanFrom(start) };
}

/** Parses an expression whose outermost operator is of `level` or tighter. */
export function parseBinary(cursor: Cursor, level: number): Expression {
  const start = cursor.start();
  return continueBinary(cursor, parseOperand(cursor, level), start, level);
}

/** Goes on behind a first operand that begins at `start`, with operators of `level` or tighter. */
export function continueBinary(cursor: Cursor, first: Expression, start: number, level: number): Expression {
  let left = first;
  for (;;) {
    const kind = cursor.kind();
    const operatorLevel = operatorLevels[kind] ?? 0;
    const operator = operatorOfKind[kind];
    if (operator === undefined) {
      if (kind !== EQUALS || level > COMPARISON_LEVEL || cursor.equalsEnds) return left;
      return equalsOnce(cursor, left, start, level);
    }
    if (operatorLevel < level) return left;
    const height = cursor.height;
    cursor.advance();
    const rightStart = cursor.start();
    const rightLevel = operatorLevel === IMPLIES_LEVEL ? IMPLIES_LEVEL : operatorLevel + 1;
    if (operatorLevel === IMPLIES_LEVEL) enterPrefix(cursor);
    const right = continueBinary(cursor, parseOperand(cursor, rightLevel), rightStart, rightLevel);
    if (operatorLevel === IMPLIES_LEVEL) cursor.prefixes--;
    raise(cursor, Math.max(height, cursor.height), start);
    left = { kind: "binary", operator, left, right, span: cursor.spanFrom(start) };
    if (operatorLevel === COMPARISON_LEVEL && operatorLevels[cursor.kind()] === COMPARISON_LEVEL) {
      cursor.fail("chained-comparison", cursor.here(), "comparisons do not associate", { notes: ["write `a < b and b < c`, or parentheses"] });
    }
  }
}

/** `a = b` where an equality was meant: reported once with its repair, and read as `==`. */
function equalsOnce(cursor: Cursor, left: Expression, start: number, level: number): Expression {
  const span = cursor.here();
  cursor.report("use-double-equals", span, "equality is written `==`", { fix: { title: "write `==`", edits: [{ span, replacement: "==" }] } });
  cursor.advance();
  const right = parseBinary(cursor, ADDITIVE_LEVEL);
  return continueBinary(cursor, { kind: "binary", operator: "==", left, right, span: cursor.spanFrom(start) }, start, level);
}

function parseOperand(cursor: Cursor, level: number): Expression {
  const kind = cursor.kind();
  if (kind === NOT && level <= AND_LEVEL + 1) {
    const start = cursor.start();
    enterPrefix(cursor);
    cursor.advance();
    const operand = parseBinary(cursor, AND_LEVEL + 1);
    cursor.prefixes--;
    raise(cursor, cursor.height, start);
    return { kind: "unary", operator: "not", operand, span: cursor.spanFrom(start) };
  }
  if (kind === MINUS) {
    const start = cursor.start();
    enterPrefix(cursor);
    cursor.advance();
    const operand = parseOperand(cursor, UNARY_LEVEL);
    cursor.prefixes--;
    raise(cursor, cursor.height, start);
    return { kind: "unary", operator: "-", operand, span: cursor.spanFrom(start) };
  }
  return parsePostfix(cursor);
}

/** Parses a primary and what is behind it: `.field` and `[index]`, any number of them. */
export function parsePostfix(cursor: Cursor): Expression {
  const start = cursor.start();
  return continuePostfix(cursor, parsePrimary(cursor), start);
}

/** Goes on behind a primary that begins at `start`. */
export function continuePostfix(cursor: Cursor, primary: Expression, start: number): Expression {
  let expression = primary;
  for (;;) {
    const kind = cursor.kind();
    if (kind === DOT) {
      const height = cursor.height;
      cursor.advance();
      const name = fieldName(cursor);
      raise(cursor, height, start);
      expression = { kind: "field", of: expression, name, span: cursor.spanFrom(start) };
    } else if (kind === LEFT_BRACKET) {
      const height = cursor.height;
      cursor.advance();
      const index = parseExpression(cursor);
      cursor.expect(RIGHT_BRACKET, "`]`");
      raise(cursor, Math.max(height, cursor.height), start);
      expression = { kind: "index", of: expression, index, span: cursor.spanFrom(start) };
    } else return expression;
  }
}

function fieldName(cursor: Cursor): Name {
  if (cursor.kind() === INTEGER) {
    cursor.fail("invalid-number", cursor.here(), "numbers have no fraction: every number is a whole number");
  }
  return cursor.name("the name of a field");
}

/** Parses a name, call, literal, collection or parenthesised expression. */
export function parsePrimary(cursor: Cursor): Expression {
  const kind = cursor.kind();
  const start = cursor.start();
  if (kind === IDENTIFIER) return parseNamed(cursor, start);
  cursor.height = 0;
  switch (kind) {
    case INTEGER: {
      cursor.advance();
      const span = cursor.spanFrom(start);
      return { kind: "integer", value: BigInt(cursor.text.slice(start, span.end)), span };
    }
    case STRING: {
      cursor.advance();
      const span = cursor.spanFrom(start);
      return { kind: "string", value: decodeString(cursor.text, start, span.end), span };
    }
    case TRUE:
    case FALSE:
      cursor.advance();
      return { kind: "boolean", value: kind === TRUE, span: cursor.spanFrom(start) };
    case UNIT:
      cursor.advance();
      return { kind: "unit", span: cursor.spanFrom(start) };
    case LEFT_PARENTHESIS: {
      cursor.advance();
      const inner = parseExpression(cursor);
      cursor.expect(RIGHT_PARENTHESIS, "`)`");
      return inner;
    }
    case LEFT_BRACKET: {
      cursor.advance();
      const items = parseExpressions(cursor, RIGHT_BRACKET, "`,` or `]`");
      return { kind: "list", items, span: cursor.spanFrom(start) };
    }
    case SET: {
      cursor.advance();
      cursor.expect(LEFT_BRACKET, "`[`: a set is written `set[1, 2]`");
      const items = parseExpressions(cursor, RIGHT_BRACKET, "`,` or `]`");
      return { kind: "set", items, span: cursor.spanFrom(start) };
    }
    case MAP:
      return parseMap(cursor, start);
    case IF:
      return cursor.unexpected("a value", ["an `if` expression inside an operator is written in parentheses"]);
    case NOT:
      return cursor.unexpected("a value", ["`not` binds looser than this operator; write it in parentheses"]);
    default:
      return cursor.unexpected("an expression");
  }
}

function parseMap(cursor: Cursor, start: number): Expression {
  cursor.advance();
  cursor.expect(LEFT_BRACKET, "`[`: a map is written `map[k: v]`");
  const entries: { key: Expression; value: Expression }[] = [];
  let height = 0;
  if (!cursor.accept(RIGHT_BRACKET)) {
    do {
      const key = parseExpression(cursor);
      height = Math.max(height, cursor.height);
      cursor.expect(COLON, "`:` and the value of the key");
      const value = parseExpression(cursor);
      height = Math.max(height, cursor.height);
      entries.push({ key, value });
    } while (cursor.accept(COMMA));
    cursor.expect(RIGHT_BRACKET, "`,` or `]`");
  }
  cursor.height = height;
  return { kind: "map", entries, span: cursor.spanFrom(start) };
}

/** `x`, `f(e, …)` or `R(f: e, …)`. */
function parseNamed(cursor: Cursor, start: number): Expression {
  const name = cursor.name("a name");
  cursor.height = 0;
  if (cursor.kind() !== LEFT_PARENTHESIS) return { kind: "name", name, span: name.span };
  cursor.advance();
  if (cursor.kind() === IDENTIFIER && cursor.ahead(1) === COLON) {
    const fields: { name: Name; value: Expression }[] = [];
    let height = 0;
    do {
      const field = cursor.name("the name of a field");
      cursor.expect(COLON, "`:` and the value of the field");
      fields.push({ name: field, value: parseExpression(cursor) });
      height = Math.max(height, cursor.height);
    } while (cursor.accept(COMMA));
    cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
    cursor.height = height;
    return { kind: "record", name, fields, span: cursor.spanFrom(start) };
  }
  const values = parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`");
  return { kind: "call", name, arguments: values, span: cursor.spanFrom(start) };
}

/** Parses expressions separated by commas up to a closing bracket, which it takes. Sets the height to that of the highest. */
export function parseExpressions(cursor: Cursor, close: number, expected: string): readonly Expression[] {
  const items: Expression[] = [];
  let height = 0;
  if (!cursor.accept(close)) {
    do {
      items.push(parseExpression(cursor));
      height = Math.max(height, cursor.height);
    } while (cursor.accept(COMMA));
    cursor.expect(close, expected);
  }
  cursor.height = height;
  return items;
}

function enterPrefix(cursor: Cursor): void {
  cursor.prefixes++;
  if (cursor.prefixes > highestExpression) tooHigh(cursor, cursor.start());
}

/** Sets the height of the expression just built, one above its highest part. */
function raise(cursor: Cursor, part: number, start: number): void {
  cursor.height = part + 1;
  if (cursor.height > highestExpression) tooHigh(cursor, start);
}

function tooHigh(cursor: Cursor, start: number): never {
  return cursor.fail(
    "nesting-too-deep",
    cursor.spanFrom(Math.min(start, cursor.previousEnd())),
    `more than ${String(highestExpression)} operators are nested in one expression`,
    {
      notes: ["build the value in several steps, or in a function"],
    },
  );
}

const operators: readonly (readonly [kind: number, operator: BinaryOperator, level: number])[] = [
  [IMPLIES, "implies", IMPLIES_LEVEL],
  [OR, "or", OR_LEVEL],
  [AND, "and", AND_LEVEL],
  [EQUAL, "==", COMPARISON_LEVEL],
  [UNEQUAL, "!=", COMPARISON_LEVEL],
  [LESS, "<", COMPARISON_LEVEL],
  [LESS_EQUAL, "<=", COMPARISON_LEVEL],
  [GREATER, ">", COMPARISON_LEVEL],
  [GREATER_EQUAL, ">=", COMPARISON_LEVEL],
  [PLUS, "+", ADDITIVE_LEVEL],
  [MINUS, "-", ADDITIVE_LEVEL],
  [TIMES, "*", MULTIPLICATIVE_LEVEL],
  [DIVIDE, "/", MULTIPLICATIVE_LEVEL],
  [MODULO, "%", MULTIPLICATIVE_LEVEL],
];

/** Levels by token kind, 0 for tokens that are no binary operator. */
const operatorLevels: Uint8Array = new Uint8Array(256);
const operatorOfKind: (BinaryOperator | undefined)[] = new Array<BinaryOperator | undefined>(256).fill(undefined);
for (const [kind, operator, level] of operators) {
  operatorLevels[kind] = level;
  operatorOfKind[kind] = operator;
}

/** Whether a token kind is a binary operator. */
export function isBinaryOperator(kind: number): boolean {
  return operatorLevels[kind] !== 0;
}
