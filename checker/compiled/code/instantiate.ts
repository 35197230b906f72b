/** Programs made to run: as WebAssembly, or as JavaScript where that is asked for or there is no WebAssembly. */
import type { Backend, CodeInstance, CodeMemory, Imports } from "./instance.ts";
import { compileJavaScript } from "./javascript/compile.ts";
import type { Program } from "./program.ts";
import { compileWebAssembly, hasWebAssembly } from "./webassembly/compile.ts";

/** Whether `backend` can be used here. */
export function isAvailable(backend: Backend): boolean {
  return backend === "javascript" || hasWebAssembly();
}

/** A program compiled for one back end; `instantiate` binds it to a memory. The program must be well-formed (`checkProgram`). */
export function compileProgram(program: Program, backend: Backend, memory: CodeMemory): (imports: Imports) => CodeInstance {
  return backend === "wasm" ? compileWebAssembly(program, memory) : compileJavaScript(program, memory);
}
