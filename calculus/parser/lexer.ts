/**
 * The lexer: one pass over char codes that fills typed arrays. It alone knows white space, comments, strings and the characters that are refused,
 * and it checks the nesting of brackets, so that what follows may recurse. The one long function is deliberate: state in local variables is what makes it fast.
 */
import { error, type Diagnostic, type Limits } from "../diagnostics/index.ts";
import {
  AT,
  ARROW,
  ASSIGN,
  CASE_ARROW,
  COLON,
  COMMA,
  DIVIDE,
  DOT,
  END,
  EQUAL,
  EQUALS,
  EXCLAMATION,
  FIRST_WORD,
  GREATER,
  GREATER_EQUAL,
  IDENTIFIER,
  INTEGER,
  INVALID,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  LESS,
  LESS_EQUAL,
  MINUS,
  MODULO,
  PLUS,
  QUESTION,
  RANGE,
  reservedWords,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  STATEMENT_LABEL,
  STRING,
  TIMES,
  UNDERSCORE,
  UNEQUAL,
  type Tokens,
} from "./tokens.ts";
import { isBidirectionalControl, isForbiddenControl, refusedCharacter } from "./characters.ts";

/** What the lexer found. `fatal` says that nothing behind it should look at the tokens: a limit was passed. */
export interface Lexed {
  readonly tokens: Tokens;
  readonly diagnostics: readonly Diagnostic[];
  readonly fatal: boolean;
}

/** More lexical errors than this say nothing new; the rest of the file is not read. */
const mostErrors = 1000;

/** What a character can begin: 1 white space, 2 a word, 3 a digit; 0 anything else. Indexed by char code below 128. */
const charClass: Uint8Array = buildCharClasses();

function buildCharClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const code of [9, 10, 13, 32]) classes[code] = 1;
  for (let code = 65; code <= 90; code++) classes[code] = 2;
  for (let code = 97; code <= 122; code++) classes[code] = 2;
  classes[95] = 2;
  for (let code = 48; code <= 57; code++) classes[code] = 3;
  return classes;
}

/** Reserved words by the low bits of the hash that the lexer computes while it walks over a word. */
const reservedByHash: readonly (readonly number[])[] = buildReservedTable();

function buildReservedTable(): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: 256 }, () => []);
  for (const [index, word] of reservedWords.entries()) {
    let hash = 0;
    for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
    table[hash & 255]?.push(index);
  }
  return table;
}

/** Slots of the cache that lets equal words share one string; a power of two. */
const cacheSize = 4096;

/**
 * Splits `text` into tokens. Total: every character is white space, a comment, part of a token, or reported.
 * Offsets count UTF-16 code units of `text`; a byte order mark at its start is skipped. Linear in the length of the text.
 */
