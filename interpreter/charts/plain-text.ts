/** Text for a terminal: what is invisible or reorders its surroundings is written out, widths are counted in columns. */

/** What nearly all texts are: one column for each character. */
const simple = /^[\x20-\x7e]*$/;

/** The text with every unprintable character as `\u{…}`: it is one line, and it reads as it is stored. */
export function plain(text: string): string {
  if (simple.test(text)) return text;
  // Controls, formats (bidi among them), surrogates, private use and line separators. Such a class takes time to build: it is built where there is need.
  const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
  let safe = "";
  for (const character of text) safe += unprintable.test(character) ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : character;
  return safe;
}

const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/\p{M}/u.test(character)) return 0;
  return wideRanges.some(([low, high]) => low <= code && code <= high) ? 2 : 1;
}

/** The columns that a plain text takes in a terminal (East Asian wide characters take two, combining ones none). */
export function columns(text: string): number {
  if (simple.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += columnsOf(character);
  return sum;
}

/** The longest beginning of the text that takes at most `width` columns. */
function beginning(text: string, width: number): string {
  let kept = 0;
  let used = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width) break;
    kept += character.length;
  }
  return text.slice(0, kept);
}

/** The text if it fits into `width` columns, otherwise its beginning and an ellipsis. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  return width <= 0 ? "" : `${beginning(text, width - 1)}…`;
}

/** The text in lines of at most `width` columns (at least 4), at most `maxLines` of them, the last one cut if there is more. Breaks at spaces if it can. */
export function wrap(text: string, width: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (columns(rest) > width && lines.length + 1 < maxLines) {
    const head = beginning(rest, width);
    const space = rest.charAt(head.length) === " " ? head.length : head.lastIndexOf(" ");
    const cut = space > head.length / 2 ? space : head.length;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = `  ${rest.slice(cut).trimStart()}`;
  }
  return [...lines, fit(rest, width)];
}
