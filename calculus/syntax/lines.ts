/** Lines of a printed file, with the comments that belong to them. */
import type { Closed, Commented } from "./comments.ts";

/** What fits on one line is written on one line up to this many columns. */
const widest = 120;

const indentation = "  ";

/** Writes the comments above an item. An empty line never comes first in a block or file. */
export function writeAbove(lines: string[], indent: string, item: Commented, first: boolean): void {
  if (item.comments === undefined) return;
  let begun = !first;
  for (const comment of item.comments) {
    if (comment !== "") lines.push(`${indent}${comment}`);
    else if (begun) lines.push("");
    begun = true;
  }
}

/** Writes the comment behind an item on the line written last. */
export function writeBehind(lines: string[], item: Commented): void {
  if (item.trailing !== undefined) lines.push(`${lines.pop() ?? ""} ${item.trailing}`);
}

/** Writes the comments before a closing brace or the end of the file. */
export function writeClosing(lines: string[], indent: string, item: Closed, first: boolean): void {
  if (item.closing !== undefined) writeAbove(lines, indent, { comments: item.closing }, first);
}

/** Whether a list in braces has no comments of its own, so that it may stand on one line. */
function isBare(items: readonly Commented[], closed: Closed): boolean {
  return closed.closing === undefined && items.every((item) => item.comments === undefined && item.trailing === undefined);
}

/**
 * Writes `head { a b … }`: on one line if it has no comments and fits, else an item a line. `separator` stands behind each item but the last, `end` behind the last too.
 */
export function writeBraced<Item extends Commented>(
  lines: string[],
  indent: string,
  head: string,
  items: readonly Item[],
  closed: Closed,
  print: (item: Item) => string,
  separator: "," | ";",
): void {
  if (items.length === 0 && closed.closing === undefined) {
    lines.push(`${indent}${head} {}`);
    return;
  }
  const texts = items.map(print);
  const last = separator === ";" ? ";" : "";
  if (isBare(items, closed)) {
    const line = `${indent}${head} { ${texts.join(`${separator} `)}${last} }`;
    if (line.length <= widest) {
      lines.push(line);
      return;
    }
  }
  lines.push(`${indent}${head} {`);
  const inner = indent + indentation;
  for (const [index, item] of items.entries()) {
    writeAbove(lines, inner, item, index === 0);
    lines.push(`${inner}${texts[index] ?? ""}${separator}`);
    writeBehind(lines, item);
  }
  writeClosing(lines, inner, closed, items.length === 0);
  lines.push(`${indent}}`);
}

/**
 * Writes `head {`, the items by `write`, and `}` on lines of their own; `head {}` if there is nothing inside. The head may be `} else` on the line written last.
 */
export function writeBlockOf<Item>(
  lines: string[],
  indent: string,
  head: string,
  items: readonly Item[],
  closed: Closed,
  write: (lines: string[], indent: string, item: Item, first: boolean) => void,
): void {
  if (items.length === 0 && closed.closing === undefined) {
    lines.push(`${indent}${head} {}`);
    return;
  }
  lines.push(`${indent}${head} {`);
  const inner = indent + indentation;
  for (const [index, item] of items.entries()) write(lines, inner, item, index === 0);
  writeClosing(lines, inner, closed, items.length === 0);
  lines.push(`${indent}}`);
}

/** Takes back the brace written last, without its indentation: what follows it stands on the same line, as `} else` does. */
export function takeBrace(lines: string[], indent: string): string {
  return (lines.pop() ?? "").slice(indent.length);
}
