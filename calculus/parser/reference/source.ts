/** The text that concrete syntax points into, and what every builder makes of it: names and spans. */
import type { Diagnostic, Limits, Span } from "../../diagnostics/index.ts";
import type { Name } from "../../syntax/index.ts";
import { elements, part, type Concrete } from "./concrete.ts";

export interface Source {
  readonly text: string;
  readonly file: number;
  readonly limits: Limits;
  readonly diagnostics: Diagnostic[];
}

export function spanOf(source: Source, node: Concrete): Span {
  return { file: source.file, start: node.start, end: node.end };
}

export function between(source: Source, start: number, end: number): Span {
  return { file: source.file, start, end };
}

export function textOf(source: Source, node: Concrete): string {
  return source.text.slice(node.start, node.end);
}

export function nameOf(source: Source, node: Concrete): Name {
  return { text: textOf(source, node), span: spanOf(source, node) };
}

/** The name in `'name`. */
export function labelOf(source: Source, node: Concrete): Name {
  return { text: source.text.slice(node.start + 1, node.end), span: between(source, node.start + 1, node.end) };
}

/** The names of a list in parentheses. */
export function buildNames(source: Source, node: Concrete | undefined): readonly Name[] {
  return node === undefined ? [] : elements(part(node, 1)).map((name) => nameOf(source, name));
}
