/** WebAssembly as the platform has it, if it does: the part of its interface that is used here. */
import type { CodeExport, CodeInstance, CodeMemory, Imports } from "../instance.ts";
import type { Program } from "../program.ts";
import { encodeModule } from "./module.ts";

interface Platform {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (type: { readonly initial: number; readonly maximum: number; readonly shared: boolean }) => {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
  };
}

function platform(): Platform | undefined {
  return (globalThis as { readonly WebAssembly?: Platform }).WebAssembly;
}

/** Whether this platform runs WebAssembly. */
export function hasWebAssembly(): boolean {
  return platform() !== undefined;
}

/** A memory of so many pages of 64 KiB. Throws a RangeError where the system refuses it. */
export function webAssemblyMemory(pages: number, isShared: boolean): CodeMemory {
  const memory = new (needed().Memory)({ initial: pages, maximum: pages, shared: isShared });
  return memoryOfHandle(memory);
}

/** The memory behind a handle that was made here or in another thread. */
export function memoryOfHandle(handle: object): CodeMemory {
  const { buffer } = handle as { readonly buffer: ArrayBuffer | SharedArrayBuffer };
  return { words: new Int32Array(buffer), bytes: new Uint8Array(buffer), handle };
}

/** The bytes of a well-formed program's module for a memory. */
export function moduleFor(program: Program, memory: CodeMemory): Uint8Array<ArrayBuffer> {
  const pages = memory.bytes.length / 65_536;
  return encodeModule(program, { initial: pages, maximum: pages, isShared: memory.bytes.buffer instanceof SharedArrayBuffer });
}

/** Compiles a well-formed program for a memory. */
export function compileWebAssembly(program: Program, memory: CodeMemory): (imports: Imports) => CodeInstance {
  const bytes = moduleFor(program, memory);
  const { Module, Instance } = needed();
  const module = new Module(bytes);
  return (imports) => {
    const { exports } = new Instance(module, { e: { ...imports, memory: memory.handle } });
    return (name) => {
      const found = exports[name];
      if (typeof found !== "function") throw new Error(`no exported function ${name}`);
      return found as CodeExport;
    };
  };
}

function needed(): Platform {
  const found = platform();
  if (found === undefined) throw new Error("this platform has no WebAssembly");
  return found;
}
