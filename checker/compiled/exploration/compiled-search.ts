/** A model's code together with the code of the search, compiled for one back end and bound to a memory. */
import type { Backend, CodeExport, CodeMemory, Imports } from "../code/index.ts";
import { checkProgram, compileProgram, isAvailable, reserveMemory } from "../code/index.ts";
import { expandFunction } from "./expand-code.ts";
import type { MemoryMap } from "./memory-map.ts";
import { leastTableBits, memoryMap } from "./memory-map.ts";
import type { ModelCode } from "./model-code.ts";
import { tableFunctions, tableWords } from "./table-code.ts";

export interface CompiledSearch {
  readonly model: ModelCode;
  readonly map: MemoryMap;
  readonly backend: Backend;
  readonly memory: CodeMemory;
  readonly expand: CodeExport;
  readonly insert: CodeExport;
  readonly locate: CodeExport;
  readonly refill: CodeExport;
  /** Absent where the model does not say which command a successor is by. */
  readonly commands?: CodeExport;
  readonly enter?: CodeExport;
}

/** Less memory than this is not worth trying. */
const leastMemory = 2 ** 22;

/** The back end that is used: WebAssembly where there is some, unless JavaScript is asked for. Throws if WebAssembly is asked for in vain. */
export function chosenBackend(wanted: Backend | "auto"): Backend {
  if (wanted === "auto") return isAvailable("wasm") ? "wasm" : "javascript";
  if (!isAvailable(wanted)) throw new Error("this platform has no WebAssembly");
  return wanted;
}

/**
 * Compiles a search that may use `bytes` of memory, or less where the system refuses to reserve so much (`map.size` says how much). Time linear in the code.
 * Throws if the model's code is not well-formed, or if no memory can be had at all.
 */
export function compileSearch(model: ModelCode, bindImports: (memory: CodeMemory) => Imports, backend: Backend, bytes: number): CompiledSearch {
  for (let limit = bytes; ; limit /= 2) {
    const map = memoryMap(model, limit);
    const memory = reserveMemory(map.size, backend, false);
    if (memory === undefined) {
      if (limit < leastMemory) throw new Error("no memory for an exploration can be had");
      continue;
    }
    const own = [expandFunction(map), ...tableFunctions(model, map)];
    const exported = model.functions.map((one) => (hooks.has(one.name) ? { ...one, isExported: true } : one));
    const program = { imports: model.imports, functions: [...exported, ...own] };
    checkProgram(program);
    const find = compileProgram(program, backend, memory)(bindImports(memory));
    const has = (name: string): boolean => model.functions.some((one) => one.name === name);
    memory.words[tableWords.mask >> 2] = 2 ** leastTableBits - 1;
    return {
      model,
      map,
      backend,
      memory,
      expand: find("expand"),
      insert: find("insert"),
      locate: find("locate"),
      refill: find("refill"),
      ...(has("commands") ? { commands: find("commands") } : {}),
      ...(has("enter") ? { enter: find("enter") } : {}),
    };
  }
}

const hooks: ReadonlySet<string> = new Set(["successors", "enter", "commands"]);
