/** The value of a string literal, and the literal of a value. */

/** Decodes the literal `text[start, end)`, quotes included. The lexer has checked its escapes. */
export function decodeString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  let value = "";
  let from = 0;
  for (let at = inner.indexOf("\\"); at >= 0; at = inner.indexOf("\\", from)) {
    value += inner.slice(from, at);
    const escape = inner.charAt(at + 1);
    if (escape === "u") {
      const close = inner.indexOf("}", at);
      value += String.fromCodePoint(Number.parseInt(inner.slice(at + 3, close), 16));
      from = close + 1;
    } else {
      value += escape === "n" ? "\n" : escape === "t" ? "\t" : escape;
      from = at + 2;
    }
  }
  return value + inner.slice(from);
}
