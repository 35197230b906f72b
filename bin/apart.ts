/**
 * Runs the command line in a thread of its own, while this one listens to signals: a judgement is one long computation, and a signal that arrives in the
 * middle of it would otherwise end the process and lose what was judged. The thread also has a stack on which the reference parser can follow any nesting
 * that the limits allow.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** Mebibytes: ohm takes about twenty frames for one pair of parentheses. */
const stack = 64;

const program = "require(require('node:worker_threads').workerData.main).runProcess()";

/** Runs the command line of this process. The first SIGINT or SIGTERM asks it to come to an end and to report what it has, the next one ends it. */
export function runApart(): void {
  const interruption = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const main = join(import.meta.dirname, "main.cjs");
  const worker = new Worker(program, { eval: true, argv: process.argv.slice(2), workerData: { main, interruption }, resourceLimits: { stackSizeMb: stack } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void Atomics.store(interruption, 0, 1));
  worker.once("error", (failure) => {
    process.stderr.write(`choreo-verify: internal error: ${failure instanceof Error ? failure.message : String(failure)}\n`);
    process.exitCode = 70;
  });
  worker.once("exit", (code) => {
    process.exitCode ??= code;
  });
}
