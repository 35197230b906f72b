/** Values as the language writes them: the text parses as an expression that evaluates to the value. */
import type { Value } from "../core/index.ts";

/** Characters that would be invisible, break the line or reorder the text around them. */
function needsEscape(codePoint: number): boolean {
  return (
    codePoint < 0x20 ||
    (codePoint >= 0x7f && codePoint <= 0x9f) ||
    codePoint === 0x61c ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069) ||
    (codePoint >= 0xd800 && codePoint <= 0xdfff) ||
    codePoint === 0xfeff
  );
}

/** A string literal with the escapes of the language. */
export function printText(text: string): string {
  let literal = '"';
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") literal += `\\${character}`;
    else if (character === "\n") literal += "\\n";
    else if (character === "\t") literal += "\\t";
    else literal += needsEscape(codePoint) ? `\\u{${codePoint.toString(16)}}` : character;
  }
  return `${literal}"`;
}

/** The value in concrete syntax: `3`, `"TAPL"`, `Some(3)`, `R(f: true)`, `[1, 2]`, `set[1]`, `map["k": 1]`, `unit`. */
export function printValue(value: Value): string {
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return value.toString();
    case "string":
      return printText(value);
    default:
      break;
  }
  switch (value.kind) {
    case "unit":
      return "unit";
    case "variant":
      return value.payload.length === 0 ? value.name : `${value.name}(${value.payload.map(printValue).join(", ")})`;
    case "record":
      return `${value.name}(${value.fields.map(([name, field]) => `${name}: ${printValue(field)}`).join(", ")})`;
    case "list":
      return `[${value.items.map(printValue).join(", ")}]`;
    case "set":
      return `set[${value.items.map(printValue).join(", ")}]`;
    case "map":
      return `map[${value.entries.map(([key, item]) => `${printValue(key)}: ${printValue(item)}`).join(", ")}]`;
  }
}
