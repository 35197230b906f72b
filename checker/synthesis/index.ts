/** Synthesis: a protocol from endpoints, or the run that shows why there is none (docs/synthesis.md). */
export { synthesisItem } from "./items.ts";
export type { SynthesisItem } from "./items.ts";
export { judgeSynthesis } from "./judge.ts";
export type { SynthesisOptions } from "./judge.ts";
