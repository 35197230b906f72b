/** Declarations, and the file as their sequence, with recovery by declaration (docs/language.md, Declarations). */
import type { Declaration, Expression, FieldDeclaration, Name, PlainSource, RoleParameter, Type, ValueParameter } from "../syntax/index.ts";
import { parseContext } from "./contexts.ts";
import { mostDiagnostics, recovery, type Cursor } from "./cursor.ts";
import { parseExpectation } from "./expectations.ts";
import { parseFaults } from "./faults.ts";
import { parseExpression } from "./expressions.ts";
import { misspelledDeclaration } from "./misspelled.ts";
import { parseProcess } from "./processes.ts";
import { parseProperty } from "./properties.ts";
import { parseProtocol } from "./protocols.ts";
import { recoverDeclaration, recoverStatement } from "./recover.ts";
import { parseBlock } from "./statements.ts";
import { decodeString } from "./string-literal.ts";
import { parseSystem } from "./systems.ts";
import {
  AT,
  beginsDeclaration,
  CHOREOGRAPHY,
  COLON,
  COMMA,
  CONST,
  DURABLE,
  END,
  ENSURES,
  ENUM,
  EQUALS,
  EXPECT,
  FN,
  IDENTIFIER,
  IMPLEMENTS,
  IMPORT,
  kindOfWord,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  PROPERTY,
  RECORD,
  REQUIRES,
  RIGHT_BRACE,
  RIGHT_PARENTHESIS,
  ROLE,
  SEMICOLON,
  STRING,
  TYPE,
} from "./tokens.ts";
import { effectWords, parseRuntime, parseTransaction } from "./transactions.ts";
import { parseFieldType, parsePlainType, parseSource, parseType } from "./types.ts";
import { atLaterDeclaration, takeRest, takeUnsupported } from "./unsupported.ts";

/** Parses what stands behind the word that begins the declaration at `start`. */
type DeclarationParser = (cursor: Cursor, start: number) => Declaration;

const contextualParsers: ReadonlyMap<string, DeclarationParser> = new Map<string, DeclarationParser>([
  ["protocol", parseProtocol],
  ["process", parseProcess],
  ["system", parseSystem],
  ["context", parseContext],
  ["faults", parseFaults],
  ["runtime", parseRuntime],
  ["transaction", parseTransaction],
  ...effectWords.map((word) => [word, parseTransaction] as const),
]);

/** Parses all declarations up to the end of the file; those with errors are reported and left out. */
export function parseDeclarations(cursor: Cursor): Declaration[] {
  const declarations: Declaration[] = [];
  while (cursor.kind() !== END && cursor.diagnostics.length < mostDiagnostics) {
    const before = cursor.index;
    try {
      declarations.push(parseDeclaration(cursor));
    } catch (thrown) {
      if (thrown !== recovery) throw thrown;
      if (cursor.index === before) cursor.advance();
      recoverDeclaration(cursor, atLaterDeclaration);
    }
  }
  return declarations;
}

function parseDeclaration(cursor: Cursor): Declaration {
  const start = cursor.start();
  if (atLaterDeclaration(cursor)) return { kind: "unsupported", ...takeUnsupported(cursor, start), span: cursor.spanFrom(start) };
  const contextual = cursor.ahead(1) === IDENTIFIER ? contextualParser(cursor) : undefined;
  if (contextual !== undefined) {
    cursor.advance();
    return contextual(cursor, start);
  }
  if (cursor.kind() !== IDENTIFIER) return parseByWord(cursor, cursor.kind(), start);
  const meant = misspelledDeclaration(cursor) ?? "";
  const parse = contextualParsers.get(meant);
  if (parse === undefined) return parseByWord(cursor, kindOfWord(meant), start);
  cursor.advance();
  return parse(cursor, start);
}

/** The parser of the declaration that begins here by a word that is a name elsewhere. */
function contextualParser(cursor: Cursor): DeclarationParser | undefined {
  return cursor.kind() === IDENTIFIER ? contextualParsers.get(cursor.wordAt(cursor.index)) : undefined;
}

