/** Properties and the formulas about one state (docs/language.md, Properties). */
import type { DiagnosticCode } from "../diagnostics/index.ts";
import { formulaOf, type Fairness, type Formula, type Name, type Property } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { COMPARISON_LEVEL, highestExpression, parseBinary } from "./expressions.ts";
import {
  AND,
  ARROW,
  COLON,
  DOT,
  IDENTIFIER,
  IMPLIES,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  NOT,
  OR,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  SET,
  STATEMENT_LABEL,
  UNDERSCORE,
} from "./tokens.ts";
import { nearest, reportMisspelled } from "./misspelled.ts";
import { parseHyphenated } from "./words.ts";

const temporalWords: readonly string[] = ["always", "never", "finally", "witness", "eventually"];

const fairnesses: ReadonlySet<string> = new Set<Fairness>(["no-fairness", "weak-fairness", "strong-fairness"]);

/** Parses what stands behind `property P [of C] =`. */
export function parseProperty(cursor: Cursor): Property {
  const start = cursor.start();
  if (cursor.kind() === IDENTIFIER) {
    const word = misspelledProperty(cursor) ?? cursor.wordAt(cursor.index);
    switch (word) {
      case "always":
      case "never":
      case "finally":
      case "witness": {
        cursor.advance();
        const formula = parseFormula(cursor);
        return { kind: word, formula, span: cursor.spanFrom(start) };
      }
      case "eventually": {
        cursor.advance();
        const formula = parseFormula(cursor);
        const fairness = parseFairness(cursor);
        return { kind: "eventually", formula, ...(fairness === undefined ? {} : { fairness }), span: cursor.spanFrom(start) };
      }
      default:
    }
  }
  const left = parseFormula(cursor);
  const kind = parseConnective(cursor);
  const right = parseFormula(cursor);
  const fairness = parseFairness(cursor);
  return { kind, left, right, ...(fairness === undefined ? {} : { fairness }), span: cursor.spanFrom(start) };
}

/** `alwys A.x >= 0`: two words stand side by side at the beginning of no formula but `A at …` and `sent A …`. */
function misspelledProperty(cursor: Cursor): string | undefined {
  const next = cursor.ahead(1);
  if (next !== NOT && (next !== IDENTIFIER || cursor.wordAt(cursor.index + 1) === "at" || cursor.ahead(2) === ARROW)) return undefined;
  const written = cursor.wordAt(cursor.index);
  if (temporalWords.includes(written)) return undefined;
  const meant = nearest(written, temporalWords);
  if (meant !== undefined) reportMisspelled(cursor, meant);
  return meant;
}

function parseConnective(cursor: Cursor): "leads-to" | "until" {
  if (cursor.acceptWord("until")) return "until";
  if (!cursor.acceptWord("leads")) cursor.unexpected("`until` or `leads to`", ["a property about every state begins with `always`"]);
  cursor.expectWord("to");
  return "leads-to";
}

function parseFairness(cursor: Cursor): Fairness | undefined {
  if (!cursor.acceptWord("with")) return undefined;
  const start = cursor.start();
  const word = parseHyphenated(cursor, "a fairness");
  if (isFairness(word)) return word;
  const code: DiagnosticCode = "unknown-fairness";
  return cursor.fail(code, cursor.spanFrom(start), `no fairness is called \`${word}\``, {
    notes: ["known are no-fairness, weak-fairness and strong-fairness"],
  });
}

/** Whether a word names a fairness. */
export function isFairness(word: string): word is Fairness {
  return fairnesses.has(word);
}

/** Parses a formula; `implies` is the loosest connective and associates to the right. */
function parseFormula(cursor: Cursor): Formula {
  const start = cursor.start();
  const left = parseDisjunction(cursor);
  if (cursor.kind() !== IMPLIES) return left;
  cursor.advance();
  cursor.prefixes++;
  bounded(cursor, start);
  const height = cursor.height;
  const right = parseFormula(cursor);
  cursor.prefixes--;
  build(cursor, Math.max(height, cursor.height), start);
  return { kind: "implies", left, right, span: cursor.spanFrom(start) };
}

function parseDisjunction(cursor: Cursor): Formula {
  const start = cursor.start();
  let left = parseConjunction(cursor);
  while (cursor.kind() === OR) {
    cursor.advance();
    const height = cursor.height;
    const right = parseConjunction(cursor);
    build(cursor, Math.max(height, cursor.height), start);
    left = { kind: "or", left, right, span: cursor.spanFrom(start) };
  }
  return left;
}

function parseConjunction(cursor: Cursor): Formula {
  const start = cursor.start();
  let left = parseNegation(cursor);
  while (cursor.kind() === AND) {
    cursor.advance();
    const height = cursor.height;
    const right = parseNegation(cursor);
    build(cursor, Math.max(height, cursor.height), start);
    left = { kind: "and", left, right, span: cursor.spanFrom(start) };
  }
  return left;
}

