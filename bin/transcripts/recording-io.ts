/** The outside world of a transcript: the repository's files with a few more on top, everything written is recorded. */
import { relative, resolve } from "node:path";
import type { FileSystem } from "../files/file-system.ts";
import { nodeFileSystem } from "../files/node-file-system.ts";
import type { Io } from "../io.ts";

/** The files below `base`, hidden by those of `texts`; what is written lands in `texts`. */
export function overlay(base: string, texts: Map<string, string>): FileSystem {
  const disk = nodeFileSystem(base);
  const keyOf = (path: string): string => relative(base, resolve(base, path));
  const known = (path: string): string | undefined => texts.get(keyOf(path));
  const isDirectory = (path: string): boolean => keyOf(path) === "" || [...texts.keys()].some((name) => name.startsWith(`${keyOf(path)}/`));
  return {
    ...disk,
    status: (path) => {
      const text = known(path);
      return text === undefined ? disk.status(path) : { kind: "file", size: Buffer.byteLength(text) };
    },
    read: (path, limit) => {
      const text = known(path);
      return text === undefined ? disk.read(path, limit) : Buffer.from(text).subarray(0, limit);
    },
    write: (path, text) => texts.set(keyOf(path), text),
    makeDirectory: () => undefined,
    realPath: (path) => (known(path) !== undefined || isDirectory(path) ? resolve(base, path) : disk.realPath(path)),
  };
}

/** Standard output and error in the order written. */
export interface Recording {
  readonly io: Io;
  readonly output: () => string;
  readonly stdout: () => string;
}

export function recordingIo(files: FileSystem, stdin = "", answers: readonly string[] = []): Recording {
  let output = "";
  let stdout = "";
  const rest = [...answers];
  const io: Io = {
    stdout: (text) => {
      output += text;
      stdout += text;
    },
    stderr: (text) => {
      output += text;
    },
    files,
    stdin: (limit) => Buffer.from(stdin).subarray(0, limit),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: answers.length > 0,
    ask: (question) => {
      output += question;
      const answer = rest.shift();
      output += `${answer ?? ""}\n`;
      return Promise.resolve(answer);
    },
    interrupted: () => false,
    environment: { noColor: false, forceColor: false },
  };
  return { io, output: () => output, stdout: () => stdout };
}
