/** Expectations: what the file says a verifier must find (docs/language.md, Expectations). */
import type { Declaration, ExpectItem, ParsedFile } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { COLON, COMMA, EQUALS, IDENTIFIER, INTEGER } from "./tokens.ts";
import { atWord, parseBounds, parseHyphenated } from "./words.ts";

/** The verdicts, as written in an expectation; a bare one judges a property. */
const verdictWords: ReadonlySet<string> = new Set(["proved", "verified-up-to", "violated", "vacuous", "unknown", "disagreement", "error"]);

/** Parses what stands behind `expect`. */
export function parseExpectation(cursor: Cursor, start: number): Declaration {
  if (cursor.isWord("error") && cursor.ahead(1) !== COLON) return parseExpectedError(cursor, start);
  const subject = cursor.name("what is expected of: a choreography, protocol, process, system or property");
  const faults = cursor.acceptWord("under") ? cursor.name("a fault model") : undefined;
  const network = cursor.acceptWord("on") ? parseNetwork(cursor) : undefined;
  const fairness = cursor.acceptWord("with") ? parseHyphenated(cursor, "a fairness") : undefined;
  cursor.expect(COLON, "`:` and what is expected");
  const items: ExpectItem[] = [];
  do items.push(parseItem(cursor));
  while (cursor.accept(COMMA));
  cursor.semicolon("an expectation");
  return {
    kind: "expect",
    subject,
    ...(faults === undefined ? {} : { faults }),
    ...(network === undefined ? {} : { network }),
    ...(fairness === undefined ? {} : { fairness }),
    items,
    span: cursor.spanFrom(start),
  };
}

/** `fifo`, `mailbox bounded(2) lossy`: the words as written. */
function parseNetwork(cursor: Cursor): string {
  const words: string[] = [];
  do {
    if (cursor.isWord("with")) cursor.unexpected("a network");
    const word = parseHyphenated(cursor, "a network");
    const bounds = parseBounds(cursor);
    words.push(bounds.length === 0 ? word : `${word}(${bounds.join(", ")})`);
  } while (atWord(cursor) && !cursor.isWord("with"));
  return words.join(" ");
}

function parseItem(cursor: Cursor): ExpectItem {
  const start = cursor.start();
  const word = parseHyphenated(cursor, "a property or verdict");
  const bounds = parseBounds(cursor);
  if (cursor.accept(EQUALS)) {
    const from = cursor.start();
    const verdict = parseHyphenated(cursor, "a verdict");
    if (!verdictWords.has(verdict))
      cursor.fail("unknown-verdict", cursor.spanFrom(from), `no verdict is called \`${verdict}\``, { notes: [`verdicts are ${[...verdictWords].join(", ")}`] });
    return { property: { name: word, arguments: bounds }, verdict, span: cursor.spanFrom(start) };
  }
  if (bounds.length === 0 && verdictWords.has(word)) return { verdict: word, span: cursor.spanFrom(start) };
  return { property: { name: word, arguments: bounds }, span: cursor.spanFrom(start) };
}

/** `error CODE [at ROLE|line N];` */
function parseExpectedError(cursor: Cursor, start: number): Declaration {
  cursor.advance();
  const code = parseHyphenated(cursor, "the code of a diagnostic");
  if (!cursor.acceptWord("at")) {
    cursor.semicolon("an expectation");
    return { kind: "expect-error", code, span: cursor.spanFrom(start) };
  }
  if (cursor.isWord("line") && cursor.ahead(1) === INTEGER) {
    cursor.advance();
    const from = cursor.start();
    cursor.advance();
    const line = lineNumber(cursor.text.slice(from, cursor.previousEnd()));
    cursor.semicolon("an expectation");
    return { kind: "expect-error", code, line, span: cursor.spanFrom(start) };
  }
  if (cursor.kind() !== IDENTIFIER) cursor.unexpected("a role, or `line` and a number");
  const role = cursor.name("a role");
  cursor.semicolon("an expectation");
  return { kind: "expect-error", code, role, span: cursor.spanFrom(start) };
}

/** The number of a line as written; a number that no file has lines for is the largest there is, so that it prints as digits. */
export function lineNumber(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}

/**
 * Reads `// expect error CODE [at ROLE|line N]` on the first line of a text, for files that do not parse. Undefined if the line says nothing of the kind.
 * Both parsers use it.
 */
export function expectedErrorOf(text: string): ParsedFile["expectedError"] {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith("//", from)) return undefined;
  const newline = text.indexOf("\n", from);
  const line = text.slice(from, newline < 0 ? Math.min(text.length, from + 1000) : newline);
  const words = line.split(/[\s/]+/).filter((word) => word !== "");
  const [expectWord, errorWord, code, at, place, number] = words;
  if (expectWord !== "expect" || errorWord !== "error" || code === undefined) return undefined;
  const bare = withoutSemicolon(code);
  if (at !== "at" || place === undefined) return { code: bare };
  if (place === "line" && number !== undefined) return { code: bare, line: lineNumber(withoutSemicolon(number)) };
  return { code: bare, role: withoutSemicolon(place) };
}

function withoutSemicolon(word: string): string {
  return word.endsWith(";") ? word.slice(0, -1) : word;
}
