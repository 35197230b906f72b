/**
 * A place in the token stream, with what every part of the parser needs there: look, take, name what was expected.
 * A class because it is identity and state; the parts of the grammar are functions over it.
 */
import { error, type Diagnostic, type DiagnosticCode, type Fix, type Label, type Limits, type Span } from "../diagnostics/index.ts";
import type { Name } from "../syntax/index.ts";
import { describeToken } from "./describe-token.ts";
import {
  AT,
  END,
  FIRST_WORD,
  IDENTIFIER,
  INVALID,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  STATEMENT_LABEL,
  UNDERSCORE,
  type Tokens,
} from "./tokens.ts";

/** Thrown to leave a construct whose error has been reported; caught where the parser knows how to go on. */
export const recovery: Error = new Error("recover");

/** More errors than this say nothing new; parsing stops. */
export const mostDiagnostics = 1000;

export class Cursor {
  readonly text: string;
  readonly file: number;
  readonly limits: Limits;
  readonly diagnostics: Diagnostic[] = [];
  readonly tokens: Tokens;
  index = 0;
  /** Height of the expression parsed last: how deep a walk over it recurses. */
  height = 0;
  /** Prefix operators and `if`s being parsed around the current place. */
  prefixes = 0;
  /** Whether `=` ends the expression being parsed, as before the body of a function. */
  equalsEnds = false;
  /** Whether a block that is never closed has been reported; the blocks around it are not reported again. */
  unclosed = false;
  /** The kind of the current token, which is looked at several times. */
  private current: number;
  private readonly kinds: Uint8Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly last: number;
  private splitIndex = -1;
  private splitAt = 0;

  constructor(text: string, file: number, limits: Limits, tokens: Tokens) {
    this.text = text;
    this.file = file;
    this.limits = limits;
    this.tokens = tokens;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.last = tokens.count - 1;
    this.current = this.kinds[0] ?? END;
  }

  /** The kind of the current token. */
  kind(): number {
    return this.current;
  }

  /** The kind of the token `distance` places ahead. */
  ahead(distance: number): number {
    return this.kinds[this.index + distance] ?? END;
  }

  /** Where the current token begins. */
  start(): number {
    return this.starts[this.index] ?? 0;
  }

  /** Where the token before the current one ends. */
  previousEnd(): number {
    if (this.index === this.splitIndex) return this.splitAt;
    return this.ends[this.index - 1] ?? 0;
  }

  advance(): void {
    if (this.index < this.last) this.current = this.kinds[++this.index] ?? END;
  }

  /** Goes back to a token that has been current before. */
  returnTo(index: number): void {
    this.index = index;
    this.current = this.kinds[index] ?? END;
  }

  /** Takes the current token if it is of this kind. */
  accept(kind: number): boolean {
    if (this.current !== kind) return false;
    this.advance();
    return true;
  }

  /** Takes a token of this kind, or reports what was expected and leaves the construct. */
  expect(kind: number, expected: string): void {
    if (this.current === kind) this.advance();
    else this.unexpected(expected);
  }

  /** The text of the token at an index, for words. */
  wordAt(index: number): string {
    return this.tokens.words[this.tokens.values[index] ?? 0] ?? "";
  }

