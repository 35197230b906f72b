/**
 * Texts that are almost programs, for the tests that compare parsers: a program with a few tokens deleted, doubled, swapped or replaced.
 * Chance is passed in as numbers, so that any generator can drive it.
 */
import { defaultLimits } from "../diagnostics/index.ts";
import { lex } from "./lexer.ts";

/** One change: the token at `at` (taken modulo their number) is changed as `how` says, with the token at `other`. */
export interface Damage {
  readonly how: "delete" | "double" | "swap" | "replace" | "insert";
  readonly at: number;
  readonly other: number;
}

/** The texts between and of the tokens: even places hold white space and comments, odd places tokens. Joined they are the text. */
export function tokenTexts(text: string): readonly string[] {
  const { tokens } = lex(text, 0, defaultLimits);
  const parts: string[] = [];
  let position = 0;
  for (let index = 0; index < tokens.count - 1; index++) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    parts.push(text.slice(position, start), text.slice(start, end));
    position = end;
  }
  parts.push(text.slice(position));
  return parts;
}

/** Applies changes to a text, one after the other. `vocabulary` provides the tokens that are put in. */
export function damaged(text: string, damages: readonly Damage[], vocabulary: readonly string[]): string {
  const parts = [...tokenTexts(text)];
  const count = (parts.length - 1) / 2;
  if (count === 0) return text;
  const place = (number: number): number => (number % count) * 2 + 1;
  for (const { how, at, other } of damages) {
    const here = place(at);
    const token = parts[here] ?? "";
    switch (how) {
      case "delete":
        parts[here] = "";
        break;
      case "double":
        parts[here] = `${token} ${token}`;
        break;
      case "swap": {
        const there = place(other);
        parts[here] = parts[there] ?? "";
        parts[there] = token;
        break;
      }
      case "replace":
        parts[here] = vocabulary[other % vocabulary.length] ?? "";
        break;
      case "insert":
        parts[here] = `${token} ${vocabulary[other % vocabulary.length] ?? ""}`;
        break;
    }
  }
  return parts.join("");
}
