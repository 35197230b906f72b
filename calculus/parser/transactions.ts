/** Transactions and the runtime that executes them (docs/language.md, Transactions). Any clause is read anywhere in a transaction; typing says where it belongs. */
import type { Declaration, Expression, Name, RuntimeSetting, TransactionBlock, TransactionStatement, Type } from "../syntax/index.ts";
import { parseBinding } from "./bindings.ts";
import { parseBlockOf, parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseExpressions } from "./expressions.ts";
import { parseHead } from "./recover.ts";
import {
  ASSIGN,
  AT,
  COLON,
  COMMA,
  DOT,
  ELSE,
  EQUALS,
  IDENTIFIER,
  IF,
  INTEGER,
  LEFT_BRACE,
  LEFT_PARENTHESIS,
  REQUIRES,
  RIGHT_PARENTHESIS,
  SEMICOLON,
} from "./tokens.ts";
import { parseFieldType } from "./types.ts";
import { parseHyphenated } from "./words.ts";

/** The words that may stand before `transaction`. */
export const effectWords: readonly string[] = ["pure", "journaled", "idempotent", "raw", "compensatable", "irrevocable"];

/** Parses a transaction of which the first word, a class or `transaction`, has been taken. */
export function parseTransaction(cursor: Cursor, start: number): Declaration {
  const first = cursor.index - 1;
  const classes: Name[] = [];
  cursor.returnTo(first);
  while (cursor.kind() === IDENTIFIER && effectWords.includes(cursor.wordAt(cursor.index))) classes.push(cursor.name("a class"));
  if (!cursor.acceptWord("transaction")) cursor.unexpected("`transaction`, or another class of it");
  const name = cursor.name("the name of a transaction");
  cursor.expect(LEFT_PARENTHESIS, "`(` and the parameters");
  const parameters: { name: Name; type: Type }[] = [];
  if (cursor.kind() !== RIGHT_PARENTHESIS) {
    do {
      const parameter = cursor.name("a parameter");
      cursor.expect(COLON, "`:` and the type of the parameter");
      parameters.push({ name: parameter, type: parseFieldType(cursor) });
    } while (cursor.accept(COMMA));
  }
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  if (cursor.kind() === AT) cursor.unexpected("`at`, the word");
  cursor.expectWord("at");
  const role = cursor.name("the role whose state it is about");
  const result = cursor.accept(COLON) ? parseFieldType(cursor) : undefined;
  const body = parseTransactionBlock(cursor);
  return { kind: "transaction", classes, name, parameters, role, ...(result === undefined ? {} : { result }), body, span: cursor.spanFrom(start) };
}

function parseTransactionBlock(cursor: Cursor): TransactionBlock {
  return parseBlockOf(cursor, parseTransactionStatement);
}

function parseTransactionStatement(cursor: Cursor): TransactionStatement | undefined {
  const start = cursor.start();
  const kind = cursor.kind();
  if (kind === IF) return parseIf(cursor, start);
  if (kind === REQUIRES) {
    cursor.advance();
    const condition = parseExpression(cursor);
    cursor.expect(ELSE, "`else abort`: a requirement that does not hold aborts the transaction");
    cursor.expectWord("abort");
    cursor.semicolon("a requirement");
    return { kind: "requires", condition, span: cursor.spanFrom(start) };
  }
  if (kind !== IDENTIFIER) return cursor.unexpected("a statement of a transaction");
  const next = cursor.ahead(1);
  if (next === ASSIGN || next === EQUALS) return parseAssignment(cursor, start, undefined);
  if (next === DOT) {
    const role = cursor.name("a role");
    cursor.advance();
    return parseAssignment(cursor, start, role);
  }
  switch (cursor.wordAt(cursor.index)) {
    case "key": {
      cursor.advance();
      const expression = parseExpression(cursor);
      cursor.semicolon("a key");
      return { kind: "key", expression, span: cursor.spanFrom(start) };
    }
    case "result": {
      cursor.advance();
      const expression = parseExpression(cursor);
      cursor.semicolon("a result");
      return { kind: "result", expression, span: cursor.spanFrom(start) };
    }
    case "reads":
      return parseFields(cursor, start, "reads");
    case "writes":
      return parseFields(cursor, start, "writes");
    case "compensate": {
      cursor.advance();
      const body = parseTransactionBlock(cursor);
      return { kind: "compensate", body, span: cursor.spanFrom(start) };
    }
    case "abort":
      cursor.advance();
      cursor.semicolon("a statement");
      return { kind: "abort", span: cursor.spanFrom(start) };
    case "perform": {
      cursor.advance();
      const { transaction, values } = parsePerformed(cursor);
      return { kind: "perform", transaction, arguments: values, span: cursor.spanFrom(start) };
    }
    default:
      cursor.advance();
      return cursor.unexpected("`:=` behind the field", ["a transaction is written without the name of its role: `stock := stock - 1;`"]);
  }
}

