/** Types, refinements and the domains of `any` (docs/language.md, Types). */
import type { AnyDomain, PlainSource, Source, Type } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { ADDITIVE_LEVEL, parseBinary, parseExpression } from "./expressions.ts";
import {
  ANY,
  BOOL,
  COMMA,
  EQUALS,
  FALSE,
  GREATER,
  GREATER_EQUAL,
  IDENTIFIER,
  IF,
  INT,
  INTEGER,
  LEFT_PARENTHESIS,
  LESS,
  LIST,
  MAP,
  NOT,
  OPTION,
  RANGE,
  RIGHT_BRACE,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  SET,
  STRING,
  STRING_TYPE,
  TRUE,
  UNIT,
  WHERE,
} from "./tokens.ts";

const journaled: ReadonlySet<number> = new Set([IDENTIFIER, INTEGER, STRING, LEFT_PARENTHESIS, ANY, TRUE, FALSE, UNIT, SET, MAP, NOT, IF]);

/** Parses a type that may be refined: `T where e`. `depth` counts the types around it. */
export function parseType(cursor: Cursor, depth = 0): Type {
  const start = cursor.start();
  const base = parsePlainType(cursor, depth);
  if (!cursor.accept(WHERE)) return base;
  const predicate = parseExpression(cursor);
  return { kind: "refined", base, predicate, span: cursor.spanFrom(start) };
}

/** Parses a type where a refinement has to stand in parentheses: fields, parameters, results, type arguments. */
export function parsePlainType(cursor: Cursor, depth = 0): Type {
  const start = cursor.start();
  if (depth > cursor.limits.nesting) cursor.fail("nesting-too-deep", cursor.here(), `types are nested deeper than ${String(cursor.limits.nesting)}`);
  switch (cursor.kind()) {
    case BOOL:
      cursor.advance();
      return { kind: "primitive", name: "bool", span: cursor.spanFrom(start) };
    case INT:
      cursor.advance();
      return { kind: "primitive", name: "int", span: cursor.spanFrom(start) };
    case STRING_TYPE:
      cursor.advance();
      return { kind: "primitive", name: "string", span: cursor.spanFrom(start) };
    case UNIT:
      cursor.advance();
      return { kind: "primitive", name: "unit", span: cursor.spanFrom(start) };
    case LIST:
      return parseContainer(cursor, "list", start, depth + 1);
    case SET:
      return parseContainer(cursor, "set", start, depth + 1);
    case OPTION:
      return parseContainer(cursor, "option", start, depth + 1);
    case MAP: {
      cursor.advance();
      cursor.expect(LESS, "`<` and the types of keys and values");
      const key = parsePlainType(cursor, depth + 1);
      cursor.expect(COMMA, "`,` and the type of the values");
      const value = parsePlainType(cursor, depth + 1);
      closeTypeArguments(cursor);
      return { kind: "map", key, value, span: cursor.spanFrom(start) };
    }
    case LEFT_PARENTHESIS: {
      cursor.advance();
      const inner = parseType(cursor, depth + 1);
      cursor.expect(RIGHT_PARENTHESIS, "`)`");
      return inner;
    }
    case IDENTIFIER: {
      const name = cursor.name("a type");
      return { kind: "named", name, span: name.span };
    }
    default:
      return cursor.unexpected("a type");
  }
}

/** Parses a plain type; a refinement behind it is reported with its repair and read as if it were in parentheses. */
export function parseFieldType(cursor: Cursor): Type {
  const start = cursor.start();
  const base = parsePlainType(cursor);
  if (cursor.kind() !== WHERE) return base;
  cursor.advance();
  cursor.equalsEnds = true;
  const predicate = parseExpression(cursor);
  cursor.equalsEnds = false;
  const span = cursor.spanFrom(start);
  cursor.report("parenthesise-refinement", span, "a refinement stands in parentheses here", {
    fix: {
      title: "add parentheses",
      edits: [
        { span: { file: span.file, start: span.start, end: span.start }, replacement: "(" },
        { span: { file: span.file, start: span.end, end: span.end }, replacement: ")" },
      ],
    },
  });
  return { kind: "refined", base, predicate, span };
}

function parseContainer(cursor: Cursor, kind: "list" | "set" | "option", start: number, depth: number): Type {
  cursor.advance();
  cursor.expect(LESS, "`<` and the type of the elements");
  const element = parsePlainType(cursor, depth);
  closeTypeArguments(cursor);
  return { kind, element, span: cursor.spanFrom(start) };
}

/** Takes the `>` behind type arguments. In `x: list<int>= [1]` the lexer has read `>=`; it is split here. */
function closeTypeArguments(cursor: Cursor): void {
  if (cursor.kind() === WHERE) {
    cursor.fail("parenthesise-refinement", cursor.here(), "a refinement inside type arguments stands in parentheses", {
      notes: ["write `list<(int where value > 0)>`"],
    });
  }
  if (cursor.kind() === GREATER_EQUAL) cursor.split(EQUALS);
  else cursor.expect(GREATER, "`>`");
}

/** Parses what stands behind `:=` in a choreography: a source, which `journal` may precede. */
export function parseAssigned(cursor: Cursor): Source {
  if (!cursor.isWord("journal") || !beginsValue(cursor.ahead(1))) return parseSource(cursor);
  const start = cursor.start();
  cursor.advance();
  const source = parseSource(cursor);
  return { kind: "journal", source, span: cursor.spanFrom(start) };
}

/** Whether `journal` is a word before such a token; before others it is a variable. */
function beginsValue(kind: number): boolean {
  return journaled.has(kind);
}

/** Parses `e` or `any …`, the source of a value. */
export function parseSource(cursor: Cursor): PlainSource {
  if (cursor.kind() !== ANY) return { kind: "expression", expression: parseExpression(cursor) };
  const start = cursor.start();
  cursor.advance();
  return { kind: "any", domain: parseAnyDomain(cursor, start) };
}

/** The span of a domain begins at `any`. */
function parseAnyDomain(cursor: Cursor, start: number): AnyDomain {
  switch (cursor.kind()) {
    case SEMICOLON:
    case RIGHT_BRACE:
      return { kind: "declared", span: cursor.spanFrom(start) };
    case WHERE: {
      cursor.advance();
      const predicate = parseExpression(cursor);
      return { kind: "where", predicate, span: cursor.spanFrom(start) };
    }
    default:
  }
  if (beginsTypeOnly(cursor)) {
    const type = parseType(cursor);
    return { kind: "type", type, span: cursor.spanFrom(start) };
  }
  const low = parseBinary(cursor, ADDITIVE_LEVEL);
  cursor.expect(RANGE, "`..` and the upper end of the range");
  const high = parseBinary(cursor, ADDITIVE_LEVEL);
  return { kind: "range", low, high, span: cursor.spanFrom(start) };
}

/** Whether a type stands here rather than the lower end of a range. `unit`, `set` and `map` begin both a type and a value, but no value of a range. */
function beginsTypeOnly(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case BOOL:
    case INT:
    case STRING_TYPE:
    case LIST:
    case OPTION:
      return true;
    case UNIT:
    case IDENTIFIER: {
      const next = cursor.ahead(1);
      return next === SEMICOLON || next === WHERE || next === RIGHT_BRACE;
    }
    case SET:
    case MAP:
      return cursor.ahead(1) === LESS;
    case LEFT_PARENTHESIS: {
      const index = cursor.index;
      cursor.skipBalanced();
      const next = cursor.kind();
      cursor.returnTo(index);
      return next === SEMICOLON || next === WHERE || next === RIGHT_BRACE;
    }
    default:
      return false;
  }
}
