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
