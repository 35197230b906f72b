/** The real outside world. Writes are synchronous, so that an exit never cuts a report short; a closed pipe is quiet, a full disk is told. */
import { fstatSync, readSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { errorCode } from "./files/file-system.ts";
import { nodeFileSystem } from "./files/node-file-system.ts";
import { IoFailure, reasonOf } from "./io-failure.ts";
import type { Io } from "./io.ts";

/** Waits a millisecond for the other end of a pipe. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

/** Descriptors that nobody reads any more. */
const closed = new Set<number>();

/**
 * Writes all of the text. A pipe that is full for the moment (EAGAIN) is tried again. One that nobody reads any more (EPIPE) is written to no further, but
 * the work goes on: the exit code is that of the verdicts, whoever stopped reading. Where results cannot be written for another reason (a full disk) an
 * `IoFailure` says so; complaints that cannot be written are lost, because there is nobody left to tell.
 */
function write(descriptor: number, text: string): void {
  if (closed.has(descriptor)) return;
  const bytes = Buffer.from(text, "utf8");
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (failure) {
      const code = errorCode(failure);
      if (code === "EAGAIN") {
        pause();
        continue;
      }
      closed.add(descriptor);
      if (code !== "EPIPE" && descriptor !== 2) throw new IoFailure(`standard output cannot be written: ${reasonOf(code)}`);
      return;
    }
  }
}

/** Reads until the end or the limit; never more, however much there is. */
function readStdin(limit: number): Uint8Array {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < limit) {
    const chunk = Buffer.alloc(Math.min(65_536, limit - length));
    let count = 0;
    try {
      count = readSync(0, chunk);
    } catch (failure) {
      if (errorCode(failure) === "EOF") break;
      if (errorCode(failure) !== "EAGAIN") throw failure;
      pause();
      continue;
    }
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return Buffer.concat(chunks);
}

async function ask(question: string): Promise<string | undefined> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}

/** Whether a descriptor is a terminal. The module that knows is slow to load, and files and pipes are none. */
function isTerminal(descriptor: number): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** The cell that the thread which listens to signals sets, where there is one (`apart.ts`). */
function interruptionCell(data: unknown): Int32Array | undefined {
  if (typeof data !== "object" || data === null || !("interruption" in data)) return undefined;
  return data.interruption instanceof Int32Array ? data.interruption : undefined;
}

const interruption = interruptionCell(workerData);

export const processIo: Io = {
  stdout: (text) => write(1, text),
  stderr: (text) => write(2, text),
  files: nodeFileSystem(process.cwd()),
  stdin: readStdin,
  stdoutIsTerminal: isTerminal(1),
  stderrIsTerminal: isTerminal(2),
  stdinIsTerminal: isTerminal(0),
  ask,
  interrupted: () => interruption !== undefined && Atomics.load(interruption, 0) !== 0,
  environment: { noColor: (process.env["NO_COLOR"] ?? "") !== "", forceColor: (process.env["FORCE_COLOR"] ?? "") !== "" },
};
