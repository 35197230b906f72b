/** The built-in properties of a choreography, by the names under which expectations ask for them. */

/** Those about the text, and those about runs, which need a choreography that can be run by itself. */
const aboutText = ["well-typed", "projectable"] as const;
const aboutRuns = ["no-failure", "deadlock-free", "reception-safe", "orphan-free", "assert"] as const;

export type RunProperty = (typeof aboutRuns)[number];
export type BuiltInProperty = (typeof aboutText)[number] | RunProperty;

/** The built-in properties that this version judges. */
export const builtInProperties: readonly BuiltInProperty[] = [...aboutText, ...aboutRuns];

const names: ReadonlySet<string> = new Set(builtInProperties);
const namesAboutRuns: ReadonlySet<string> = new Set(aboutRuns);

/** Whether this version judges a built-in property of this name. */
export function isBuiltInProperty(name: string): name is BuiltInProperty {
  return names.has(name);
}

/** Whether a built-in property is decided by looking at runs. */
export function isAboutRuns(property: BuiltInProperty): property is RunProperty {
  return namesAboutRuns.has(property);
}

/** What machines that crash and replay are asked (docs/language.md, Runtimes). */
const aboutReplay = ["replay-safe", "saga-atomic", "exactly-once", "outcome-deterministic", "residue-free", "recovers"] as const;

export type ReplayProperty = (typeof aboutReplay)[number];

/** The built-in properties of choreographies on machines that crash and replay. */
export const replayProperties: readonly ReplayProperty[] = aboutReplay;

/** Whether a built-in property is about machines that crash and replay. */
export function isReplayProperty(name: string): name is ReplayProperty {
  return (aboutReplay as readonly string[]).includes(name);
}

/** Known to the language and refused by this version. */
export const laterProperties: ReadonlySet<string> = new Set([
  "safe",
  "live",
  "live+",
  "live++",
  "terminating",
  "never-terminating",
  "bounded",
  "deterministic",
  "confluent",
  "rescue-consistent",
  "budget",
  "capability",
  "no-leak",
]);

/** Networks known to the language and refused by this version. */
export const laterNetworks: ReadonlySet<string> = new Set(["sequence-indexed"]);
