/** The door of shrinking. */
export { shrink } from "./shrink.ts";
export type { Shrunk, ShrinkOptions } from "./shrink.ts";
