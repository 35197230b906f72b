/** The port through which source texts come in: the calculus has no file system. Implemented over files in `bin`, over a Map for tests and tools. */
import type { DiagnosticCode } from "../diagnostics/index.ts";
import { climbs, joinPaths } from "./paths.ts";

/** Why a text could not be had. */
export type ReadFailure = Extract<
  DiagnosticCode,
  | "file-not-found"
  | "file-not-readable"
  | "file-not-utf8"
  | "file-too-large"
  | "control-character"
  | "import-not-found"
  | "import-not-readable"
  | "import-outside-root"
>;

export interface ReadError {
  readonly kind: "error";
  readonly code: ReadFailure;
  readonly message: string;
}

export interface SourceReader {
  /** The text behind a path: the named file's as the user wrote it, an import's as `resolve` returned it. */
  readonly read: (path: string) => { readonly kind: "text"; readonly text: string } | ReadError;
  /**
   * The path that an import of the file `fromPath` denotes, links followed: equal for equal files, shown in reports.
   * An error when it leads outside the project's root. `undefined` asks for the path under which the named file itself would be imported.
   */
  readonly resolve: (fromPath: string | undefined, path: string) => { readonly kind: "path"; readonly path: string } | ReadError;
}

/** A reader of texts kept in memory, by relative path; the root is the directory that holds them all. */
export function memoryReader(texts: ReadonlyMap<string, string>): SourceReader {
  return {
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? { kind: "error", code: "file-not-found", message: `no file ${path}` } : { kind: "text", text };
    },
    resolve: (fromPath, path) => {
      const resolved = joinPaths(fromPath, path);
      if (climbs(resolved)) return { kind: "error", code: "import-outside-root", message: `${path} leads outside the project` };
      if (!texts.has(resolved)) return { kind: "error", code: "import-not-found", message: `no file ${resolved}` };
      return { kind: "path", path: resolved };
    },
  };
}
