/** The engine over a host: contexts, and which of them are as the solver remembers them. */
import type { Effort, Engine } from "../solver/index.ts";
import type { Host, Job } from "./host.ts";

export interface Dialect {
  readonly name: () => string;
  /** Commands that hold the next check to the effort. */
  readonly bounds: (effort: Effort) => string;
  /** The command line of the process for this effort; empty where there is no process. */
  readonly words: (effort: Effort) => readonly string[];
}

/** `another` makes an engine with a host of its own. */
export function engineOver(host: Host, { name, bounds, words }: Dialect, another: () => Engine): Engine {
  let contexts = 0;
  return {
    get name() {
      return name();
    },
    bounds,
    open: () => {
      contexts += 1;
      const context = contexts;
      /** The life of the host and the command line with which something was said; undefined if the context is empty. */
      let standing: string | undefined;
      let isFresh = true;
      const key = (effort: Effort): string => JSON.stringify([host.life, words(effort)]);
      const jobOf = (text: string, effort: Effort): Job => {
        // If the host's life ends with this, what was said is lost: the key is that of the life before.
        standing = key(effort);
        const job: Job = { context, isFresh, text, memory: effort.memory ?? 0, words: words(effort) };
        isFresh = false;
        return job;
      };
      return {
        begin: (effort) => {
          isFresh = standing !== key(effort);
          return isFresh;
        },
        say: (text, effort) => host.exchange(jobOf(text, effort), effort.milliseconds),
        tell: (text, effort) => host.give(jobOf(text, effort)),
        hear: ({ milliseconds }) => host.heard(milliseconds),
        hasReplied: host.hasReplied,
        forget: () => {
          standing = undefined;
        },
        abandon: host.end,
        close: () => {
          standing = undefined;
          host.drop(context);
        },
      };
    },
    another,
    close: host.end,
  };
}
