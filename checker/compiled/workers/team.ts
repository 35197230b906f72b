/**
 * Threads that search together over one shared memory; the one place of the explicit-state engine that starts any. They are started from text, so that they need no file:
 * that of `serve`, and of their part of the generated code. They never keep the process alive, and end when the team is closed. A thread that does not come is no
 * error: who asked for it is told.
 */
import { Worker } from "node:worker_threads";
import type { PortableProgram } from "../code/index.ts";
import type { CompiledSearch, Team, Teamwork } from "../exploration/index.ts";
import { programOfThread, teamWords, usualTeamwork } from "../exploration/index.ts";
import { serve } from "./serve.ts";

/** How a team is made. What is not usual about it is for tests. */
export interface TeamOptions extends Teamwork {
  /** Starts a thread with this program, which finds `data` as its `workerData`. */
  readonly startThread: (program: string, data: object) => Worker;
  /** How often this thread waits for the others to begin, `interval` milliseconds each time, before it does without them. */
  readonly patience: number;
}

/** Milliseconds after which a thread that waits looks whether another one has failed. */
const interval = 100;
/** How often it does so for others that work, before it gives up. */
const patienceAtWork = 6_000;
/** Bytes of the text of an error. */
const roomForTrouble = 1_024;

export const usualTeam: TeamOptions = {
  ...usualTeamwork,
  startThread: (program, data) => new Worker(program, { eval: true, execArgv: [], workerData: data }),
  patience: 100,
};

/** The threads of a search that was compiled for several. */
export function teamOf(compiled: CompiledSearch, options: TeamOptions = usualTeam): Team {
  const { words } = compiled.memory;
  const others = compiled.threads - 1;
  const told = new SharedArrayBuffer(roomForTrouble);
  const workers: Worker[] = [];
  let isStarted = false;
  let isThere: boolean | undefined;
  let trouble: string | undefined;

  const start = (): void => {
    if (isStarted) return;
    isStarted = true;
    try {
      for (let thread = 1; thread <= others; thread += 1) {
        const program = programOfThread(compiled, thread);
        const worker = options.startThread(threadText(program), { ...dataOf(program), trouble: told });
        workers.push(worker);
        worker.on("error", () => Atomics.store(words, teamWords.failed >> 2, 1));
        worker.unref();
      }
    } catch (error) {
      trouble = String(error);
    }
  };
  const hasFailed = (): boolean => Atomics.load(words, teamWords.failed >> 2) !== 0;
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
      if (times > patienceAtWork) throw new Error("a thread of the search does not answer");
      Atomics.wait(words, teamWords.done >> 2, done, interval);
    }
    if (hasFailed()) throw new Error(`a thread of the search has failed: ${textOf(told)}`);
  };
  const waitForStart = (): boolean => {
    for (let times = 0; trouble === undefined; times += 1) {
      const ready = Atomics.load(words, teamWords.ready >> 2);
      if (hasFailed()) trouble = textOf(told);
      else if (ready >= others) return true;
      else if (times >= options.patience) trouble = `it did not begin within ${String((interval * options.patience) / 1_000)} seconds`;
      else Atomics.wait(words, teamWords.ready >> 2, ready, interval);
    }
    return false;
  };

  return {
    teamwork: options,
    start,
    isThere: () => {
      start();
      return (isThere ??= waitForStart());
    },
    trouble: () => trouble,
    work: (job, turn) => {
      announce(job);
      while (turn());
      waitForOthers();
    },
    close: () => {
      if (!isStarted) return;
      announce(0);
      // A thread that was not ready yet ends at once: its first job is to end. One that hangs is ended from outside.
      for (const worker of workers) void worker.terminate();
    },
  };
}

function textOf(trouble: SharedArrayBuffer): string {
  const length = Atomics.load(new Int32Array(trouble, 0, 1), 0);
  // A text decoder takes no shared memory.
  return new TextDecoder().decode(new Uint8Array(trouble, 4, Math.max(0, length)).slice()) || "it ended";
}

/** What the thread is given besides its text. */
function dataOf(program: PortableProgram): object {
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
(${serve.toString()})(words, () => ${turns}, ${JSON.stringify(teamWords)}, data.trouble);`;
}
