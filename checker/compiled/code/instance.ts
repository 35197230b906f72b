/** What programs are compiled to: functions over one memory. */

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
