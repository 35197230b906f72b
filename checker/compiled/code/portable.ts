/** Programs that another thread runs on the same memory. */
import type { Backend, CodeMemory } from "./instance.ts";
import { printProgram } from "./javascript/print.ts";
import type { Program } from "./program.ts";
import { moduleFor } from "./webassembly/compile.ts";

/** What can be sent to a thread: a module's bytes, or the text of a function of memory and imports. */
export type PortableProgram =
  | { readonly kind: "wasm"; readonly bytes: Uint8Array; readonly memory: object }
  | { readonly kind: "javascript"; readonly text: string; readonly buffer: SharedArrayBuffer };

/** A well-formed program without imports, for a shared memory. */
export function portableProgram(program: Program, backend: Backend, memory: CodeMemory): PortableProgram {
  const { buffer } = memory.words;
  if (!(buffer instanceof SharedArrayBuffer)) throw new Error("the memory is not shared");
  if (backend === "javascript") return { kind: "javascript", text: printProgram(program), buffer };
  if (memory.handle === undefined) throw new Error("the memory is not one of WebAssembly");
  return { kind: "wasm", bytes: moduleFor(program, memory), memory: memory.handle };
}
