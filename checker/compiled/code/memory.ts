/**
 * The one memory of a program. Its whole size is reserved at the beginning and taken from the system page by page as it is written, so that nothing is ever
 * moved and addresses stay.
 */
import type { Backend, CodeMemory } from "./instance.ts";
import { webAssemblyMemory } from "./webassembly/compile.ts";

/** No memory is larger: addresses have 32 bits. */
export const largestMemory: number = 2 ** 32 - 2 ** 16;

/** A memory of `bytes` bytes, rounded up to pages of 64 KiB; undefined where the system refuses it. Shared memory can be seen by several threads. */
export function reserveMemory(bytes: number, backend: Backend, isShared: boolean): CodeMemory | undefined {
  const size = Math.min(Math.ceil(bytes / 65_536) * 65_536, largestMemory);
  try {
    if (backend === "wasm") return webAssemblyMemory(size / 65_536, isShared);
    return viewOf(isShared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function viewOf(buffer: ArrayBuffer | SharedArrayBuffer): CodeMemory {
  return { words: new Int32Array(buffer), bytes: new Uint8Array(buffer) };
}
