/** A solver's thread as seen from here: started when it is needed, asked one thing at a time, ended when it does not answer, and started again. */
import type { Reply } from "../solver/index.ts";
import type { Thread } from "./outside-world.ts";
import { endProcess } from "./outside-world.ts";

/** What a thread says. */
export type Message =
  /** It is there; `module` is compiled code that the next thread may be given, `exceptions` by what way those of the embedded solver go. */
  | { readonly kind: "ready"; readonly module?: object; readonly exceptions?: "webassembly" | "javascript" }
  /** It has started a process. */
  | { readonly kind: "started"; readonly process: number }
  | Reply;

/** What it is asked to do. */
export type Order = ({ readonly kind: "say" } & Job) | { readonly kind: "drop"; readonly context: number };

export interface Job {
  readonly context: number;
  /** The context begins anew, whatever it was. */
  readonly isFresh: boolean;
  readonly text: string;
  /** Mebibytes; 0 for no limit. */
  readonly memory: number;
  /** The command line of a process. */
  readonly words: readonly string[];
}

export interface Host {
  /** Changes whenever everything that the thread knew is lost. */
  readonly life: number;
  /** Does the job and waits for the reply. Where there is none in time, the thread is ended. */
  readonly exchange: (job: Job, milliseconds: number) => Reply;
  /** Gives the thread the job; then `heard` waits for the reply. In between nothing else may be asked of it. */
  readonly give: (job: Job) => void;
  readonly heard: (milliseconds: number) => Reply;
  /** Whether the reply to what was given is there, so that `heard` does not wait. */
  readonly hasReplied: () => boolean;
  /** Tells the thread that a context is not needed any more. */
  readonly drop: (context: number) => void;
  readonly end: () => void;
}

/** Milliseconds: how long a thread may take to start, and how often it is looked whether somebody asks to stop. */
const patience = { start: 60_000, look: 100 } as const;

/** Code that a thread has compiled, for the next one: of this host, or of another one that shares it. */
export interface Compiled {
  module?: object;
}

/** The host of threads that `start` starts, with the code that an earlier one has compiled. `shouldStop` is asked while this thread waits. */
export function hostOf(start: (module: object | undefined) => Thread, shouldStop?: () => string | undefined, compiled: Compiled = {}): Host {
  let thread: Thread | undefined;
  let life = 0;
  /** Whether the thread has said that it is there. */
  let isReady = false;
  const processes = new Set<number>();

  const end = (): void => {
    if (thread === undefined) return;
    thread.end();
    thread = undefined;
    early = undefined;
    life += 1;
    for (const one of processes) endProcess(one);
    processes.clear();
  };

  /** What the thread has said that nobody has asked for yet. */
  let early: Message | undefined;

  /** The next message, but not that a process was started: it is noted. */
  const receive = (from: Thread, milliseconds: number): Message | "over" | undefined => {
    for (;;) {
      const known = early;
      early = undefined;
      if (known !== undefined) return known;
      const received = from.receive(milliseconds);
      if (received === "over" || received === undefined) return received;
      const message = received.message as Message;
      if (message.kind === "ready" && message.module !== undefined) compiled.module ??= message.module;
      if (message.kind !== "started") return message;
      processes.add(message.process);
    }
  };

  /** Waits for the reply, or for the thread to be ready. */
  const wait = (from: Thread, milliseconds: number): Reply | { readonly kind: "ready" } => {
    let left = milliseconds;
    while (left > 0) {
      const slice = Math.min(left, shouldStop === undefined ? left : patience.look);
      const message = receive(from, slice);
      if (message === "over") return { kind: "lost", reason: "crash", detail: "the solver's thread has ended" };
      if (message !== undefined) return message as Reply | { readonly kind: "ready" };
      left -= slice;
      const reason = shouldStop?.();
      if (reason !== undefined) return { kind: "lost", reason: "interrupted", detail: reason };
    }
    return { kind: "lost", reason: "time", detail: `no answer in ${String(milliseconds)} ms` };
  };

  const give = (job: Job): void => {
    if (thread === undefined) {
      isReady = false;
      thread = start(compiled.module);
    }
    thread.post({ kind: "say", ...job } satisfies Order);
  };

  const heard = (milliseconds: number): Reply => {
    if (thread === undefined) return { kind: "lost", reason: "crash", detail: "nothing was asked" };
    if (!isReady) {
      const said = wait(thread, patience.start);
      if (said.kind !== "ready") {
        end();
        return said;
      }
      isReady = true;
    }
    const said = wait(thread, milliseconds);
    if (said.kind === "reply") return said;
    end();
    // An interrupt from the terminal goes to the solver's process, too, which may end before it is noticed here.
    const reason = said.kind === "lost" && said.reason === "crash" ? shouldStop?.() : undefined;
    if (reason !== undefined) return { kind: "lost", reason: "interrupted", detail: reason };
    return said.kind === "lost" ? said : { kind: "lost", reason: "garbage", detail: "the solver's thread says that it is ready again" };
  };

  return {
    get life() {
      return life;
    },
    exchange: (job, milliseconds) => {
      give(job);
      return heard(milliseconds);
    },
    give,
    heard,
    hasReplied: () => {
      if (thread === undefined) return true;
      for (;;) {
        const message = receive(thread, 0);
        if (message === "over") return true;
        if (message === undefined) return false;
        if (message.kind === "ready" && !isReady) isReady = true;
        else {
          early = message;
          return true;
        }
      }
    },
    drop: (context) => thread?.post({ kind: "drop", context } satisfies Order),
    end,
  };
}
