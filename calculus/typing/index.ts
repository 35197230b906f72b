/** Typing and scoping: what a parsed program must satisfy before it means anything. */
export { check } from "./check.ts";
