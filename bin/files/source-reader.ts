/** Source texts from files and standard input: regular files only, at most the limit, UTF-8, imports inside the root with links followed. */
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import type { SourceReader } from "../../calculus/loading/index.ts";
import { reasonOf } from "../io-failure.ts";
import { errorCode } from "./file-system.ts";
import type { FileSystem } from "./file-system.ts";
import { stdinName } from "./inputs.ts";
import { projectRoot } from "./project-root.ts";

type Read = ReturnType<SourceReader["read"]>;
type Resolved = ReturnType<SourceReader["resolve"]>;

function failed(code: Extract<Read, { kind: "error" }>["code"], message: string): Extract<Read, { kind: "error" }> {
  return { kind: "error", code, message };
}

function unreadable(path: string, failure: unknown): Extract<Read, { kind: "error" }> {
  const code = errorCode(failure);
  // Without a code it is a mistake of ours, not of the file system.
  if (code === "EUNKNOWN") throw failure;
  if (code === "ENOENT") return failed("file-not-found", `there is no file ${path}`);
  return failed("file-not-readable", `${path} cannot be read: ${reasonOf(code)}`);
}

function decode(path: string, bytes: Uint8Array): Read {
  const limit = defaultLimits.fileBytes;
  if (bytes.length > limit) return failed("file-too-large", `${path} is larger than the limit of ${String(limit)} bytes`);
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return failed("file-not-utf8", `${path} is not UTF-8 text`);
  }
}

function readFile(path: string, files: FileSystem): Read {
  if (path.includes("\0")) return failed("file-not-found", `there is no file ${path}`);
  try {
    const { kind, size } = files.status(path);
    if (kind === "directory") return failed("file-not-readable", `${path} is a directory`);
    if (kind === "other") return failed("file-not-readable", `${path} is not a regular file`);
    if (size > defaultLimits.fileBytes) return failed("file-too-large", `${path} is larger than the limit of ${String(defaultLimits.fileBytes)} bytes`);
    return decode(path, files.read(path, defaultLimits.fileBytes + 1));
  } catch (failure) {
    return unreadable(path, failure);
  }
}

function readStdin(path: string, stdin: (limit: number) => Uint8Array): Read {
  try {
    return decode(path, stdin(defaultLimits.fileBytes + 1));
  } catch (failure) {
    return unreadable(path, failure);
  }
}

/**
 * A reader over files and standard input. `root` overrides the root of the project.
 * Paths of imports are shown relative to the working directory, or absolute if the named file was.
 */
export function sourceReader(files: FileSystem, stdin: (limit: number) => Uint8Array, root?: string): SourceReader {
  function shown(real: string, absolute: boolean): string {
    return absolute ? real : relative(files.realPath("."), real).split(sep).join("/");
  }

  function resolve(fromPath: string | undefined, path: string): Resolved {
    if (fromPath === undefined && path === stdinName) return { kind: "path", path };
    const directory = fromPath === undefined || fromPath === stdinName ? "." : dirname(fromPath);
    const target = fromPath === undefined ? path : join(directory, path);
    try {
      if (fromPath !== undefined) {
        const within = root === undefined ? projectRoot(files.realPath(directory), files) : files.realPath(root);
        const lexical = relative(within, join(files.realPath(directory), path));
        if (climbs(lexical) || climbs(relative(within, files.realPath(target)))) {
          return failed("import-outside-root", `\`${path}\` leads outside the root of the project`);
        }
      }
      return { kind: "path", path: shown(files.realPath(target), isAbsolute(target)) };
    } catch (failure) {
      const { code, message } = unreadable(target, failure);
      if (fromPath === undefined) return failed(code, message);
      return failed(code === "file-not-found" ? "import-not-found" : "import-not-readable", message);
    }
  }

  return { read: (path) => (path === stdinName ? readStdin(path, stdin) : readFile(path, files)), resolve };
}

/** Whether a relative path leads out of where it starts. */
function climbs(path: string): boolean {
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}
