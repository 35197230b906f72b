/** Syntax as written: the tree that both parsers build and that `print` writes back. */
export type * from "./names.ts";
export type * from "./comments.ts";
export type * from "./types.ts";
export type * from "./expression.ts";
export type * from "./statement.ts";
export type * from "./property.ts";
export type * from "./program.ts";
export * from "./formulas.ts";
