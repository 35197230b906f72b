/**
 * Loads a bundle together with what V8 made of it when it was built: `main.cache`, beside `main.cjs`, is the compiled code of what most commands run, so that
 * starting parses and compiles little. It is used only where it was made of this very bundle and is undamaged, and V8 takes it only if it is of its own
 * version; otherwise the bundle is compiled as any other file. The cache is read here, and never written.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import type * as MainModule from "./main.ts";

/** What `main.cjs` exports. */
export type MainBundle = typeof MainModule;

/** A bundle that has a cache begins with a mark: a comment with the hash of the rest. */
const markLength = "//".length + 64;
/** A cache begins with the mark of its bundle and a checksum of what follows, which is aligned. */
const headLength = 80;

/** What the bundle at this absolute path exports. `seen` is told the script once it has run. */
export function loadBundle(path: string, seen?: (script: Script) => void): unknown {
  // The build writes ASCII only, which needs no decoding.
  const source = readFileSync(path, "latin1");
  const cachedData = cacheOf(path, source);
  const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
  const script = new Script(wrapped, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) });
  const bundle = { exports: {} };
  const run: unknown = script.runInThisContext();
  if (typeof run === "function") Reflect.apply(run, bundle.exports, [bundle.exports, createRequire(path), bundle, path, dirname(path)]);
  seen?.(script);
  return bundle.exports;
}

/** Where the cache of a bundle is. */
export function cachePath(bundle: string): string {
  return bundle.replace(/[.]cjs$/, ".cache");
}

/** The contents of the cache for a bundle with this text. */
export function cacheFile(source: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(headOf(source, data), "latin1"), data]);
}

/** The cache beside a bundle, if it belongs to it. */
function cacheOf(path: string, source: string): Uint8Array | undefined {
  try {
    const file = readFileSync(cachePath(path));
    const data = file.subarray(headLength);
    return file.toString("latin1", 0, headLength) === headOf(source, data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function headOf(source: string, data: Uint8Array): string {
  return `${source.slice(0, markLength)} ${checksum(data).toString(16)}`.padEnd(headLength, " ");
}

/** That every bit of `data` has its part in, but for the last bytes where their number is no multiple of 4. V8 looks at none of them. */
function checksum({ buffer, byteOffset, byteLength }: Uint8Array): number {
  const words = new Int32Array(buffer, byteOffset, byteLength >> 2);
  let sum = byteLength;
  for (let index = 0; index < words.length; index += 1) sum = (Math.imul(sum, 31) + (words[index] ?? 0)) | 0;
  return sum >>> 0;
}

/** Runs the command line of this process: `runProcess` of `main.ts`. */
export async function runMain(): Promise<void> {
  const main = loadBundle(join(import.meta.dirname, "main.cjs")) as MainBundle;
  await main.runProcess();
}
