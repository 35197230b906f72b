/** Exploration of generated code: what the code must be, and the search. */
export * from "./model-code.ts";
