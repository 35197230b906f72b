/** The built-in properties of a choreography, by the names under which expectations ask for them. */

/** Judged by this version; `runs` tells those about runs, which need a choreography that can be run by itself. */
export const builtInProperties: ReadonlyMap<string, { readonly runs: boolean }> = new Map([
  ["well-typed", { runs: false }],
  ["projectable", { runs: false }],
  ["no-failure", { runs: true }],
  ["deadlock-free", { runs: true }],
  ["reception-safe", { runs: true }],
  ["orphan-free", { runs: true }],
  ["assert", { runs: true }],
]);

/** Known to the language and refused by this version. */
export const laterProperties: ReadonlySet<string> = new Set([
  "implementable",
  "implementable-open",
  "safe",
  "live",
  "live+",
  "live++",
  "terminating",
  "never-terminating",
  "bounded",
  "k-mc",
  "deterministic",
  "confluent",
  "replay-safe",
  "saga-atomic",
  "rescue-consistent",
  "budget",
  "capability",
  "no-leak",
  "conforms",
]);

/** Networks known to the language and refused by this version; `bounded` is written with its bound. */
export const laterNetworks: ReadonlySet<string> = new Set(["mailbox", "bag", "lossy", "duplicating", "bounded", "sequence-indexed"]);
