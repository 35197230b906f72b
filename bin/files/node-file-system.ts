/** The real file system below a working directory. The only place that touches files. */
import { closeSync, mkdirSync, openSync, readdirSync, readSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
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

/** Relative paths are relative to `base`. */
export function nodeFileSystem(base: string): FileSystem {
  const at = (path: string): string => resolve(base, path);
  return {
    status: (path) => status(at(path)),
    read: (path, limit) => read(at(path), limit),
    write: (path, text) => writeFileSync(at(path), text),
    makeDirectory: (path) => void mkdirSync(at(path), { recursive: true }),
    list: (path) => readdirSync(at(path), { withFileTypes: true }).map((entry) => ({ name: entry.name, directory: entry.isDirectory() })),
    realPath: (path) => realpathSync(at(path)),
    glob: (pattern) => globSync(pattern, { cwd: base, dot: false, onlyFiles: true, expandDirectories: false, absolute: isAbsolute(pattern) }),
  };
}
