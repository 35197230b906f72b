/**
 * The design decisions of a machine that masks crashes by replay, each a switch (docs/sagas.md). The first value of each is that of the sound machine; another one drops an
 * assumption of the replay theorem or of saga atomicity.
 */
import type { ReplaySwitch, RuntimeDefinition } from "../../calculus/core/index.ts";

export interface ReplaySwitches extends Readonly<Record<ReplaySwitch, string>> {
  /** Whether what a transaction did is written down, so that it does not happen again. */
  readonly journal: "on" | "off";
  /** Whether a transaction that is skipped answers as it did at first, or as it would answer now. */
  readonly results: "logged" | "recomputed";
  /** Whether a transaction that aborted aborts again at a replay, or tries again. */
  readonly decisions: "logged" | "repeated";
  /** When the queue forgets a message: when its receiver has completed the session, or when it takes the message. */
  readonly ack: "completion" | "receipt";
  /** Whether a queue outlives a crash of its consumer, and a restart of the broker. */
  readonly queue: "durable" | "volatile";
  /** Whether messages outlive a restart of the broker. */
  readonly messages: "persistent" | "transient";
  /** Whether messages carry the sender's number, or count as they arrive. */
  readonly delivery: "sequenced" | "plain";
  /** Whether a send that fails is tried again, or forgotten. */
  readonly confirm: "on" | "off";
  /** Whether effect and journal entry are one step. */
  readonly commit: "atomic" | "split";
  /** Whether a role that recovers may be started a second time by a message that comes again; then the check of the journal and the effect are two steps. */
  readonly recovery: "single-flight" | "concurrent";
  /** Whether a session that was told of the abort stops, or goes on. */
  readonly "abort-check": "on" | "off";
  /** Whether a transaction that was compensated is refused, or counts as done. */
  readonly tombstones: "on" | "off";
  /** Whether an abort that comes before the session began is remembered. */
  readonly "abort-memo": "on" | "off";
  /** The last transaction of a role is compensated first, or any. */
  readonly compensation: "reverse" | "unordered";
  /** What is marked as compensated when one transaction is. */
  readonly marks: "each" | "all";
  /** Whether a compensation that was interrupted is tried again. */
  readonly retries: "on" | "off";
  /** What an exception of a role leads to: the session begins again, or is forgotten until the role crashes. */
  readonly exceptions: "restart" | "forget";
  /** Whether the last message of a session may come in between its end and its acknowledgement, and stay. */
  readonly acks: "registered" | "raced";
  /** Whether the end of a process and that of its session are two steps, or one. */
  readonly completion: "separate" | "immediate";
  /** Who tells of an abort: the machine, or the program. */
  readonly abort: "broadcast" | "explicit";
}

/** All assumptions of the theorems hold. */
export const soundMachine: ReplaySwitches = {
  journal: "on",
  results: "logged",
  decisions: "logged",
  ack: "completion",
  queue: "durable",
  messages: "persistent",
  delivery: "sequenced",
  confirm: "on",
  commit: "atomic",
  recovery: "single-flight",
  "abort-check": "on",
  tombstones: "on",
  "abort-memo": "on",
  compensation: "reverse",
  marks: "each",
  retries: "on",
  exceptions: "restart",
  acks: "registered",
  completion: "separate",
  abort: "broadcast",
};

/** The public code of Accompanist (the runtime of Strate Kløvedal, Plyukhin, Peressotti and Montesi, arXiv 2603.20942), as it was read, not run. */
const asImplemented: ReplaySwitches = {
  ...soundMachine,
  results: "recomputed",
  decisions: "repeated",
  messages: "transient",
  confirm: "off",
  recovery: "concurrent",
  "abort-check": "off",
  tombstones: "off",
  "abort-memo": "off",
  compensation: "unordered",
  marks: "all",
  retries: "off",
  exceptions: "forget",
  acks: "raced",
};

/** The switches of a file's `runtime replay`; those of the sound machine where there is none. Names and values were checked. */
export function switchesOf(runtime: RuntimeDefinition | undefined): ReplaySwitches {
  const preset = runtime?.preset === "as-implemented" ? asImplemented : soundMachine;
  const settings = (runtime?.settings ?? []).map(({ name, value }) => [name, value] as const);
  return { ...preset, ...Object.fromEntries(settings) };
}

/** The switches that are not as in the sound machine: `ack receipt`. */
export function droppedAssumptions(switches: ReplaySwitches): readonly string[] {
  return Object.entries(switches).flatMap(([name, value]) =>
    value === soundMachine[name as keyof ReplaySwitches] || name === "abort" || name === "completion" ? [] : [`${name} ${String(value)}`],
  );
}
