/** Typing and scoping: what a parsed program must satisfy before it means anything. */
export { check, localTypes } from "./check.ts";
export type { LocalTypes } from "./types-of-locals.ts";
