/** Programs made to run: as WebAssembly, or as JavaScript where that is asked for or there is no WebAssembly. */
import { compileJavaScript } from "./javascript/compile.ts";
import type { Program } from "./program.ts";
import { compileWebAssembly, hasWebAssembly } from "./webassembly/compile.ts";

export type Backend = "wasm" | "javascript";

export type CodeExport = (...of: readonly number[]) => number;

/** Functions take and give i32 as signed numbers; those without a result give something of no meaning. */
export type Imports = Readonly<Record<string, CodeExport>>;

/** One memory, as words and as bytes. It keeps its size; what is never written takes no room. */
export interface CodeMemory {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** What a WebAssembly module imports; absent for JavaScript. */
  readonly handle?: object;
}

/** The exported function with this name. Throws if there is none. */
export type CodeInstance = (name: string) => CodeExport;

/** Whether `backend` can be used here. */
export function isAvailable(backend: Backend): boolean {
  return backend === "javascript" || hasWebAssembly();
}

/** A program compiled for one back end; `instantiate` binds it to a memory. The program must be well-formed (`checkProgram`). */
export function compileProgram(program: Program, backend: Backend, memory: CodeMemory): (imports: Imports) => CodeInstance {
  return backend === "wasm" ? compileWebAssembly(program, memory) : compileJavaScript(program, memory);
}
