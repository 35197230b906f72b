/**
 * Threads that search together over one shared memory; the one place of the explicit-state engine that starts any. They are started from text, so that they need no file:
 * that of `serve`, and of their part of the generated code. They never keep the process alive, and end when the team is closed.
 */
import { Worker } from "node:worker_threads";
import type { PortableProgram } from "../code/index.ts";
import type { CompiledSearch, Team } from "../exploration/index.ts";
import { programOfThread, teamWords } from "../exploration/index.ts";
import { serve } from "./serve.ts";

/** How long this thread waits, in milliseconds, before it looks whether another one has failed, and how often it does so before it gives up. */
const patience = { milliseconds: 100, times: 6_000 } as const;

/** The threads of a search that was compiled for several. They are started when `isReady` is first asked. */
export function teamOf(compiled: CompiledSearch): Team {
  const { words } = compiled.memory;
  const others = compiled.threads - 1;
  let workers: readonly Worker[] | undefined;
  let isClosed = false;

  const start = (): readonly Worker[] =>
    Array.from({ length: others }, (_, index) => {
      const program = programOfThread(compiled, index + 1);
      const worker = new Worker(threadText(program), { eval: true, execArgv: [], workerData: dataOf(program) });
      worker.on("error", () => Atomics.store(words, teamWords.failed >> 2, 1));
      worker.unref();
      return worker;
    });
  const announce = (kind: number): void => {
    Atomics.store(words, teamWords.done >> 2, 0);
    Atomics.store(words, teamWords.kind >> 2, kind);
    Atomics.add(words, teamWords.job >> 2, 1);
    Atomics.notify(words, teamWords.job >> 2);
  };
  const waitForOthers = (): void => {
    for (let times = 0; ; times += 1) {
      const done = Atomics.load(words, teamWords.done >> 2);
      if (done >= others) break;
      if (times > patience.times) throw new Error("a thread of the search does not answer");
      Atomics.wait(words, teamWords.done >> 2, done, patience.milliseconds);
    }
    if (Atomics.load(words, teamWords.failed >> 2) !== 0) throw new Error("a thread of the search has failed");
  };

  return {
    isReady: () => {
      if (isClosed) return false;
      workers ??= start();
      return Atomics.load(words, teamWords.ready >> 2) === others;
    },
    work: (job, turn) => {
      announce(job);
      while (turn());
      waitForOthers();
    },
    close: () => {
      isClosed = true;
      if (workers === undefined) return;
      announce(0);
      // A thread that was not ready yet ends at once: its first job is to end. One that hangs is ended from outside.
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** What the thread is given besides its text. */
function dataOf(program: PortableProgram): unknown {
  return program.kind === "wasm" ? { bytes: program.bytes, memory: program.memory } : { buffer: program.buffer };
}

function threadText(program: PortableProgram): string {
  const turns =
    program.kind === "wasm"
      ? "new WebAssembly.Instance(new WebAssembly.Module(data.bytes), { e: { memory: data.memory } }).exports"
      : `(function (m, e) {${program.text}})({ words, bytes: new Uint8Array(buffer) }, {})`;
  return `"use strict";
const data = require("node:worker_threads").workerData;
const buffer = data.memory === undefined ? data.buffer : data.memory.buffer;
const words = new Int32Array(buffer);
(${serve.toString()})(words, ${turns}, ${JSON.stringify(teamWords)});`;
}
