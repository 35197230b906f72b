/** The characters that a program may not contain, and what the writer probably meant by them (Trojan Source, CVE-2021-42574). */
import { error, type Diagnostic } from "../diagnostics/index.ts";

/** Whether the character at `at` is refused everywhere, comments and strings included. A carriage return is white space before a line feed only. */
export function isForbiddenAt(text: string, at: number, code: number): boolean {
  if (code === 13) return text.charCodeAt(at + 1) !== 10;
  return isForbiddenControl(code) || isBidirectionalControl(code);
}

/** Control characters other than tab and line ends, and the separators that some editors show as line ends. */
function isForbiddenControl(code: number): boolean {
  if (code < 32) return code !== 9 && code !== 10 && code !== 13;
  return (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029;
}

/** Characters that change the direction in which text is shown. */
function isBidirectionalControl(code: number): boolean {
  if (code < 0x061c) return false;
  return code === 0x061c || code === 0x200e || code === 0x200f || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** What an ASCII text would say for characters that come from papers, word processors and other languages. */
const intended: ReadonlyMap<string, string> = new Map([
  ["→", "->"],
  ["⟶", "->"],
  ["⇒", "=>"],
  ["≔", ":="],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["∧", "and"],
  ["∨", "or"],
  ["¬", "not"],
  ["−", "-"],
  ["–", "-"],
  ["×", "*"],
  ["“", '"'],
  ["”", '"'],
  ["\u00a0", " "],
  ["\ufeff", ""],
  ["&&", "and"],
  ["||", "or"],
]);

/** The diagnostic for `text[start, end)`, a run of characters with which no token begins. */
export function refusedCharacter(text: string, file: number, start: number, end: number): Diagnostic {
  const run = text.slice(start, end);
  const span = { file, start, end };
  const replacement = intended.get(run);
  if (replacement !== undefined) {
    const shown = replacement === " " ? "a plain space" : replacement === "" ? "nothing" : `\`${replacement}\``;
    return error("unexpected-character", span, `\`${run.trim()}\` is not part of the language; write ${shown}`, {
      fix: { title: `write ${shown}`, edits: [{ span, replacement }] },
    });
  }
  const code = run.codePointAt(0) ?? 0;
  if (code < 128) return error("unexpected-character", span, `the character \`${run}\` has no meaning here`);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return error("unexpected-character", span, `the character ${name} is allowed in strings and comments only`, {
    notes: ["names are made of the letters A–Z and a–z, digits and underscores"],
  });
}

/** The diagnostic for a character that is refused everywhere. */
export function forbiddenCharacter(file: number, at: number, code: number): Diagnostic {
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const span = { file, start: at, end: at + 1 };
  const fix = { title: "remove the character", edits: [{ span, replacement: "" }] };
  if (!isBidirectionalControl(code)) return error("control-character", span, `the control character ${shown} is not allowed in a program`, { fix });
  return error("bidi-control-character", span, `the invisible character ${shown} reorders the text on the screen`, {
    notes: ["it can make a program read otherwise than it is; in a string it is written \\u{…}"],
    fix,
  });
}

/** The end of the run of characters from `at` that no token begins with: one diagnostic for all of them. `&&` and `||` are one mistake each. */
export function refusedRun(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first < 128) return text.charCodeAt(at + 1) === first ? at + 2 : at + 1;
  let next = at + 1;
  while (next < text.length && text.charCodeAt(next) >= 128 && !isForbiddenAt(text, next, text.charCodeAt(next))) next++;
  return next;
}
