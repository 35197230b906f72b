/**
 * The kinds of tokens as small numbers, and the reserved words of the language (docs/language.md, Lexical structure).
 * Tokens are rows of typed arrays, not objects: a file of 10,000 lines has 100,000 of them.
 */

export const END = 0;
/** A place that the lexer has already reported; the parser recovers there in silence. */
export const INVALID = 1;
export const IDENTIFIER = 2;
/** `_` alone: the wildcard pattern and the empty message label. */
export const UNDERSCORE = 3;
export const INTEGER = 4;
export const STRING = 5;
/** `'name`, the label of a statement. */
export const STATEMENT_LABEL = 6;
export const LEFT_PARENTHESIS = 10;
export const RIGHT_PARENTHESIS = 11;
export const LEFT_BRACKET = 12;
export const RIGHT_BRACKET = 13;
export const LEFT_BRACE = 14;
export const RIGHT_BRACE = 15;
export const COMMA = 16;
export const SEMICOLON = 17;
export const COLON = 18;
export const DOT = 19;
export const RANGE = 20;
export const ARROW = 21;
export const CASE_ARROW = 22;
export const ASSIGN = 23;
export const EQUALS = 24;
export const EQUAL = 25;
export const UNEQUAL = 26;
export const LESS = 27;
export const LESS_EQUAL = 28;
export const GREATER = 29;
export const GREATER_EQUAL = 30;
export const PLUS = 31;
export const MINUS = 32;
export const TIMES = 33;
export const DIVIDE = 34;
export const MODULO = 35;
export const AT = 36;
export const EXCLAMATION = 37;
export const QUESTION = 38;
/** Reserved words have this kind plus their index in `reservedWords`. */
export const FIRST_WORD = 64;

/** The reserved words; none of them is ever a name. */
export const reservedWords = [
  "import",
  "role",
  "durable",
  "const",
  "type",
  "enum",
  "record",
  "fn",
  "requires",
  "ensures",
  "choreography",
  "implements",
  "property",
  "expect",
  "if",
  "then",
  "else",
  "match",
  "choose",
  "while",
  "loop",
  "continue",
  "break",
  "call",
  "assert",
  "assume",
  "any",
  "where",
  "true",
  "false",
  "unit",
  "not",
  "and",
  "or",
  "implies",
  "bool",
  "int",
  "string",
  "list",
  "set",
  "map",
  "option",
] as const;

type ReservedWord = (typeof reservedWords)[number];

function kindOf(word: ReservedWord): number {
  return FIRST_WORD + reservedWords.indexOf(word);
}

export const IMPORT: number = kindOf("import");
export const ROLE: number = kindOf("role");
export const DURABLE: number = kindOf("durable");
export const CONST: number = kindOf("const");
export const TYPE: number = kindOf("type");
export const ENUM: number = kindOf("enum");
export const RECORD: number = kindOf("record");
export const FN: number = kindOf("fn");
export const REQUIRES: number = kindOf("requires");
export const ENSURES: number = kindOf("ensures");
export const CHOREOGRAPHY: number = kindOf("choreography");
export const IMPLEMENTS: number = kindOf("implements");
export const PROPERTY: number = kindOf("property");
export const EXPECT: number = kindOf("expect");
export const IF: number = kindOf("if");
export const THEN: number = kindOf("then");
export const ELSE: number = kindOf("else");
export const MATCH: number = kindOf("match");
export const CHOOSE: number = kindOf("choose");
export const WHILE: number = kindOf("while");
export const LOOP: number = kindOf("loop");
export const CONTINUE: number = kindOf("continue");
export const BREAK: number = kindOf("break");
export const CALL: number = kindOf("call");
export const ASSERT: number = kindOf("assert");
export const ASSUME: number = kindOf("assume");
export const ANY: number = kindOf("any");
export const WHERE: number = kindOf("where");
export const TRUE: number = kindOf("true");
export const FALSE: number = kindOf("false");
export const UNIT: number = kindOf("unit");
export const NOT: number = kindOf("not");
export const AND: number = kindOf("and");
export const OR: number = kindOf("or");
export const IMPLIES: number = kindOf("implies");
export const BOOL: number = kindOf("bool");
export const INT: number = kindOf("int");
export const STRING_TYPE: number = kindOf("string");
export const LIST: number = kindOf("list");
export const SET: number = kindOf("set");
export const MAP: number = kindOf("map");
export const OPTION: number = kindOf("option");

/** The kind of a reserved word; IDENTIFIER for every other word. */
export function kindOfWord(word: string): number {
  const index = reservedWords.findIndex((reserved) => reserved === word);
  return index < 0 ? IDENTIFIER : FIRST_WORD + index;
}

/** Whether a kind begins a declaration by a reserved word; these words never occur inside a statement, so recovery can rely on them. */
export function beginsDeclaration(kind: number): boolean {
  return kind >= IMPORT && kind <= EXPECT && kind !== DURABLE && kind !== REQUIRES && kind !== ENSURES && kind !== IMPLEMENTS;
}

/** Whether a kind begins a statement by a reserved word. `if` also begins an expression. */
export function beginsStatement(kind: number): boolean {
  return kind >= IF && kind <= ASSUME && kind !== THEN && kind !== ELSE;
}

/** Tokens `0 … count-1` in order, the last of kind END. */
export interface Tokens {
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** For identifiers, statement labels and reserved words: index into `words`. */
  readonly values: Int32Array;
  readonly words: readonly string[];
  /** Starts and ends of the comments, alternating, in order. */
  readonly comments: readonly number[];
}
