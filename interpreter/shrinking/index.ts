/** The door of shrinking. */
export { shrink } from "./shrink.ts";
