/**
 * The lexer: one pass over char codes that fills typed arrays. It alone knows white space, comments, strings and the characters that are refused,
 * and it checks the nesting of brackets, so that what follows may recurse. A class, with a method for each kind of token: small methods are compiled early,
 * which is what a cold run needs.
 */
import { error, type Diagnostic, type DiagnosticCode, type Limits } from "../diagnostics/index.ts";
import { forbiddenCharacter, isForbiddenAt, refusedCharacter, refusedRun } from "./characters.ts";
import { escapeLength } from "./string-literal.ts";
import {
  ARROW,
  ASSIGN,
  CASE_ARROW,
  COLON,
  DIVIDE,
  DOT,
  END,
  EQUAL,
  EQUALS,
  EXCLAMATION,
  GREATER,
  GREATER_EQUAL,
  IDENTIFIER,
  INTEGER,
  INVALID,
  LESS,
  LESS_EQUAL,
  MINUS,
  RANGE,
  STATEMENT_LABEL,
  STRING,
  UNEQUAL,
  type Tokens,
} from "./tokens.ts";
import { bracketDepth, charClass, DIGIT, singleCharacterTokens, WHITE, WORD } from "./char-classes.ts";
import { kindOfWord, WordTable } from "./word-table.ts";

/** What the lexer found. `fatal` says that nothing behind it should look at the tokens: a limit was passed. */
export interface Lexed {
  readonly tokens: Tokens;
  readonly diagnostics: readonly Diagnostic[];
  readonly fatal: boolean;
}

/** More lexical errors than this say nothing new; the rest of the file is not read. */
const mostErrors = 1000;

/**
 * Splits `text` into tokens. Total: every character is white space, a comment, part of a token, or reported.
 * Offsets count UTF-16 code units of `text`; a byte order mark at its start is skipped. Linear in the length of the text.
 */
export function lex(text: string, file: number, limits: Limits): Lexed {
  return new Lexer(text, file, limits).run();
}

/** Where a word ends. An expression, because the engine runs it as fast the first time as the last, which a loop over characters does not. */
const restOfWord = /[A-Za-z0-9_]*/y;

class Lexer {
  private readonly text: string;
  private readonly file: number;
  private readonly limits: Limits;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly comments: number[] = [];
  private readonly words = new WordTable();
  private capacity: number;
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private values: Int32Array;
  private count = 0;
  private depth = 0;
  private fatal = false;

  constructor(text: string, file: number, limits: Limits) {
    this.text = text;
    this.file = file;
    this.limits = limits;
    this.capacity = (text.length >> 2) + 16;
    this.kinds = new Uint8Array(this.capacity);
    this.starts = new Int32Array(this.capacity);
    this.ends = new Int32Array(this.capacity);
    this.values = new Int32Array(this.capacity);
  }

  run(): Lexed {
    const { text, diagnostics } = this;
    const length = text.length;
    let position = length > 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (position < length && !this.fatal && diagnostics.length <= mostErrors) {
      const code = text.charCodeAt(position);
      if (code === 32 || code === 10) position++;
      else position = this.token(position, code);
    }
    this.push(END, length, length, 0);
    const { count, kinds, starts, ends, values, comments } = this;
    return {
      tokens: { count, kinds, starts, ends, values, words: this.words.words, comments },
      diagnostics,
      fatal: this.fatal || diagnostics.length > mostErrors,
    };
  }

  /** Reads what begins at `position` with the character `code`; returns where it ends. */
  private token(position: number, code: number): number {
    if (code >= 128) return this.refused(position, code);
    const kind = charClass[code];
    if (kind === WHITE) return code === 13 && isForbiddenAt(this.text, position, code) ? this.refused(position, code) : position + 1;
    if (kind === WORD) return this.word(position);
    if (kind === DIGIT) return this.number(position);
    const single = singleCharacterTokens[code] ?? 0;
    if (single !== 0) return this.single(single, code, position);
    return this.symbol(code, position);
  }

