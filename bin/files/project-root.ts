/** The root that imports may not leave: the nearest directory above a file with `package.json` or `.git`, else the file's own directory. */
import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.ts";

function exists(path: string, files: FileSystem): boolean {
  try {
    files.status(path);
    return true;
  } catch {
    return false;
  }
}

/** The root for files of a directory, given without links. */
export function projectRoot(directory: string, files: FileSystem): string {
  for (let candidate = directory; ; candidate = dirname(candidate)) {
    if (exists(join(candidate, "package.json"), files) || exists(join(candidate, ".git"), files)) return candidate;
    if (dirname(candidate) === candidate) return directory;
  }
}