function parseNegation(cursor: Cursor): Formula {
  if (cursor.kind() !== NOT) return parseAtom(cursor);
  const start = cursor.start();
  cursor.advance();
  cursor.prefixes++;
  bounded(cursor, start);
  const operand = parseNegation(cursor);
  cursor.prefixes--;
  build(cursor, cursor.height, start);
  return { kind: "not", operand, span: cursor.spanFrom(start) };
}

function parseAtom(cursor: Cursor): Formula {
  const start = cursor.start();
  const kind = cursor.kind();
  if (kind === IDENTIFIER) {
    const event = parseEvent(cursor, start);
    if (event !== undefined) return event;
  }
  if (kind === LEFT_PARENTHESIS && eventInside(cursor)) {
    cursor.advance();
    const inner = parseFormula(cursor);
    cursor.expect(RIGHT_PARENTHESIS, "`)`");
    return inner;
  }
  return formulaOf(parseBinary(cursor, COMPARISON_LEVEL));
}

/** The atoms that are no expressions: `sent A -> B : l`, `A.x is set`, `A at end`, `A at 'name`. */
function parseEvent(cursor: Cursor, start: number): Formula | undefined {
  const word = cursor.wordAt(cursor.index);
  if ((word === "sent" || word === "received") && cursor.ahead(1) === IDENTIFIER && cursor.ahead(2) === ARROW) {
    cursor.height = 0;
    cursor.advance();
    const from = cursor.name("a role");
    cursor.advance();
    const to = cursor.name("a role");
    const message = cursor.accept(COLON) ? eventLabel(cursor) : undefined;
    const span = cursor.spanFrom(start);
    return message === undefined ? { kind: word, from, to, span } : { kind: word, from, to, message, span };
  }
  if (cursor.ahead(1) === IDENTIFIER && cursor.wordAt(cursor.index + 1) === "at") {
    cursor.height = 0;
    const role = cursor.name("a role");
    cursor.advance();
    if (cursor.acceptWord("end")) return { kind: "at-end", role, span: cursor.spanFrom(start) };
    const index = cursor.index;
    if (cursor.kind() !== STATEMENT_LABEL) cursor.unexpected("`end` or the label of a statement, as in `A at 'paid`");
    cursor.advance();
    const label: Name = { text: cursor.wordAt(index), span: { file: cursor.file, start: (cursor.tokens.starts[index] ?? 0) + 1, end: cursor.previousEnd() } };
    return { kind: "at-label", role, label, span: cursor.spanFrom(start) };
  }
  if (cursor.ahead(1) === DOT && cursor.ahead(2) === IDENTIFIER && isSetAt(cursor, cursor.index + 3)) {
    cursor.height = 0;
    const role = cursor.name("a role");
    cursor.advance();
    const variable = cursor.name("a variable");
    cursor.advance();
    cursor.advance();
    return { kind: "is-set", role, variable, span: cursor.spanFrom(start) };
  }
  return undefined;
}

/** `_` is the label of messages without a label; no label at all means any message. */
function eventLabel(cursor: Cursor): Name {
  if (cursor.kind() !== UNDERSCORE) return cursor.name("the label of the message");
  const span = cursor.here();
  cursor.advance();
  return { text: "_", span };
}

function isSetAt(cursor: Cursor, index: number): boolean {
  const { kinds } = cursor.tokens;
  return kinds[index] === IDENTIFIER && cursor.wordAt(index) === "is" && kinds[index + 1] === SET;
}

/** Whether the parenthesis at the current place encloses an atom that is no expression: then it is a parenthesis of formulas. Two words stand side by side in no expression. */
function eventInside(cursor: Cursor): boolean {
  const { kinds } = cursor.tokens;
  let depth = 0;
  for (let index = cursor.index; ; index++) {
    const kind = kinds[index] ?? 0;
    if (kind === LEFT_PARENTHESIS || kind === LEFT_BRACKET) depth++;
    else if (kind === RIGHT_PARENTHESIS || kind === RIGHT_BRACKET) {
      depth--;
      if (depth <= 0) return false;
    } else if (kind === 0 || kind === SEMICOLON || kind === LEFT_BRACE || kind === RIGHT_BRACE) return false;
    else if (kind === IDENTIFIER && kinds[index + 1] === IDENTIFIER) return true;
  }
}

function bounded(cursor: Cursor, start: number): void {
  if (cursor.prefixes > highestExpression) tooHigh(cursor, start);
}

function build(cursor: Cursor, part: number, start: number): void {
  cursor.height = part + 1;
  if (cursor.height > highestExpression) tooHigh(cursor, start);
}

function tooHigh(cursor: Cursor, start: number): never {
  return cursor.fail("nesting-too-deep", cursor.spanFrom(start), `more than ${String(highestExpression)} connectives are nested in one formula`);
}