  private word(start: number): number {
    restOfWord.lastIndex = start;
    restOfWord.test(this.text);
    const end = restOfWord.lastIndex;
    if (end - start > this.limits.identifierLength) return this.tooLongName(start, end);
    const index = this.words.indexOf(this.text.slice(start, end));
    return this.push(kindOfWord(index), start, end, index);
  }

  private number(start: number): number {
    const { text } = this;
    const length = text.length;
    let next = start + 1;
    while (next < length && charClass[text.charCodeAt(next)] === DIGIT) next++;
    if (next < length && charClass[text.charCodeAt(next)] === WORD) {
      while (next < length && (charClass[text.charCodeAt(next)] ?? 0) >= WORD) next++;
      this.invalid(
        "invalid-number",
        start,
        next,
        "a number runs into a letter",
        "a name begins with a letter or an underscore; between a number and a word stands a space",
      );
    } else if (next - start > this.limits.literalDigits) {
      this.invalid("literal-too-long", start, next, `a number of ${String(next - start)} digits; the limit is ${String(this.limits.literalDigits)}`);
    } else this.push(INTEGER, start, next, 0);
    return next;
  }

  private single(kind: number, code: number, position: number): number {
    this.push(kind, position, position + 1, 0);
    const change = bracketDepth[code] ?? 0;
    if (change !== 0) {
      this.depth = Math.max(0, this.depth + change);
      if (this.depth > this.limits.nesting) {
        this.report(
          "nesting-too-deep",
          position,
          position + 1,
          `brackets are nested deeper than ${String(this.limits.nesting)}`,
          "split the expression, or move inner statements to a choreography of their own",
        );
        this.fatal = true;
      }
    }
    return position + 1;
  }

  /** Symbols that may be one or two characters long, comments, strings and statement labels. */
  private symbol(code: number, position: number): number {
    const follower = position + 1 < this.text.length ? this.text.charCodeAt(position + 1) : 0;
    switch (code) {
      case 46: // . ..
        return follower === 46 ? this.push(RANGE, position, position + 2, 0) : this.push(DOT, position, position + 1, 0);
      case 58: // : :=
        return follower === 61 ? this.push(ASSIGN, position, position + 2, 0) : this.push(COLON, position, position + 1, 0);
      case 45: // - ->
        return follower === 62 ? this.push(ARROW, position, position + 2, 0) : this.push(MINUS, position, position + 1, 0);
      case 61: // = == =>
        if (follower === 61) return this.push(EQUAL, position, position + 2, 0);
        return follower === 62 ? this.push(CASE_ARROW, position, position + 2, 0) : this.push(EQUALS, position, position + 1, 0);
      case 33: // ! !=
        return follower === 61 ? this.push(UNEQUAL, position, position + 2, 0) : this.push(EXCLAMATION, position, position + 1, 0);
      case 60: // < <=
        return follower === 61 ? this.push(LESS_EQUAL, position, position + 2, 0) : this.push(LESS, position, position + 1, 0);
      case 62: // > >=
        return follower === 61 ? this.push(GREATER_EQUAL, position, position + 2, 0) : this.push(GREATER, position, position + 1, 0);
      case 47: // / //
        return follower === 47 ? this.comment(position) : this.push(DIVIDE, position, position + 1, 0);
      case 34: // "
        return this.string(position);
      case 39: // '
        return this.statementLabel(position);
      default:
        return this.refused(position, code);
    }
  }

  private comment(start: number): number {
    const { text } = this;
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    for (let at = start + 2; at < end; at++) this.checkCharacter(at);
    this.comments.push(start, end);
    return end;
  }

  /** Reports a character that is refused even in comments and strings; returns whether it did. */
  private checkCharacter(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if ((code >= 32 && code < 127) || !isForbiddenAt(this.text, at, code)) return false;
    if (this.diagnostics.length <= mostErrors) this.diagnostics.push(forbiddenCharacter(this.file, at, code));
    return true;
  }

