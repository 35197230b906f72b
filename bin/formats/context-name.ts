/** What a context is called whose format has no names for systems. */
import type { Name } from "../../calculus/syntax/index.ts";

/** It is called after its file, without directories and ending. */
export function nameOf(path: string, file: number): Name {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const end = base.lastIndexOf(".");
  return { text: (end < 0 ? base : base.slice(0, end)) || "C", span: { file, start: 0, end: 0 } };
}
