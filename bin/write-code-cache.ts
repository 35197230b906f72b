/**
 * Part of the build: `node dist/write-code-cache.mjs` runs the command line on a few files and writes what V8 compiled of `main.cjs` on the way to
 * `main.cache` (load-bundle.ts). What these runs do not reach is compiled when it is first used, as without a cache.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Script } from "node:vm";
import { present } from "../calculus/present.ts";
import { nodeFileSystem } from "./files/node-file-system.ts";
import type { Io } from "./io.ts";
import type { MainBundle } from "./load-bundle.ts";
import { cacheFile, cachePath, loadBundle } from "./load-bundle.ts";

const tutorial = "corpus/tutorial/05-choice-and-selection.choreo";

/** What is worth having compiled: the commands that people wait for most. */
const commandLines: readonly (readonly string[])[] = [
  ["check", tutorial],
  ["verify", tutorial],
  ["verify", tutorial, "--engine", "explicit", "--reduction", "all", "--format", "json"],
  ["verify", "bench/models/ring-3.choreo", "bench/models/wide-2.choreo", "--engine", "explicit"],
];

const root = join(import.meta.dirname, "..");
const io: Io = {
  stdout: () => undefined,
  stderr: (text) => {
    throw new Error(`warming up: ${text}`);
  },
  files: nodeFileSystem(root),
  stdin: () => new Uint8Array(),
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  stdinIsTerminal: false,
  ask: () => Promise.resolve(undefined),
  interrupted: () => false,
  environment: { noColor: true, forceColor: false },
};

const path = join(import.meta.dirname, "main.cjs");
const cache = cachePath(path);
rmSync(cache, { force: true });
let script: Script | undefined;
const { main } = loadBundle(path, (one) => (script = one)) as MainBundle;
for (const words of commandLines) {
  const code = await main(words, io);
  if (code !== 0) throw new Error(`warming up: ${words.join(" ")} ended with ${String(code)}`);
}
// Whoever starts meanwhile finds no cache, or all of it.
const unfinished = `${cache}.${String(process.pid)}`;
writeFileSync(unfinished, cacheFile(readFileSync(path, "latin1"), present(script).createCachedData()));
renameSync(unfinished, cache);
