/** String values as literals of the language. */

/**
 * The literal whose value is `value`: quotes, backslashes and line ends are escaped, and so is what a program may not contain as such
 * (control characters, characters that change the direction of text, halves of surrogate pairs).
 */
export function printString(value: string): string {
  let text = '"';
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") text += `\\${character}`;
    else if (character === "\n") text += "\\n";
    else if (character === "\t") text += "\\t";
    else if (needsEscape(code)) text += `\\u{${code.toString(16)}}`;
    else text += character;
  }
  return `${text}"`;
}

function needsEscape(code: number): boolean {
  if (code < 0x7f) return code < 0x20;
  if (code <= 0x9f || (code >= 0xd800 && code <= 0xdfff)) return true;
  if (code === 0x061c || code === 0x200e || code === 0x200f || code === 0xfeff) return true;
  return (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
