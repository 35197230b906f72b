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

/**
 * Serves until a job of kind 0. What goes wrong, at the start or in a turn, is written to `trouble`: the length in bytes of a text, and from the fifth byte on the text, of the first
 * thread that has one. The function's text is the program of threads: it uses nothing but its parameters and what is everywhere.
 */
export function serve(words: Int32Array, begin: () => Turns, addresses: TeamAddresses, trouble: SharedArrayBuffer): void {
  const fail = (error: unknown): void => {
    const length = new Int32Array(trouble, 0, 1);
    if (Atomics.compareExchange(length, 0, 0, -1) === 0) {
      const text = new TextEncoder().encode(String(error)).subarray(0, trouble.byteLength - 4);
      new Uint8Array(trouble, 4).set(text);
      Atomics.store(length, 0, text.length);
    }
    Atomics.store(words, addresses.failed >> 2, 1);
    Atomics.notify(words, addresses.ready >> 2);
  };
  let seen = 0;
  let turns: Turns;
  try {
    turns = begin();
  } catch (error) {
    fail(error);
    return;
  }
  Atomics.add(words, addresses.ready >> 2, 1);
  Atomics.notify(words, addresses.ready >> 2);
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
    } catch (error) {
      fail(error);
    }
    Atomics.add(words, addresses.done >> 2, 1);
    Atomics.notify(words, addresses.done >> 2);
  }
}
