/** The real outside world. Writes are synchronous, so that an exit never cuts a report short; a closed pipe ends the process quietly. */
import { readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { errorCode } from "./files/file-system.ts";
import { nodeFileSystem } from "./files/node-file-system.ts";
import type { Io } from "./io.ts";

/** Writes all of the text. A pipe that is full for the moment (EAGAIN) is tried again; one that nobody reads (EPIPE) ends the process. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (failure) {
      if (errorCode(failure) === "EPIPE") process.exit(0);
      if (errorCode(failure) !== "EAGAIN") throw failure;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

async function ask(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}

export const processIo: Io = {
  stdout: (text) => write(1, text),
  stderr: (text) => write(2, text),
  files: nodeFileSystem,
  stdin: () => readFileSync(0),
  stdoutIsTerminal: process.stdout.isTTY,
  stderrIsTerminal: process.stderr.isTTY,
  stdinIsTerminal: process.stdin.isTTY,
  ask,
  environment: { noColor: (process.env["NO_COLOR"] ?? "") !== "", forceColor: (process.env["FORCE_COLOR"] ?? "") !== "" },
};
