/**
 * Tokens of the foreign formats: words, strings, symbols and pragmas. Their lexical rules differ in little, which a table says; what they share is that
 * every character is white space, a comment, part of a token, or reported.
 */
import { error } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, DiagnosticCode, Limits } from "../../calculus/diagnostics/index.ts";
import { forbiddenCharacter, isForbiddenAt } from "../../calculus/parser/index.ts";

export type TokenKind = "word" | "string" | "symbol" | "pragma" | "invalid" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written, quotes of strings and marks of pragmas included; empty at the end. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What the formats differ in. */
export interface LexicalRules {
  /** A word from a sticky position. */
  readonly word: RegExp;
  /** The longest first. */
  readonly symbols: readonly string[];
  readonly strings: boolean;
  readonly lineComments: readonly string[];
  /** `marks` is global and finds what counts inside: the closing mark, the opening one if comments nest, and what looks like them and is neither. */
  readonly blockComments: readonly { readonly open: string; readonly close: string; readonly marks: RegExp }[];
  /** Absent: the reader limits nesting itself. */
  readonly limitsBrackets?: true;
  readonly pragma?: { readonly open: string; readonly close: string };
}

export interface Lexed {
  /** Ends with a token of kind `end`. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
  /** A limit was passed: nothing behind should look at the tokens. */
  readonly fatal: boolean;
}

/** More lexical errors than this say nothing new; the rest of the text is not read. */
const mostErrors = 1000;

const opening: ReadonlySet<string> = new Set(["(", "[", "{"]);
const closing: ReadonlySet<string> = new Set([")", "]", "}"]);

/** Splits a text into tokens. Offsets count UTF-16 code units; a byte order mark at the start is skipped. Linear in the text. */
export function lex(text: string, file: number, limits: Limits, rules: LexicalRules): Lexed {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const state = { fatal: false };
  let depth = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const report = (code: DiagnosticCode, start: number, end: number, message: string): void => {
    diagnostics.push(error(code, { file, start, end }, message));
  };
  const refuse = (code: DiagnosticCode, start: number, end: number, message: string): void => {
    report(code, start, end, message);
    state.fatal = true;
  };
  const push = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  };
  const marks = [...rules.lineComments, ...rules.blockComments.map(({ open }) => open), ...(rules.pragma === undefined ? [] : [rules.pragma.open])];
  const commentStarts = new Set(marks.map((mark) => mark.charCodeAt(0)));
  const symbols = new Map<number, string[]>();
  for (const written of rules.symbols) symbols.set(written.charCodeAt(0), [...(symbols.get(written.charCodeAt(0)) ?? []), written]);

  /** Skips to `end`, looking for characters that no text may contain. */
  const skip = (end: number): void => {
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (isForbiddenAt(text, at, code) && diagnostics.length <= mostErrors) diagnostics.push(forbiddenCharacter(file, at, code));
    }
  };

  /** The end of the block comment that begins here; undefined if it is never closed. */
  function endOfBlock({ open, close, marks }: LexicalRules["blockComments"][number]): number | undefined {
    let level = 1;
    marks.lastIndex = at + open.length;
    for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
      if (mark[0] === open) level++;
      else if (mark[0] === close && --level === 0) return marks.lastIndex;
    }
    return undefined;
  }

  function comment(): boolean {
    for (const mark of rules.lineComments) {
      if (!text.startsWith(mark, at)) continue;
      const end = text.indexOf("\n", at);
      skip(end < 0 ? text.length : end);
      return true;
    }
    for (const block of rules.blockComments) {
      if (!text.startsWith(block.open, at)) continue;
      const end = endOfBlock(block);
      if (end === undefined) report("unterminated-comment", at, at + block.open.length, `this comment is not closed by \`${block.close}\``);
      skip(end ?? text.length);
      return true;
    }
    return false;
  }

  function pragma(): boolean {
    if (rules.pragma === undefined || !text.startsWith(rules.pragma.open, at)) return false;
    const { open, close } = rules.pragma;
    const end = text.indexOf(close, at + open.length);
    if (end < 0) {
      report("unterminated-comment", at, at + open.length, `this pragma is not closed by \`${close}\``);
      skip(text.length);
    } else push("pragma", end + close.length);
    return true;
  }

  function string(): void {
    let end = at + 1;
    while (end < text.length && text.charCodeAt(end) !== 34 && text.charCodeAt(end) !== 10) end++;
    if (text.charCodeAt(end) !== 34) {
      report("unterminated-string", at, end, "this string is not closed on its line");
      push("invalid", end);
    } else if (end - at > limits.stringLength)
      refuse("literal-too-long", at, end, `a string has more than ${String(limits.stringLength)} characters, the limit`);
    else push("string", end + 1);
  }

  function symbol(): boolean {
    for (const written of symbols.get(text.charCodeAt(at)) ?? []) {
      if (written.length > 1 && !text.startsWith(written, at)) continue;
      if (rules.limitsBrackets === true && opening.has(written) && ++depth > limits.nesting)
        refuse("nesting-too-deep", at, at + 1, `brackets are nested deeper than ${String(limits.nesting)}, the limit`);
      if (closing.has(written) && depth > 0) depth--;
      push("symbol", at + written.length);
      return true;
    }
    return false;
  }

  function invalid(): void {
    const code = text.charCodeAt(at);
    if (isForbiddenAt(text, at, code)) {
      diagnostics.push(forbiddenCharacter(file, at, code));
      push("invalid", at + 1);
      return;
    }
    let end = at + 1;
    while (end < text.length && code >= 128 && text.charCodeAt(end) >= 128) end++;
    const shown = text.slice(at, Math.min(end, at + 20));
    report("unexpected-character", at, end, `\`${shown}\` has no meaning in this format`);
    push("invalid", end);
  }

  while (at < text.length && !state.fatal && diagnostics.length <= mostErrors) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 10 || code === 9 || (code === 13 && text.charCodeAt(at + 1) === 10)) {
      at++;
      continue;
    }
    if (commentStarts.has(code) && (pragma() || comment())) continue;
    rules.word.lastIndex = at;
    const word = rules.word.test(text) ? rules.word.lastIndex - at : 0;
    if (word > limits.identifierLength)
      refuse("identifier-too-long", at, at + word, `a name has more than ${String(limits.identifierLength)} characters, the limit`);
    else if (word > 0) push("word", at + word);
    else if (rules.strings && code === 34) string();
    else if (!symbol()) invalid();
    if (tokens.length > limits.syntaxNodes) refuse("program-too-large", 0, 0, `the file has more than ${String(limits.syntaxNodes)} tokens, the limit`);
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return { tokens, diagnostics, fatal: state.fatal || diagnostics.length > mostErrors };
}