function parseByWord(cursor: Cursor, kind: number, start: number): Declaration {
  if (!beginsDeclaration(kind)) {
    const notes = kind === RIGHT_BRACE ? ["every brace before it is closed already"] : kind === SEMICOLON ? ["a closing brace needs no `;` behind it"] : [];
    cursor.unexpected("a declaration", notes);
  }
  cursor.advance();
  switch (kind) {
    case IMPORT: {
      const at = cursor.start();
      cursor.expect(STRING, "the path of a file in double quotes");
      const path = decodeString(cursor.text, at, cursor.previousEnd());
      cursor.semicolon("an import");
      return { kind: "import", path, span: cursor.spanFrom(start) };
    }
    case ROLE:
      return parseRoles(cursor, start);
    case CONST: {
      const name = cursor.name("the name of a constant");
      cursor.expect(EQUALS, "`=` and the value");
      const value = parseExpression(cursor);
      cursor.semicolon("a declaration");
      return { kind: "const", name, value, span: cursor.spanFrom(start) };
    }
    case TYPE: {
      const name = cursor.name("the name of a type");
      cursor.expect(EQUALS, "`=` and the type");
      const type = parseType(cursor);
      cursor.semicolon("a declaration");
      return { kind: "type", name, type, span: cursor.spanFrom(start) };
    }
    case ENUM:
      return parseEnum(cursor, start);
    case RECORD:
      return parseRecord(cursor, start);
    case FN:
      return parseFunction(cursor, start);
    case CHOREOGRAPHY:
      return parseChoreography(cursor, start);
    case PROPERTY: {
      const name = cursor.name("the name of a property");
      const of = cursor.acceptWord("of") ? cursor.name("a choreography") : undefined;
      cursor.expect(EQUALS, "`=` and the property");
      if (cursor.isWord("secret") && cursor.ahead(1) === IDENTIFIER)
        return { kind: "unsupported", ...takeRest(cursor, "secret", start), span: cursor.spanFrom(start) };
      const property = parseProperty(cursor);
      cursor.semicolon("a property");
      return { kind: "property", name, ...(of === undefined ? {} : { of }), property, span: cursor.spanFrom(start) };
    }
    case EXPECT:
      return parseExpectation(cursor, start);
    default:
      return cursor.unexpected("a declaration");
  }
}

/** `role A, B;` or `role A { … }` */
function parseRoles(cursor: Cursor, start: number): Declaration {
  const roles: { name: Name; fields: readonly FieldDeclaration[] }[] = [];
  let braces = false;
  do {
    const name = cursor.name("a role");
    if (roles.length === 0 && cursor.kind() === LEFT_BRACKET)
      return { kind: "unsupported", ...takeRest(cursor, "an array of roles", start), span: cursor.spanFrom(start) };
    braces = cursor.kind() === LEFT_BRACE;
    roles.push({ name, fields: braces ? parseFields(cursor) : [] });
  } while (cursor.accept(COMMA));
  if (!braces) cursor.semicolon("a declaration");
  return { kind: "role", roles, span: cursor.spanFrom(start) };
}

/** `{ x: T = e; durable y: T = e; }` */
function parseFields(cursor: Cursor): readonly FieldDeclaration[] {
  const open = cursor.here();
  cursor.advance();
  const fields: FieldDeclaration[] = [];
  for (;;) {
    const kind = cursor.kind();
    if (kind === RIGHT_BRACE) {
      cursor.advance();
      return fields;
    }
    if (kind === END || beginsDeclaration(kind))
      cursor.fail("unclosed-block", open, "this brace is never closed", { labels: [{ span: cursor.here(), message: "something else begins here" }] });
    const before = cursor.index;
    try {
      const field = parseField(cursor);
      if (field !== undefined) fields.push(field);
    } catch (thrown) {
      if (thrown !== recovery) throw thrown;
      recoverStatement(cursor);
      if (cursor.index === before && cursor.kind() !== RIGHT_BRACE && !beginsDeclaration(cursor.kind())) cursor.advance();
    }
  }
}

function parseField(cursor: Cursor): FieldDeclaration | undefined {
  const start = cursor.start();
  const durable = cursor.accept(DURABLE);
  const name = cursor.name("a field");
  cursor.expect(COLON, "`:` and the type of the field");
  const type = parseFieldType(cursor);
  let initial: PlainSource | undefined;
  if (cursor.kind() === SEMICOLON || cursor.kind() === RIGHT_BRACE) {
    cursor.report("missing-initial-value", cursor.spanFrom(start), `the field \`${name.text}\` has no initial value`, {
      notes: ["write `= e`, or `= any` for an arbitrary value of the type"],
      fix: {
        title: "start with an arbitrary value",
        edits: [{ span: { file: cursor.file, start: cursor.previousEnd(), end: cursor.previousEnd() }, replacement: " = any" }],
      },
    });
  } else {
    cursor.expect(EQUALS, "`=` and the initial value");
    initial = parseSource(cursor);
  }
  cursor.semicolon("a field");
  return initial === undefined ? undefined : { name, durable, type, initial, span: cursor.spanFrom(start) };
}

