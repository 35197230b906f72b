/**
 * What solvers need of the world outside, and the one place of this folder that touches it: threads, the programs of this machine, the files of installed packages.
 * Threads are started from the text of a function, so that they need no file of ours.
 */
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { env, kill } from "node:process";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

/** Mebibytes: solvers recurse deeply, as programs with the stack of a process. */
const stack = 64;

/** What a thread is started with besides its own data. It counts what it sends in the first of the words, and says in the second that it is over. */
export interface ThreadData {
  readonly port: ThreadPort;
  readonly words: Int32Array;
}

/** The thread's end of the channel. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: never) => void): void;
}

/** Loads a module of Node by name, or a package's file by its path. */
export type Load = (name: string) => unknown;

/** A thread, and messages to and from it that need no turn of this thread's event loop. */
export interface Thread {
  readonly post: (message: unknown) => void;
  /** Waits for the next message. `over`: there will be none; undefined: there was none in so many milliseconds. */
  readonly receive: (milliseconds: number) => { readonly message: unknown } | "over" | undefined;
  /** Ends it at once, whatever it does. */
  readonly end: () => void;
}

/** Starts a thread that runs the function. Its text is its program: it uses nothing but its parameters and what is everywhere. */
export function startThread<T>(serve: (load: Load, data: ThreadData & T) => void, data: T): Thread {
  const words = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const { port1: ours, port2: theirs } = new MessageChannel();
  const program = `"use strict";
const given = require("node:worker_threads").workerData;
process.on("exit", () => { Atomics.store(given.words, 1, 1); Atomics.notify(given.words, 0); });
(${serve.toString()})(require, given);`;
  const worker = new Worker(program, {
    eval: true,
    execArgv: [],
    workerData: { ...data, words, port: theirs },
    transferList: [theirs],
    stdout: true,
    stderr: true,
    resourceLimits: { stackSizeMb: stack },
  });
  // A thread that fails is over, which is all that is asked about it.
  worker.on("error", () => undefined);
  worker.unref();
  const receive = (): { readonly message: unknown } | undefined => receiveMessageOnPort(ours);
  return {
    post: (message) => ours.postMessage(message),
    receive: (milliseconds) => {
      for (;;) {
        const sent = Atomics.load(words, 0);
        const received = receive();
        if (received !== undefined) return received;
        if (Atomics.load(words, 1) !== 0) return "over";
        if (Atomics.wait(words, 0, sent, milliseconds) === "timed-out") return receive();
      }
    },
    end: () => {
      ours.close();
      void worker.terminate();
    },
  };
}

/** Ends a process of ours at once. */
export function endProcess(id: number): void {
  try {
    kill(id, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** The path of the program on PATH; undefined if there is none. */
export function findProgram(name: string): string | undefined {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of a file of an installed package, from where this program is installed; undefined if it is not. */
export function packageFile(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

/** The version of an installed package, as it says itself; undefined if it is not there, or says none. */
export function packageVersion(name: string): string | undefined {
  const path = packageFile(`${name}/package.json`);
  if (path === undefined) return undefined;
  return /"version":\s*"([^"]{1,40})"/.exec(readFileSync(path, "utf8"))?.[1];
}
