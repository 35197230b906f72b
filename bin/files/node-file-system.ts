/** The real file system. The only place that touches files. */
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { globSync } from "tinyglobby";
import type { FileStatus, FileSystem } from "./file-system.ts";

function status(path: string): FileStatus {
  const found = statSync(path);
  return { kind: found.isFile() ? "file" : found.isDirectory() ? "directory" : "other", size: found.size };
}

function read(path: string, limit: number): Uint8Array {
  const descriptor = openSync(path, "r");
  try {
    const bytes = new Uint8Array(Math.min(limit, statSync(path).size + 1));
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) return bytes.subarray(0, length);
      length += count;
    }
  } finally {
    closeSync(descriptor);
  }
}

export const nodeFileSystem: FileSystem = {
  status,
  read,
  write: (path, text) => writeFileSync(path, text),
  list: (path) => readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, directory: entry.isDirectory() })),
  realPath: (path) => realpathSync(path),
  glob: (pattern) => globSync(pattern, { dot: false, onlyFiles: true, expandDirectories: false, absolute: isAbsolute(pattern) }),
};
