/** Import paths as text: what they may look like, and how they join, before any file system is asked. */

/**
 * The path, relative to where `fromPath` is relative to, that `path` written in the file `fromPath` denotes; `.` and `..` are resolved as far
 * as the text allows. Separators are `/` only.
 */
export function joinPaths(fromPath: string | undefined, path: string): string {
  const base = fromPath === undefined ? [] : fromPath.split("/").slice(0, -1);
  const joined: string[] = [];
  for (const part of [...base, ...path.split("/")]) {
    if (part === "." || part === "") continue;
    if (part === ".." && joined.length > 0 && joined.at(-1) !== "..") joined.pop();
    else joined.push(part);
  }
  return (fromPath ?? path).startsWith("/") ? `/${joined.join("/")}` : joined.join("/");
}

/** Whether a joined relative path leads above its starting directory. */
export function climbs(path: string): boolean {
  return path === ".." || path.startsWith("../") || path.startsWith("/");
}

/** Why an import path is refused as it is written, whatever lies behind it: it must be relative, with `/`, and without invisible characters. */
export function refusal(path: string): string | undefined {
  if (path === "") return "the path is empty";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.includes("://")) return "an import is relative to the importing file";
  if (path.includes("\\")) return "separate the parts of a path with `/`";
  if (Array.from(path).some((character) => character < " " || character === "\u007f")) return "the path holds a control character";
  return undefined;
}
