/** Items as they are written, in `expect` lines and behind `--property`: a name with words in parentheses, `sink-final(A)`, `states(2, 14)`. */

export interface WrittenItem {
  readonly name: string;
  readonly arguments: readonly string[];
}

/** The item as text, equal for equal items. */
export function writtenItemText({ name, arguments: words }: WrittenItem): string {
  return words.length === 0 ? name : `${name}(${words.join(", ")})`;
}

/** The item of a text. What is no name with words in parentheses is a name without any. */
export function writtenItem(text: string): WrittenItem {
  const open = text.indexOf("(");
  if (open < 0 || !text.endsWith(")")) return { name: text, arguments: [] };
  return {
    name: text.slice(0, open).trim(),
    arguments: text
      .slice(open + 1, -1)
      .split(",")
      .map((word) => word.trim()),
  };
}