  private string(start: number): number {
    const { text } = this;
    const length = text.length;
    let faulty = false;
    for (let next = start + 1; next < length; next++) {
      const code = text.charCodeAt(next);
      if (code === 34) {
        const end = next + 1;
        if (end - start > this.limits.stringLength) {
          this.invalid("literal-too-long", start, end, `a string of ${String(end - start)} characters; the limit is ${String(this.limits.stringLength)}`);
        } else this.push(faulty ? INVALID : STRING, start, end, 0);
        return end;
      }
      if (code === 10 || (code === 13 && text.charCodeAt(next + 1) === 10)) return this.unterminated(start, next);
      if (code === 92) {
        const escape = escapeLength(text, next);
        if (escape === 0) {
          faulty = true;
          this.report(
            "invalid-escape",
            next,
            Math.min(next + 2, length),
            "no such escape in a string",
            'escapes are \\" \\\\ \\n \\t and \\u{hex}, at most 10FFFF',
          );
        } else next += escape - 1;
      } else if (code === 9) {
        faulty = true;
        this.report("control-character", next, next + 1, "a tab stands in a string", "write \\t");
      } else if (this.checkCharacter(next)) faulty = true;
    }
    return this.unterminated(start, length);
  }

  private unterminated(start: number, end: number): number {
    return this.invalid("unterminated-string", start, end, "the string is not closed on its line", "a line break in a string is written \\n");
  }

  private statementLabel(start: number): number {
    const { text } = this;
    let next = start + 1;
    if (next < text.length && charClass[text.charCodeAt(next)] === WORD) {
      restOfWord.lastIndex = next;
      restOfWord.test(text);
      next = restOfWord.lastIndex;
    }
    const name = text.slice(start + 1, next);
    if (name === "")
      return this.invalid(
        "unexpected-character",
        start,
        next,
        "`'` begins the label of a statement, as in `'paid: A.x -> B.y;`",
        "strings are written in double quotes",
      );
    if (name.length > this.limits.identifierLength) return this.tooLongName(start, next);
    const index = this.words.indexOf(name);
    if (kindOfWord(index) !== IDENTIFIER) {
      return this.invalid("reserved-word", start + 1, next, `\`${name}\` is a word of the language and cannot name a statement`);
    }
    return this.push(STATEMENT_LABEL, start, next, index);
  }

  /** A character that begins no token. */
  private refused(position: number, code: number): number {
    const end = isForbiddenAt(this.text, position, code) ? position + 1 : refusedRun(this.text, position);
    this.diagnostics.push(
      isForbiddenAt(this.text, position, code) ? forbiddenCharacter(this.file, position, code) : refusedCharacter(this.text, this.file, position, end),
    );
    return this.push(INVALID, position, end, 0);
  }

  private tooLongName(start: number, end: number): number {
    return this.invalid("identifier-too-long", start, end, `a name of ${String(end - start)} characters; the limit is ${String(this.limits.identifierLength)}`);
  }

  private invalid(code: DiagnosticCode, start: number, end: number, message: string, ...notes: readonly string[]): number {
    this.report(code, start, end, message, ...notes);
    return this.push(INVALID, start, end, 0);
  }

  private report(code: DiagnosticCode, start: number, end: number, message: string, ...notes: readonly string[]): void {
    if (this.diagnostics.length <= mostErrors) this.diagnostics.push(error(code, { file: this.file, start, end }, message, { notes }));
  }

  /** Appends a token; returns its end. */
  private push(kind: number, start: number, end: number, value: number): number {
    const at = this.count;
    if (at === this.capacity) this.grow();
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
    this.values[at] = value;
    this.count = at + 1;
    return end;
  }

  private grow(): void {
    this.capacity *= 2;
    const { kinds, starts, ends, values, capacity } = this;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.kinds.set(kinds);
    this.starts.set(starts);
    this.ends.set(ends);
    this.values.set(values);
  }
}
