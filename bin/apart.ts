/**
 * Runs the command line in a thread of its own, while this one listens to signals: a judgement is one long computation, and a signal that arrives in the
 * middle of it would otherwise end the process and lose what was judged. The thread also has a stack on which the reference parser can follow any nesting
 * that the limits allow. The first thread loads nothing of the bundle.
 */
import { isMainThread, Worker } from "node:worker_threads";
import { runMain } from "./load-bundle.ts";

/** Mebibytes: ohm takes about twenty frames for one pair of parentheses. */
const stack = 64;

/** Runs the command line of this process. The first SIGINT or SIGTERM asks it to come to an end and to report what it has, the next one ends it. */
export function runApart(): void {
  // The other thread starts with the executable as well.
  if (!isMainThread) {
    void runMain();
    return;
  }
  const interruption = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(import.meta.filename, { argv: process.argv.slice(2), workerData: { interruption }, resourceLimits: { stackSizeMb: stack } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void Atomics.store(interruption, 0, 1));
  worker.once("error", (failure) => {
    process.stderr.write(`choreo-verify: internal error: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    process.exitCode = 70;
  });
  worker.once("exit", (code) => {
    process.exitCode ??= code;
  });
}
