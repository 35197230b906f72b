/** The conditions under which reductions are sound, by name: each can be dropped, which is how the theorem suite shows that it is needed (docs/reductions.md). */

export const reductionConditions = [
  /** A role that could hear from several peers waits until it knows what each of them has sent first. */
  "every-sender-known",
  /** A role whose queue is full is not alone: whoever receives makes room. */
  "room-in-queues",
  /** Nobody else sends to the same mailbox. */
  "own-mailbox",
  /** Messages in a bag, in a lossy network or under faults of messages do not wait in place for their receiver. */
  "steady-queues",
  /** A role that may crash takes its crashes along. */
  "own-crashes",
  /** In every cycle of control some location is never explored alone, so that nobody is ignored for ever. */
  "nobody-ignored",
  /** Steps that a property of several roles can see are never alone. */
  "invisible",
] as const;

export type ReductionCondition = (typeof reductionConditions)[number];

/** All of them: the reduction as it is proved. */
export const allConditions: ReadonlySet<ReductionCondition> = new Set(reductionConditions);
