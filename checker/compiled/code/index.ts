/** The code that engines generate, and its two translations. */
export * from "./build.ts";
export { checkProgram } from "./check.ts";
export type { Backend, CodeExport, CodeInstance, CodeMemory, Imports } from "./instance.ts";
export { compileProgram, isAvailable } from "./instantiate.ts";
export { largestMemory, reserveMemory } from "./memory.ts";
export { portableProgram } from "./portable.ts";
export type { PortableProgram } from "./portable.ts";
export { relocated } from "./relocate.ts";
export type { Arithmetic, Code, CodeFunction, Comparison, ImportedFunction, Local, NumberType, Program, Statement, Unary } from "./program.ts";
