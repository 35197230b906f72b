/** A bundle says the same with its cache and without one; a cache that is not its own, or damaged, is not used, and none is ever written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Script } from "node:vm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { cacheFile, cachePath, loadBundle } from "./load-bundle.ts";

const directory = mkdtempSync(join(tmpdir(), "choreo-verify-bundle-"));
const bundle = join(directory, "main.cjs");
afterAll(() => rmSync(directory, { recursive: true }));

/** A bundle of which no other has the mark, whatever it says. */
function source(mark: string, greeting: string): string {
  return `//${mark.repeat(64)}\nexports.greet = (name) => "${greeting}, " + name + " from " + require("node:path").basename(__filename);\n`;
}

/** What the bundle says, and whether V8 took the cache: undefined where it was given none. */
function loaded(): { readonly said: string; readonly isTaken: boolean | undefined } {
  let isTaken: boolean | undefined;
  const exports = loadBundle(bundle, ({ cachedDataRejected }) => (isTaken = cachedDataRejected === undefined ? undefined : !cachedDataRejected));
  return { said: (exports as { readonly greet: (name: string) => string }).greet("Ada"), isTaken };
}

/** What V8 makes of such a bundle: of a copy elsewhere, because what it has compiled before it does not ask the cache for. */
function dataOf(text: string): Uint8Array {
  const copy = join(directory, "copy.cjs");
  writeFileSync(copy, text);
  let script: Script | undefined;
  loadBundle(copy, (one) => (script = one));
  rmSync(copy);
  return script?.createCachedData() ?? new Uint8Array();
}

function writeCache(contents: Uint8Array): void {
  writeFileSync(cachePath(bundle), contents);
}

const greeted = "Hello, Ada from main.cjs";

beforeEach(() => {
  rmSync(cachePath(bundle), { force: true });
  writeFileSync(bundle, source("a", "Hello"));
});

test("without a cache, and none is written", () => {
  expect(loaded()).toEqual({ said: greeted, isTaken: undefined });
  expect(readdirSync(directory)).toEqual(["main.cjs"]);
});

test("with its own cache, which is left as it is", () => {
  writeFileSync(bundle, source("c", "Salve"));
  writeCache(cacheFile(source("c", "Salve"), dataOf(source("c", "Salve"))));
  const before = readFileSync(cachePath(bundle));
  expect(loaded()).toEqual({ said: "Salve, Ada from main.cjs", isTaken: true });
  expect(readFileSync(cachePath(bundle))).toEqual(before);
});

test("the cache of another bundle of the same length", () => {
  writeFileSync(bundle, source("b", "Adieu"));
  writeCache(cacheFile(source("b", "Adieu"), dataOf(source("b", "Adieu"))));
  expect(loaded().isTaken).toBe(true);
  writeFileSync(bundle, source("a", "Hello"));
  expect(loaded()).toEqual({ said: greeted, isTaken: undefined });
});

test("damaged caches, wherever the damage is", () => {
  const whole = cacheFile(source("a", "Hello"), dataOf(source("a", "Hello")));
  for (let at = 0; at < whole.length; at += 41) {
    writeCache(whole.map((byte, index) => (index === at ? byte ^ 4 : byte)));
    expect(loaded(), String(at)).toEqual({ said: greeted, isTaken: undefined });
  }
  for (const length of [0, 1, 70, 80, 100, whole.length - 8, whole.length - 1]) {
    writeCache(whole.subarray(0, length));
    expect(loaded(), String(length)).toEqual({ said: greeted, isTaken: undefined });
  }
});

test("a cache that another version of V8 has made", () => {
  const text = source("d", "Hello");
  writeFileSync(bundle, text);
  // The version is its second word.
  const data = dataOf(text).map((byte, index) => (index === 4 ? byte ^ 1 : byte));
  writeCache(cacheFile(text, data));
  expect(loaded()).toEqual({ said: greeted, isTaken: false });
});
