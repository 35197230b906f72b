/** A place in the tokens of a foreign format: look, take, say what was expected. A class because it is identity and state. */
import { error } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, DiagnosticCode, Label, Span } from "../../calculus/diagnostics/index.ts";
import type { Name } from "../../calculus/syntax/index.ts";
import type { Token } from "./lexer.ts";

/** Thrown to leave a construct whose error has been reported; caught where the reader knows how to go on. */
export const recovery: Error = new Error("recover");

/** More errors than this say nothing new. */
const mostErrors = 1000;

const nothing: Token = { kind: "end", text: "", start: 0, end: 0 };

export class TokenCursor {
  readonly text: string;
  readonly file: number;
  readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: readonly Token[];
  private index = 0;

  constructor(text: string, file: number, tokens: readonly Token[]) {
    this.text = text;
    this.file = file;
    this.tokens = tokens;
  }

  /** The token `distance` places ahead; the end behind the last. */
  ahead(distance: number): Token {
    return this.tokens[this.index + distance] ?? this.tokens.at(-1) ?? nothing;
  }

  token(): Token {
    return this.ahead(0);
  }

  /** How many tokens have been taken, to see whether any was. */
  position(): number {
    return this.index;
  }

  atEnd(): boolean {
    return this.token().kind === "end";
  }

  /** Whether the token `distance` places ahead is this word or symbol. */
  is(text: string, distance = 0): boolean {
    return this.ahead(distance).text === text;
  }

  isWord(distance = 0): boolean {
    return this.ahead(distance).kind === "word";
  }

  advance(): Token {
    const token = this.token();
    if (token.kind !== "end") this.index++;
    return token;
  }

  accept(text: string): boolean {
    if (this.token().text !== text || this.atEnd()) return false;
    this.index++;
    return true;
  }

  /** Takes this word or symbol, or reports and leaves the construct. */
  expect(text: string, expected = `\`${text}\``): void {
    if (!this.accept(text)) this.unexpected(expected);
  }

  /** Takes a word as a name; `what` says of what. */
  name(what: string): Name {
    const token = this.token();
    if (token.kind !== "word") return this.unexpected(what);
    this.index++;
    return { text: token.text, span: this.spanOf(token) };
  }

  spanOf(token: Token): Span {
    return { file: this.file, start: token.start, end: token.end };
  }

  /** From an offset to the end of the last token taken. */
  spanFrom(start: number): Span {
    return { file: this.file, start, end: Math.max(start, this.tokens[this.index - 1]?.end ?? 0) };
  }

  /** The text of a span of this file. */
  written(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  report(code: DiagnosticCode, span: Span, message: string, more: { readonly labels?: readonly Label[]; readonly notes?: readonly string[] } = {}): void {
    if (this.diagnostics.length < mostErrors) this.diagnostics.push(error(code, span, message, more));
  }

  warn(code: DiagnosticCode, span: Span, message: string, notes: readonly string[]): void {
    if (this.diagnostics.length < mostErrors) this.diagnostics.push({ ...error(code, span, message, { notes }), severity: "warning" });
  }

  fail(code: DiagnosticCode, span: Span, message: string, notes: readonly string[] = []): never {
    this.report(code, span, message, { notes });
    throw recovery;
  }

  /** Reports that something else was expected here and leaves the construct; silent where the lexer has spoken already. */
  unexpected(expected: string, notes: readonly string[] = []): never {
    const token = this.token();
    if (token.kind === "invalid" || this.tokens[this.index - 1]?.kind === "invalid") throw recovery;
    const shown = token.text.length > 40 ? `${token.text.slice(0, 37)}…` : token.text;
    const found = token.kind === "end" ? "the end of the file" : token.kind === "string" ? `the string ${shown}` : `\`${shown}\``;
    return this.fail("unexpected-token", this.spanOf(token), `expected ${expected}, found ${found}`, notes);
  }

  /** Moves behind the bracket that closes the one at this place; to the end if none does. */
  skipBalanced(): void {
    let depth = 0;
    while (!this.atEnd()) {
      const { text } = this.advance();
      if (text === "(" || text === "[" || text === "{") depth++;
      else if (text === ")" || text === "]" || text === "}") depth--;
      if (depth <= 0) return;
    }
  }
}
