/** The code that engines generate, and its two translations. */
export * from "./build.ts";
export type { Arithmetic, Code, CodeFunction, Comparison, ImportedFunction, Local, NumberType, Program, Statement, Unary } from "./program.ts";