export function lex(text: string, file: number, limits: Limits): Lexed {
  const length = text.length;
  let capacity = (length >> 2) + 16;
  let kinds = new Uint8Array(capacity);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let values = new Int32Array(capacity);
  let count = 0;
  const words: string[] = [...reservedWords];
  const cache = new Int32Array(cacheSize);
  const comments: number[] = [];
  const diagnostics: Diagnostic[] = [];
  let depth = 0;
  let fatal = false;

  const grow = (): void => {
    capacity *= 2;
    const [oldKinds, oldStarts, oldEnds, oldValues] = [kinds, starts, ends, values];
    kinds = new Uint8Array(capacity);
    starts = new Int32Array(capacity);
    ends = new Int32Array(capacity);
    values = new Int32Array(capacity);
    kinds.set(oldKinds);
    starts.set(oldStarts);
    ends.set(oldEnds);
    values.set(oldValues);
  };
  const push = (kind: number, start: number, end: number, value: number): void => {
    if (count === capacity) grow();
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    values[count] = value;
    count++;
  };
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const forbidden = (at: number, code: number): void => {
    const shown = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    const span = { file, start: at, end: at + 1 };
    report(
      isBidirectionalControl(code)
        ? error("bidi-control-character", span, `the invisible character ${shown} reorders the text on the screen`, {
            notes: ["it can make a program read otherwise than it is; write \\u{…} in a string"],
            fix: { title: "remove the character", edits: [{ span, replacement: "" }] },
          })
        : error("control-character", span, `the control character ${shown} is not allowed in a program`, {
            fix: { title: "remove the character", edits: [{ span, replacement: "" }] },
          }),
    );
  };

  let position = length > 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (position < length && diagnostics.length <= mostErrors) {
    const code = text.charCodeAt(position);
    const kind = code < 128 ? charClass[code] : 0;
    if (kind === 1) {
      if (code === 13 && text.charCodeAt(position + 1) !== 10) {
        forbidden(position, code);
        push(INVALID, position, position + 1, 0);
      }
      position++;
      continue;
    }
    const start = position;
    if (kind === 2) {
      let hash = code;
      let next = position + 1;
      for (; next < length; next++) {
        const here = text.charCodeAt(next);
        if (here >= 128 || (charClass[here] ?? 0) < 2) break;
        hash = (Math.imul(hash, 31) + here) | 0;
      }
      position = next;
      if (next - start > limits.identifierLength) {
        report(
          error(
            "identifier-too-long",
            { file, start, end: next },
            `a name of ${String(next - start)} characters; the limit is ${String(limits.identifierLength)}`,
          ),
        );
        push(INVALID, start, next, 0);
      } else if (code === 95 && next === start + 1) push(UNDERSCORE, start, next, 0);
      else {
        const reserved = reservedIndex(text, start, next, hash);
        if (reserved >= 0) push(FIRST_WORD + reserved, start, next, reserved);
        else push(IDENTIFIER, start, next, intern(text, start, next, hash, words, cache));
      }
      continue;
    }
    if (kind === 3) {
      let next = position + 1;
      while (next < length && charClass[text.charCodeAt(next)] === 3) next++;
      position = next;
      if (next < length && charClass[text.charCodeAt(next)] === 2) {
        while (next < length && (charClass[text.charCodeAt(next)] ?? 0) >= 2) next++;
        position = next;
        report(
          error("invalid-number", { file, start, end: next }, "a number runs into a letter", {
            notes: ["a name begins with a letter or an underscore; between a number and a word stands a space"],
          }),
        );
        push(INVALID, start, next, 0);
      } else if (next - start > limits.literalDigits) {
        report(
          error("literal-too-long", { file, start, end: next }, `a number of ${String(next - start)} digits; the limit is ${String(limits.literalDigits)}`),
        );
        push(INVALID, start, next, 0);
      } else push(INTEGER, start, next, 0);
      continue;
    }
    const follower = position + 1 < length ? text.charCodeAt(position + 1) : 0;
    let token = 0;
    let width = 1;
    switch (code) {
      case 40: // (
        token = LEFT_PARENTHESIS;
        depth++;
        break;
      case 41: // )
        token = RIGHT_PARENTHESIS;
        depth--;
        break;
      case 91: // [
        token = LEFT_BRACKET;
        depth++;
        break;
      case 93: // ]
        token = RIGHT_BRACKET;
        depth--;
        break;
      case 123: // {
        token = LEFT_BRACE;
        depth++;
        break;
      case 125: // }
        token = RIGHT_BRACE;
        depth--;
        break;
      case 44:
        token = COMMA;
        break;
      case 59:
        token = SEMICOLON;
        break;
      case 58: // : :=
        if (follower === 61) [token, width] = [ASSIGN, 2];
        else token = COLON;
        break;
      case 46: // . ..
        if (follower === 46) [token, width] = [RANGE, 2];
        else token = DOT;
        break;
      case 45: // - ->
        if (follower === 62) [token, width] = [ARROW, 2];
        else token = MINUS;
        break;
      case 61: // = == =>
        if (follower === 61) [token, width] = [EQUAL, 2];
        else if (follower === 62) [token, width] = [CASE_ARROW, 2];
        else token = EQUALS;
        break;
      case 33: // ! !=
        if (follower === 61) [token, width] = [UNEQUAL, 2];
        else token = EXCLAMATION;
        break;
      case 60: // < <=
        if (follower === 61) [token, width] = [LESS_EQUAL, 2];
        else token = LESS;
        break;
      case 62: // > >=
        if (follower === 61) [token, width] = [GREATER_EQUAL, 2];
        else token = GREATER;
        break;
      case 43:
        token = PLUS;
        break;
      case 42:
        token = TIMES;
        break;
      case 37:
        token = MODULO;
        break;
      case 64:
        token = AT;
        break;
      case 63:
        token = QUESTION;
        break;
      case 47: // / //
        if (follower !== 47) token = DIVIDE;
        else {
          let next = position + 2;
          for (; next < length; next++) {
            const here = text.charCodeAt(next);
            if (here === 10) break;
            if ((here < 32 || here > 126) && isForbiddenAt(text, next, here)) {
              forbidden(next, here);
              if (diagnostics.length > mostErrors) break;
            }
          }
          comments.push(position, next);
          position = next;
          continue;
        }
        break;
      case 39: {
        // 'name
        let next = position + 1;
        let hash = 0;
        if (next < length && follower < 128 && charClass[follower] === 2) {
          for (; next < length; next++) {
            const here = text.charCodeAt(next);
            if (here >= 128 || (charClass[here] ?? 0) < 2) break;
            hash = (Math.imul(hash, 31) + here) | 0;
          }
        }
        position = next;
        const reserved = reservedIndex(text, start + 1, next, hash);
        if (next === start + 1) {
          report(
            error("unexpected-character", { file, start, end: next }, "`'` begins the label of a statement, as in `'paid: A.x -> B.y;`", {
              notes: ["strings are written in double quotes"],
            }),
          );
          push(INVALID, start, next, 0);
        } else if (next - start - 1 > limits.identifierLength) {
          report(
            error(
              "identifier-too-long",
              { file, start, end: next },
              `a name of ${String(next - start - 1)} characters; the limit is ${String(limits.identifierLength)}`,
            ),
          );
          push(INVALID, start, next, 0);
        } else if (reserved >= 0 || (next === start + 2 && follower === 95)) {
          report(
            error(
              "reserved-word",
              { file, start: start + 1, end: next },
              `\`${text.slice(start + 1, next)}\` is a word of the language and cannot name a statement`,
            ),
          );
          push(INVALID, start, next, 0);
        } else push(STATEMENT_LABEL, start, next, intern(text, start + 1, next, hash, words, cache));
        continue;
      }
      case 34: {
        // "string"
        let next = position + 1;
        let closed = false;
        let faulty = false;
        for (; next < length; next++) {
          const here = text.charCodeAt(next);
          if (here === 34) {
            closed = true;
            next++;
            break;
          }
          if (here === 10 || (here === 13 && text.charCodeAt(next + 1) === 10)) break;
          if (here === 92) {
            const escape = escapeLength(text, next);
            if (escape === 0) {
              faulty = true;
              const span = { file, start: next, end: Math.min(next + 2, length) };
              report(error("invalid-escape", span, "no such escape in a string", { notes: ['escapes are \\" \\\\ \\n \\t and \\u{hex}, at most 10FFFF'] }));
              if (diagnostics.length > mostErrors) break;
            } else next += escape - 1;
          } else if ((here < 32 || here > 126) && here !== 9 && isForbiddenAt(text, next, here)) {
            faulty = true;
            forbidden(next, here);
            if (diagnostics.length > mostErrors) break;
          } else if (here === 9) {
            faulty = true;
            report(error("control-character", { file, start: next, end: next + 1 }, "a tab stands in a string", { notes: ["write \\t"] }));
            if (diagnostics.length > mostErrors) break;
          }
        }
        position = next;
        if (!closed) {
          if (diagnostics.length <= mostErrors)
            report(
              error("unterminated-string", { file, start, end: next }, "the string is not closed on its line", {
                notes: ["a line break in a string is written \\n"],
              }),
            );
          push(INVALID, start, next, 0);
        } else if (next - start > limits.stringLength) {
          report(
            error(
              "literal-too-long",
              { file, start, end: next },
              `a string of ${String(next - start)} characters; the limit is ${String(limits.stringLength)}`,
            ),
          );
          push(INVALID, start, next, 0);
        } else push(faulty ? INVALID : STRING, start, next, 0);
        continue;
      }
      default:
        break;
    }
    if (token !== 0) {
      position += width;
      push(token, start, position, 0);
      if (depth > limits.nesting) {
        report(
          error("nesting-too-deep", { file, start, end: position }, `brackets are nested deeper than ${String(limits.nesting)}`, {
            notes: ["split the expression, or move inner statements to a choreography of their own"],
          }),
        );
        fatal = true;
        break;
      }
      if (depth < 0) depth = 0;
      continue;
    }
    if (isForbiddenAt(text, position, code)) {
      forbidden(position, code);
      position++;
    } else {
      position = refusedRun(text, position);
      report(refusedCharacter(text, file, start, position));
    }
    push(INVALID, start, position, 0);
  }
  push(END, length, length, 0);
  return { tokens: { count, kinds, starts, ends, values, words, comments }, diagnostics, fatal: fatal || diagnostics.length > mostErrors };
}

