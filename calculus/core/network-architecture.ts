/** What the network does with messages between the step that sends them and the step that receives them: a parameter of every verdict (docs/semantics.md §6). */

export interface NetworkArchitecture {
  /** `fifo`: one queue for each ordered pair of roles; `mailbox`: one queue for each receiver; `bag`: for each ordered pair a multiset. */
  readonly order: "fifo" | "mailbox" | "bag";
  /** A send waits while the queue (of a bag: the multiset) holds so many messages; absent: never. At least 1. */
  readonly capacity?: number;
  /** Any message may be lost at any time. */
  readonly lossy: boolean;
  /** Any receive may leave its message in the queue. */
  readonly duplicating: boolean;
}

/** The default: reliable queues without bound, one for each ordered pair of roles. */
export const fifo: NetworkArchitecture = { order: "fifo", lossy: false, duplicating: false };

/** The words after `on` that say so: `fifo`, `mailbox lossy`, `bounded(2)`. Equal words iff equal networks. */
export function networkWords({ order, capacity, lossy, duplicating }: NetworkArchitecture): string {
  const more = [...(capacity === undefined ? [] : [`bounded(${String(capacity)})`]), ...(lossy ? ["lossy"] : []), ...(duplicating ? ["duplicating"] : [])];
  return [...(order === "fifo" && more.length > 0 ? [] : [order]), ...more].join(" ");
}

/** The network of some words; or the first word that is none, is said twice or contradicts another. `""` is `fifo`. Linear. */
export function networkOfWords(
  words: readonly string[],
): { readonly ok: true; readonly network: NetworkArchitecture } | { readonly ok: false; readonly word: string } {
  let network: NetworkArchitecture = fifo;
  const seen = new Set<string>();
  for (const word of words) {
    const capacity = /^bounded\(([1-9][0-9]{0,8})\)$/.exec(word)?.[1];
    const aspect = capacity !== undefined ? "bounded" : word === "fifo" || word === "mailbox" || word === "bag" ? "order" : word;
    if (seen.has(aspect)) return { ok: false, word };
    seen.add(aspect);
    if (capacity !== undefined) network = { ...network, capacity: Number(capacity) };
    else if (word === "fifo" || word === "mailbox" || word === "bag") network = { ...network, order: word };
    else if (word === "lossy" || word === "duplicating") network = { ...network, [word]: true };
    else return { ok: false, word };
  }
  return { ok: true, network };
}
