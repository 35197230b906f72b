/** What is judged of the data of protocols: refinements of payloads and of variables of loops (docs/refinements.md). */
export { refinementItem } from "./items.ts";
export type { RefinementItem } from "./items.ts";
export { refinementJudge } from "./judge.ts";
export { knowledgeParts, unknownToSenders } from "./knowledge.ts";
export type { KnowledgeParts } from "./knowledge.ts";
export { refinementParts } from "./symbolic.ts";
export type { RefinementParts } from "./symbolic.ts";
