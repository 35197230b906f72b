/**
 * Source text, names and paths as they may be shown on a terminal: control characters, escape sequences and characters that reorder text
 * (Boucher and Anderson, Trojan Source, 2023) become visible marks.
 */

/** C0 and C1 controls, DEL, line separators, and the bidirectional and invisible format characters. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/** One line of text, safe to print; a tab becomes a space. */
export function cleanLine(text: string): string {
  return text.replace(unsafe, (character) => (character === "\t" ? " " : "\ufffd"));
}

/** Several lines of text, safe to print; their ends stay. */
export function cleanText(text: string): string {
  return text.split("\n").map(cleanLine).join("\n");
}
