/** The file system as the command line uses it: few operations, paths as strings, errors as Node's codes (`ENOENT`, `EACCES`, …). */
export interface FileStatus {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
}

export interface FileSystem {
  /** Follows links. Throws an error with a `code` when there is no such file. */
  readonly status: (path: string) => FileStatus;
  /** At most `limit` bytes of a regular file; one more than the limit is never read. */
  readonly read: (path: string, limit: number) => Uint8Array;
  readonly write: (path: string, text: string) => void;
  /** Makes a directory, and those around it; nothing where it is there. */
  readonly makeDirectory: (path: string) => void;
  /** Names in a directory, in no particular order; whether each is a directory. */
  readonly list: (path: string) => readonly { readonly name: string; readonly directory: boolean }[];
  /** The absolute path without links. */
  readonly realPath: (path: string) => string;
  /** Paths that match a glob pattern, in no particular order, written relative to the working directory. */
  readonly glob: (pattern: string) => readonly string[];
}

/** A file-system error with Node's code, for file systems that are not Node's. */
export class FileSystemError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The `code` of a file-system error, `EUNKNOWN` for anything else. */
export function errorCode(failure: unknown): string {
  return failure instanceof Error && "code" in failure && typeof failure.code === "string" ? failure.code : "EUNKNOWN";
}
