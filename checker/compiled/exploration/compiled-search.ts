/** A model's code together with the code of the search, compiled for one back end and bound to a memory. */
import type { Backend, CodeExport, CodeMemory, Imports, PortableProgram, Program } from "../code/index.ts";
import { checkProgram, compileProgram, isAvailable, portableProgram, relocated, reserveMemory } from "../code/index.ts";
import type { Approximation } from "./approximate-code.ts";
import { insertApproximately } from "./approximate-code.ts";
import { expandFunction } from "./expand-code.ts";
import type { MemoryMap } from "./memory-map.ts";
import { leastTableBits, mapOfThread, maxCandidates, memoryMap } from "./memory-map.ts";
import type { ModelCode } from "./model-code.ts";
import { notingFunctions } from "./noted-code.ts";
import { tableWords } from "./probe-code.ts";
import { rowFunctions } from "./row-code.ts";
import { sharedFunctions, slack, teamWords } from "./shared-code.ts";
import { tableFunctions } from "./table-code.ts";

export interface CompiledSearch {
  readonly model: ModelCode;
  readonly map: MemoryMap;
  readonly backend: Backend;
  readonly memory: CodeMemory;
  readonly expand: CodeExport;
  readonly insert: CodeExport;
  readonly locate: CodeExport;
  readonly refill: CodeExport;
  readonly enter?: CodeExport;
  /** For searches that do not keep whole states. */
  readonly insertApproximately?: CodeExport;
  readonly threads: number;
  /** For several threads. */
  readonly shared?: { readonly expandSome: CodeExport; readonly refillSome: CodeExport; readonly moveRow: CodeExport };
}

export interface SearchKind {
  /** That expand rows; 1 by default. */
  readonly threads?: number;
  readonly approximate?: Approximation | undefined;
  /** The limit of states: no more memory is reserved than so many take. Approximate searches, whose tables are as large as the limit in bytes allows, do not look at it. */
  readonly maxStates?: number;
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
 * Compiles a search that may use `bytes` of memory, or less where the system refuses to reserve so much (`map.size` says how much). For several threads the
 * memory is shared, and `programOf` gives the code of the others. Time linear in the code. Throws if the model's code is not well-formed, or if no memory
 * can be had at all.
 */
export function compileSearch(
  model: ModelCode,
  bindImports: (memory: CodeMemory) => Imports,
  backend: Backend,
  bytes: number,
  how: SearchKind = {},
): CompiledSearch {
  const { threads = 1, approximate, maxStates } = how;
  const mostRows = maxStates === undefined || approximate !== undefined ? Number.POSITIVE_INFINITY : rowsFor(model, maxStates, threads);
  const isShared = threads > 1;
  for (let limit = bytes; ; limit /= 2) {
    const map = memoryMap(model, limit, threads, backend, mostRows);
    const memory = reserveMemory(map.size, backend, isShared);
    if (memory === undefined) {
      if (limit < leastMemory) throw new Error("no memory for an exploration can be had");
      continue;
    }
    const program = programOf(model, map, isShared, true, approximate);
    checkProgram(program);
    const find = compileProgram(program, backend, memory)(bindImports(memory));
    const has = (name: string): boolean => model.functions.some((one) => one.name === name);
    memory.words[tableWords.mask >> 2] = 2 ** leastTableBits - 1;
    return {
      model,
      map,
      backend,
      memory,
      threads,
      expand: find("expand"),
      insert: find("insert"),
      locate: find("locate"),
      refill: find("refill"),
      ...(has("enter") ? { enter: find("enter") } : {}),
      ...(approximate === undefined ? {} : { insertApproximately: find("insertApproximately") }),
      ...(isShared ? { shared: { expandSome: find("expandSome"), refillSome: find("refillSome"), moveRow: find("moveRow") } } : {}),
    };
  }
}

/** Rows of a search of so many states, with those for which it makes room before it knows whether they are new. */
function rowsFor(model: ModelCode, maxStates: number, threads: number): number {
  return maxStates + maxCandidates(model) + (threads > 1 ? 2 * slack(model, threads) : 0);
}

/** What the thread with this number, above 0, runs to take part in a search for several. It has no imports: it notes what it would ask (./noted-code.ts). */
export function programOfThread({ model, map, backend, memory }: CompiledSearch, thread: number): PortableProgram {
  const own = mapOfThread(map, thread);
  const functions = [...notingFunctions(model.imports, own), ...programOf(model, own, true, false).functions];
  const isOwn = (address: number): boolean => address < map.block && !isShared(address);
  const program = { imports: [], functions: relocated(functions, thread * map.block, isOwn) };
  checkProgram(program);
  return portableProgram(program, backend, memory);
}

function programOf(model: ModelCode, map: MemoryMap, isShared: boolean, isFirst: boolean, approximate?: Approximation): Program {
  const functions = [
    ...model.functions.map((one) => (hooks.has(one.name) ? { ...one, isExported: true } : one)),
    ...rowFunctions(map.row),
    expandFunction(map),
    ...(isFirst ? tableFunctions(model, map) : []),
    ...(isShared ? sharedFunctions(model, map) : []),
    ...(approximate === undefined ? [] : [insertApproximately(model, map, approximate)]),
  ];
  return { imports: model.imports, functions };
}

function isShared(address: number): boolean {
  return Object.values<number>(teamWords).includes(address) || address === tableWords.mask || address === tableWords.count;
}

const hooks: ReadonlySet<string> = new Set(["successors", "enter"]);
