/**
 * The switches of the machine that replays (docs/language.md, Runtimes): one for each decision of its design. The first value of each is that of the sound machine,
 * and dropping any of them is known to break a property (Kløvedal, Plyukhin, Peressotti, Montesi, Accompanist, 2026, and its public code).
 */
export type ReplaySwitch =
  | "journal"
  | "results"
  | "decisions"
  | "ack"
  | "queue"
  | "messages"
  | "delivery"
  | "confirm"
  | "commit"
  | "recovery"
  | "abort-check"
  | "tombstones"
  | "abort-memo"
  | "compensation"
  | "marks"
  | "retries"
  | "exceptions"
  | "acks"
  | "completion"
  | "abort";

/** The values of each switch, that of the sound machine first. */
export const replaySwitches: Readonly<Record<ReplaySwitch, readonly [sound: string, other: string]>> = {
  journal: ["on", "off"],
  results: ["logged", "recomputed"],
  decisions: ["logged", "repeated"],
  ack: ["completion", "receipt"],
  queue: ["durable", "volatile"],
  messages: ["persistent", "transient"],
  delivery: ["sequenced", "plain"],
  confirm: ["on", "off"],
  commit: ["atomic", "split"],
  recovery: ["single-flight", "concurrent"],
  "abort-check": ["on", "off"],
  tombstones: ["on", "off"],
  "abort-memo": ["on", "off"],
  compensation: ["reverse", "unordered"],
  marks: ["each", "all"],
  retries: ["on", "off"],
  exceptions: ["restart", "forget"],
  acks: ["registered", "raced"],
  completion: ["separate", "immediate"],
  abort: ["broadcast", "explicit"],
};