  /** Whether the current token is this contextual word (an identifier elsewhere). */
  isWord(word: string): boolean {
    return this.current === IDENTIFIER && this.wordAt(this.index) === word;
  }

  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.advance();
    return true;
  }

  expectWord(word: string): void {
    if (!this.acceptWord(word)) this.unexpected(`\`${word}\``);
  }

  /** The span from an offset to the end of the last token taken. */
  spanFrom(start: number): Span {
    return { file: this.file, start, end: this.previousEnd() };
  }

  /** The span of the current token; at the end of the file, the place behind the last token. */
  here(): Span {
    if (this.current === END) return { file: this.file, start: this.previousEnd(), end: this.previousEnd() };
    return { file: this.file, start: this.start(), end: this.ends[this.index] ?? 0 };
  }

  /** Takes an identifier; `what` says of what it is the name ("a role", "a variable"). */
  name(what: string): Name {
    const index = this.index;
    if (this.current !== IDENTIFIER) this.notAName(what);
    this.current = this.kinds[++this.index] ?? END;
    return { text: this.wordAt(index), span: { file: this.file, start: this.starts[index] ?? 0, end: this.ends[index] ?? 0 } };
  }

  private notAName(what: string): never {
    const kind = this.current;
    if (kind >= FIRST_WORD) this.fail("reserved-word", this.here(), `expected ${what}, found \`${this.wordAt(this.index)}\`, which is a word of the language`);
    if (kind === UNDERSCORE) this.fail("reserved-word", this.here(), `expected ${what}; \`_\` is not a name`);
    return this.unexpected(what);
  }

  /** Reports and goes on. */
  report(
    code: DiagnosticCode,
    span: Span,
    message: string,
    more: { readonly labels?: readonly Label[]; readonly notes?: readonly string[]; readonly fix?: Fix } = {},
  ): void {
    if (this.diagnostics.length < mostDiagnostics) this.diagnostics.push(error(code, span, message, more));
  }

  /** Reports and leaves the construct. */
  fail(
    code: DiagnosticCode,
    span: Span,
    message: string,
    more: { readonly labels?: readonly Label[]; readonly notes?: readonly string[]; readonly fix?: Fix } = {},
  ): never {
    this.report(code, span, message, more);
    throw recovery;
  }

  /** Reports that something else was expected here and leaves the construct; silent where the lexer has spoken already. */
  unexpected(expected: string, notes: readonly string[] = []): never {
    const kind = this.current;
    if (kind === INVALID || this.kinds[this.index - 1] === INVALID) throw recovery;
    return this.fail(
      "unexpected-token",
      this.here(),
      `expected ${expected}, found ${describeToken(kind, this.text.slice(this.start(), this.ends[this.index]))}`,
      { notes },
    );
  }

  /** Takes the first character of the current token, which becomes a token of kind `rest`: `>=` behind type arguments is `>` and `=`. */
  split(rest: number): void {
    this.splitIndex = this.index;
    this.splitAt = this.start() + 1;
    this.current = rest;
    this.kinds[this.index] = rest;
    this.starts[this.index] = this.splitAt;
  }

  /** Whether the current token is the first on its line. */
  atLineStart(): boolean {
    for (let at = this.start() - 1; at >= this.previousEnd(); at--) if (this.text.charCodeAt(at) === 10) return true;
    return this.index === 0;
  }

  /** Whether the lexer has refused something since the token at an index: brackets may then be missing for that reason. */
  refusedSince(index: number): boolean {
    const found = this.kinds.indexOf(INVALID, index);
    return found >= 0 && found < this.index;
  }

  /** Moves behind the bracket that closes the one at the current place; to the end of the file if none does. */
  skipBalanced(): void {
    let depth = 0;
    for (;;) {
      const kind = this.current;
      if (kind === END) return;
      if (kind === LEFT_PARENTHESIS || kind === LEFT_BRACKET || kind === LEFT_BRACE) depth++;
      if (kind === RIGHT_PARENTHESIS || kind === RIGHT_BRACKET || kind === RIGHT_BRACE) depth--;
      this.advance();
      if (depth <= 0) return;
    }
  }

  /**
   * Takes the semicolon that ends a statement or declaration. If it is missing at the end of a line, says so with the repair and goes on as if it stood there;
   * elsewhere the statement went wrong before.
   */
  semicolon(what: string): void {
    if (this.accept(SEMICOLON)) return;
    const kind = this.current;
    if (kind === INVALID || this.kinds[this.index - 1] === INVALID) throw recovery;
    if (
      kind === END ||
      kind === RIGHT_BRACE ||
      ((kind === IDENTIFIER || kind === STATEMENT_LABEL || kind === AT || kind >= FIRST_WORD) && this.atLineStart())
    ) {
      const end = this.previousEnd();
      this.report("missing-semicolon", { file: this.file, start: end, end }, `${what} ends in \`;\``, {
        fix: { title: "insert `;`", edits: [{ span: { file: this.file, start: end, end }, replacement: ";" }] },
      });
      return;
    }
    this.unexpected("`;`");
  }
}
