/** Replacement: may an endpoint stand where another one stood, by its type alone or relative to a protocol (docs/asynchronous-subtyping.md). */
export { replacementItem } from "./items.ts";
export type { ReplacementItem } from "./items.ts";
export { judgeReplacement } from "./judge.ts";
export { replayViolation } from "./replay-violation.ts";
export type { ReplacementOptions, ReplacementReference } from "./judge.ts";