function parseAssignment(cursor: Cursor, start: number, role: Name | undefined): TransactionStatement {
  const { variable, source } = parseBinding(cursor);
  cursor.semicolon("an assignment");
  return { kind: "assign", ...(role === undefined ? {} : { role }), variable, source, span: cursor.spanFrom(start) };
}

function parseFields(cursor: Cursor, start: number, kind: "reads" | "writes"): TransactionStatement {
  cursor.advance();
  const fields = [cursor.name("a field")];
  while (cursor.accept(COMMA)) fields.push(cursor.name("a field"));
  cursor.semicolon("a list of fields");
  return { kind, fields, span: cursor.spanFrom(start) };
}

function parseIf(cursor: Cursor, start: number, chained = 0): TransactionStatement | undefined {
  if (chained > cursor.limits.nesting)
    cursor.fail("nesting-too-deep", cursor.here(), `more than ${String(cursor.limits.nesting)} \`else if\` follow each other`);
  cursor.advance();
  const condition = parseHead(cursor, () => parseExpression(cursor));
  const then = parseTransactionBlock(cursor);
  if (!cursor.accept(ELSE)) return condition === undefined ? undefined : { kind: "if", condition, then, span: cursor.spanFrom(start) };
  let otherwise: TransactionBlock;
  if (cursor.kind() === IF) {
    const inner = parseIf(cursor, cursor.start(), chained + 1);
    if (inner === undefined) return undefined;
    otherwise = { statements: [inner], span: inner.span };
  } else otherwise = parseTransactionBlock(cursor);
  return condition === undefined ? undefined : { kind: "if", condition, then, else: otherwise, span: cursor.spanFrom(start) };
}

/** Parses `t(e, …);`, the transaction that is performed with its arguments, and the semicolon. */
export function parsePerformed(cursor: Cursor): { readonly transaction: Name; readonly values: readonly Expression[] } {
  const transaction = cursor.name("a transaction");
  cursor.expect(LEFT_PARENTHESIS, "`(` and the arguments");
  const values = parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`");
  cursor.semicolon("a statement");
  return { transaction, values };
}

/** Parses what stands behind `runtime`. */
export function parseRuntime(cursor: Cursor, start: number): Declaration {
  cursor.expectWord("replay");
  const preset = cursor.kind() === LEFT_BRACE || cursor.kind() === SEMICOLON ? undefined : parseWord(cursor, "`{` and the settings, `as-implemented` or `;`");
  const settings: RuntimeSetting[] = [];
  if (cursor.kind() === LEFT_BRACE) {
    const open = cursor.here();
    cursor.advance();
    parseUntilBrace(cursor, open, () => {
      const from = cursor.start();
      const name = parseWord(cursor, "the name of a setting");
      const value = cursor.kind() === INTEGER ? takeInteger(cursor) : parseWord(cursor, "a word or a number");
      cursor.semicolon("a setting");
      settings.push({ name, value, span: cursor.spanFrom(from) });
    });
  } else cursor.semicolon("a declaration");
  return { kind: "runtime", ...(preset === undefined ? {} : { preset }), settings, span: cursor.spanFrom(start) };
}

function parseWord(cursor: Cursor, expected: string): Name {
  const start = cursor.start();
  return { text: parseHyphenated(cursor, expected), span: cursor.spanFrom(start) };
}

function takeInteger(cursor: Cursor): Name {
  const span = cursor.here();
  cursor.advance();
  return { text: cursor.text.slice(span.start, span.end), span };
}
