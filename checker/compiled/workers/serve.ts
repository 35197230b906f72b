/** What a thread of a search does: it waits for jobs, and does turns of each until there are none. */

/** Addresses, in bytes, of the words through which threads talk. */
export interface TeamAddresses {
  readonly job: number;
  readonly kind: number;
  readonly done: number;
  readonly ready: number;
  readonly failed: number;
}

/** Turns give 1 if there may be more of them. */
export type Turns = Readonly<Record<string, () => number>>;

/** Serves until a job of kind 0. Its text is the program of threads: it uses nothing but its parameters and what is everywhere. */
export function serve(words: Int32Array, turns: Turns, addresses: TeamAddresses): void {
  let seen = 0;
  Atomics.add(words, addresses.ready >> 2, 1);
  for (;;) {
    Atomics.wait(words, addresses.job >> 2, seen);
    const job = Atomics.load(words, addresses.job >> 2);
    if (job === seen) continue;
    seen = job;
    const kind = Atomics.load(words, addresses.kind >> 2);
    if (kind === 0) return;
    const turn = kind === 1 ? turns["expandSome"] : turns["refillSome"];
    try {
      while (turn?.() === 1);
    } catch {
      Atomics.store(words, addresses.failed >> 2, 1);
    }
    Atomics.add(words, addresses.done >> 2, 1);
    Atomics.notify(words, addresses.done >> 2);
  }
}