/** `enum E { A, B(int) }` */
function parseEnum(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of an enum");
  cursor.expect(LEFT_BRACE, "`{` and the constructors");
  const constructors: { name: Name; payload: readonly Type[] }[] = [];
  while (cursor.kind() !== RIGHT_BRACE) {
    const constructor = cursor.name("a constructor");
    const payload: Type[] = [];
    if (cursor.accept(LEFT_PARENTHESIS)) {
      do payload.push(parsePlainType(cursor));
      while (cursor.accept(COMMA));
      cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
    }
    constructors.push({ name: constructor, payload });
    if (!cursor.accept(COMMA) && !cursor.accept(SEMICOLON)) break;
  }
  cursor.expect(RIGHT_BRACE, "`,` or `}`");
  return { kind: "enum", name, constructors, span: cursor.spanFrom(start) };
}

/** `record R { f: T, g: U }` */
function parseRecord(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a record");
  cursor.expect(LEFT_BRACE, "`{` and the fields");
  const fields: { name: Name; type: Type }[] = [];
  while (cursor.kind() !== RIGHT_BRACE) {
    const field = cursor.name("a field");
    cursor.expect(COLON, "`:` and the type of the field");
    fields.push({ name: field, type: parseFieldType(cursor) });
    if (!cursor.accept(COMMA) && !cursor.accept(SEMICOLON)) break;
  }
  cursor.expect(RIGHT_BRACE, "`,` or `}`");
  return { kind: "record", name, fields, span: cursor.spanFrom(start) };
}

/** `fn f(x: T): U [requires e] [ensures e] [= e];` */
function parseFunction(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a function");
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
  cursor.expect(COLON, "`:` and the type of the result");
  const result = parseFieldType(cursor);
  const requires = cursor.accept(REQUIRES) ? parseContract(cursor) : undefined;
  const ensures = cursor.accept(ENSURES) ? parseContract(cursor) : undefined;
  const body = cursor.accept(EQUALS) ? parseExpression(cursor) : undefined;
  cursor.semicolon("a declaration");
  return {
    kind: "function",
    name,
    parameters,
    result,
    ...(requires === undefined ? {} : { requires }),
    ...(ensures === undefined ? {} : { ensures }),
    ...(body === undefined ? {} : { body }),
    span: cursor.spanFrom(start),
  };
}

/** Behind a contract `=` begins the body, so that it is no misspelled `==` there. */
function parseContract(cursor: Cursor): Expression {
  cursor.equalsEnds = true;
  const expression = parseExpression(cursor);
  cursor.equalsEnds = false;
  return expression;
}

/** `choreography C(A, P: Worker; n: int at A) [implements P] { … }` */
function parseChoreography(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a choreography");
  cursor.expect(LEFT_PARENTHESIS, "`(` and the roles");
  const roles: RoleParameter[] = [];
  if (cursor.kind() === IDENTIFIER) {
    do {
      const role = cursor.name("a role");
      roles.push(cursor.accept(COLON) ? { name: role, state: cursor.name("the role whose state it has") } : { name: role });
    } while (cursor.accept(COMMA));
  }
  const parameters = cursor.accept(SEMICOLON) ? parseValueParameters(cursor) : [];
  cursor.expect(RIGHT_PARENTHESIS, "`,`, `;` and the values, or `)`");
  const implemented = cursor.accept(IMPLEMENTS) ? cursor.name("a protocol") : undefined;
  const body = parseBlock(cursor);
  return {
    kind: "choreography",
    name,
    roles,
    parameters,
    ...(implemented === undefined ? {} : { implements: implemented }),
    body,
    span: cursor.spanFrom(start),
  };
}

function parseValueParameters(cursor: Cursor): readonly ValueParameter[] {
  const parameters: ValueParameter[] = [];
  do {
    const name = cursor.name("a parameter");
    cursor.expect(COLON, "`:` and the type of the parameter");
    const type = parseFieldType(cursor);
    if (cursor.kind() === AT) cursor.unexpected("`at`, the word");
    cursor.expectWord("at");
    parameters.push({ name, type, role: cursor.name("a role") });
  } while (cursor.accept(COMMA));
  return parameters;
}