/** The index of the reserved word that `text[start, end)` spells, or -1. */
function reservedIndex(text: string, start: number, end: number, hash: number): number {
  const candidates = reservedByHash[hash & 255];
  if (candidates === undefined) return -1;
  for (const index of candidates) {
    const word = reservedWords[index];
    if (word?.length === end - start && text.startsWith(word, start)) return index;
  }
  return -1;
}

/** The index in `words` of `text[start, end)`; equal words usually share one entry. The cache is direct-mapped, so that no input makes it slow. */
function intern(text: string, start: number, end: number, hash: number, words: string[], cache: Int32Array): number {
  const slot = (hash ^ (hash >>> 12)) & (cacheSize - 1);
  const cached = cache[slot] ?? 0;
  const word = words[cached] ?? "";
  if (cached !== 0 && word.length === end - start && text.startsWith(word, start)) return cached;
  const index = words.length;
  words.push(text.slice(start, end));
  cache[slot] = index;
  return index;
}

/** Code units of the escape that begins at the backslash at `at`; 0 if it is none of the language. */
function escapeLength(text: string, at: number): number {
  switch (text.charCodeAt(at + 1)) {
    case 34:
    case 92:
    case 110:
    case 116:
      return 2;
    case 117: {
      if (text.charCodeAt(at + 2) !== 123) return 0;
      let value = 0;
      let next = at + 3;
      for (; next < at + 9; next++) {
        const digit = hexDigit(text.charCodeAt(next));
        if (digit < 0) break;
        value = value * 16 + digit;
      }
      return next > at + 3 && text.charCodeAt(next) === 125 && value <= 0x10ffff ? next + 1 - at : 0;
    }
    default:
      return 0;
  }
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Whether the character at `at` is refused everywhere, comments and strings included. A carriage return is white space before a line feed. */
function isForbiddenAt(text: string, at: number, code: number): boolean {
  if (code === 13) return text.charCodeAt(at + 1) !== 10;
  return isForbiddenControl(code) || isBidirectionalControl(code);
}

/** The end of the run of characters from `at` that no token begins with: one diagnostic for all of them. */
function refusedRun(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first < 128) {
    // `&&` and `||` are one mistake each.
    return text.charCodeAt(at + 1) === first ? at + 2 : at + 1;
  }
  let next = at + 1;
  while (next < text.length && text.charCodeAt(next) >= 128 && !isForbiddenAt(text, next, text.charCodeAt(next))) next++;
  return next;
}
