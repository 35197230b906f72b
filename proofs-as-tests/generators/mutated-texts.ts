/** Texts near the language: printed syntax trees with a few characters or tokens removed, repeated, exchanged or replaced. */
import type fc from "fast-check";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { structured, type Chance } from "./chance.ts";
import { anyFile } from "./files.ts";

const fragments = [
  ...["{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ":", ".", "->", ":=", "=>", "==", "=", "..", "+", "-", "'", '"', "//", "///", "_", "\n", " "],
  ...["if", "else", "call", "loop", "while", "match", "choose", "or", "break", "role", "choreography", "expect", "any", "where", "assert", "not", "saga"],
  ...["protocol", "process", "system", "context", "plays", "in", "choice", "at", "rec", "par", "and", "do", "branch", "session", "project", "!", "?", "@"],
  ...["faults", "crash", "permanently", "lose", "reorder", "most", "under", "on", "select", "when", "skip"],
  ...["A", "x", "0", "12", "main", "result", "value", "\u0000", "\u202e", "é", "\u{1f600}", "\t", "\r"],
];

/** `print` writes the trees that are then damaged. */
export function mutatedTexts(print: (file: ParsedFile) => string): fc.Arbitrary<string> {
  return structured((chance) => {
    let text = print(anyFile(chance));
    for (let times = chance.between(1, 3); times > 0; times--) text = damaged(chance, text);
    return text;
  }, shrinkText);
}

function damaged(chance: Chance, text: string): string {
  const start = chance.between(0, text.length);
  const end = Math.min(text.length, start + chance.between(0, 6));
  return chance.weighted<() => string>([
    [3, () => text.slice(0, start) + text.slice(end)],
    [3, () => text.slice(0, start) + chance.pick(fragments) + text.slice(start)],
    [3, () => text.slice(0, start) + chance.pick(fragments) + text.slice(end)],
    [1, () => text.slice(0, end) + text.slice(start)],
    [1, () => text.slice(0, start)],
  ])();
}

/** The text without one of its pieces: halves, lines, then single characters of short texts. */
function* shrinkText(text: string): Iterable<string> {
  const half = text.length >> 1;
  if (half > 0) {
    yield text.slice(0, half);
    yield text.slice(half);
  }
  const lines = text.split("\n");
  if (lines.length > 1) for (const index of lines.keys()) yield lines.filter((_, other) => other !== index).join("\n");
  if (text.length <= 80) for (let index = 0; index < text.length; index++) yield text.slice(0, index) + text.slice(index + 1);
}
