/** The value of a string literal and the escapes in it (docs/language.md, Lexical structure). */

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

/** Code units of the escape that begins at the backslash at `at`; 0 if it is none of the language. */
export function escapeLength(text: string, at: number): number {
  switch (text.charCodeAt(at + 1)) {
    case 34: // \"
    case 92: // \\
    case 110: // \n
    case 116: // \t
      return 2;
    case 117: {
      // \u{hex}
      if (text.charCodeAt(at + 2) !== 123) return 0;
      let value = 0;
      let next = at + 3;
      for (; next < at + 9; next++) {
        const digit = hexDigit(text.charCodeAt(next));
        if (digit < 0) break;
        value = value * 16 + digit;
      }
      return next > at + 3 && text.charCodeAt(next) === 125 && value <= 0x10ffff ? next + 1 - at : 0;
    }
    default:
      return 0;
  }
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
