/** Typing and scoping: what a parsed program must satisfy before it means anything. */
export { check, checkProgram, localTypes } from "./check.ts";
export type { Checked } from "./check.ts";
export type { LocalTypes } from "./types-of-locals.ts";
export { entryProblem } from "./closed-choreography.ts";
export { builtInProperties, laterProperties } from "./built-in-properties.ts";
