/** Patterns of `match` (docs/language.md, Statements). */
import type { Name, Pattern } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { parsePrimary } from "./expressions.ts";
import { COMMA, FALSE, IDENTIFIER, INTEGER, LEFT_PARENTHESIS, MINUS, RIGHT_PARENTHESIS, STRING, TRUE, UNDERSCORE, UNIT } from "./tokens.ts";

/** Parses `Some(x)`, `Red`, a literal or `_`. */
export function parsePattern(cursor: Cursor): Pattern {
  const start = cursor.start();
  switch (cursor.kind()) {
    case UNDERSCORE:
      cursor.advance();
      return { kind: "wildcard", span: cursor.spanFrom(start) };
    case IDENTIFIER: {
      const name = cursor.name("a constructor");
      const variables: Name[] = [];
      if (cursor.accept(LEFT_PARENTHESIS)) {
        do variables.push(patternVariable(cursor));
        while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
      }
      return { kind: "constructor", name, variables, span: cursor.spanFrom(start) };
    }
    case MINUS: {
      cursor.advance();
      if (cursor.kind() !== INTEGER) cursor.unexpected("a number");
      const operand = parsePrimary(cursor);
      const span = cursor.spanFrom(start);
      return { kind: "literal", value: { kind: "unary", operator: "-", operand, span }, span };
    }
    case INTEGER:
    case STRING:
    case TRUE:
    case FALSE:
    case UNIT: {
      const value = parsePrimary(cursor);
      return { kind: "literal", value, span: cursor.spanFrom(start) };
    }
    default:
      return cursor.unexpected("a pattern: a constructor, a literal or `_`");
  }
}

/** `_` in the place of a variable binds nothing; the tree keeps it as the name `_`. */
function patternVariable(cursor: Cursor): Name {
  if (cursor.kind() !== UNDERSCORE) return cursor.name("a variable");
  const span = cursor.here();
  cursor.advance();
  return { text: "_", span };
}
