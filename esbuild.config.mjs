// What `npm ci` builds: the command line, bundled, so that starting it does not pay for module loading.
// `choreo-verify.cjs` is a few lines that answer `--version` and otherwise load `main.cjs`, with the code that is compiled of it here: `main.cache`.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const { version } = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
const shared = {
  absWorkingDir: import.meta.dirname,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20.19",
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  define: { CHOREO_VERIFY_VERSION: JSON.stringify(version) },
};

/**
 * Packages that are slow to load and seldom used: what imports them gets a function that loads them when it is called. string-width builds a segmenter and
 * large regular expressions, which yargs needs for its help alone; tinyglobby is for patterns.
 */
const deferred = {
  "string-width": "let loaded; export default (...words) => (loaded ??= require('string-width')).default(...words);",
  tinyglobby: "let loaded; export const globSync = (...words) => (loaded ??= require('tinyglobby')).globSync(...words);",
  // Of Node itself: hashes are for traces and certificates, assertions for what yargs is told wrongly.
  "node:crypto": "export const createHash = (...words) => require('node:crypto').createHash(...words);",
  assert:
    "export const strictEqual = (...words) => require('assert').strictEqual(...words);" +
    "export const notStrictEqual = (...words) => require('assert').notStrictEqual(...words);",
};
const loadedWhenCalled = {
  name: "loaded-when-called",
  setup: (b) => {
    b.onResolve({ filter: /^(string-width|tinyglobby|node:crypto|assert)$/ }, ({ path, namespace, resolveDir }) =>
      namespace === "deferred" ? undefined : { path, namespace: "deferred", pluginData: { resolveDir } },
    );
    b.onLoad({ filter: /.*/, namespace: "deferred" }, ({ path, pluginData }) => ({ contents: deferred[path], resolveDir: pluginData.resolveDir }));
  },
};

/** The command line starts fastest as CommonJS. */
await build({
  ...shared,
  entryPoints: { "choreo-verify": "bin/choreo-verify.ts", main: "bin/main.ts" },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false },
  define: { ...shared.define, "import.meta.url": "importMetaUrl", "import.meta.dirname": "__dirname", "import.meta.filename": "__filename" },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [loadedWhenCalled],
});

/** Programs of their own, where start-up does not matter. */
await build({
  ...shared,
  entryPoints: {
    "write-code-cache": "bin/write-code-cache.ts",
    "run-theorems": "proofs-as-tests/run-theorems.ts",
    "bless-corpus": "corpus/bless.ts",
    bench: "bench/bench.ts",
    peers: "bench/peers.ts",
    "spin-peers": "bench/spin-peers.ts",
    "solver-peers": "bench/solver-peers.ts",
  },
  format: "esm",
  outExtension: { ".js": ".mjs" },
  banner: { js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);" },
});

/** The mark by which a cache knows its bundle (bin/load-bundle.ts), and the cache. */
const main = join(import.meta.dirname, "dist/main.cjs");
const text = await readFile(main);
await writeFile(main, `//${createHash("sha256").update(text).digest("hex")}\n${text}`);
execFileSync(process.execPath, [join(import.meta.dirname, "dist/write-code-cache.mjs")], { stdio: "inherit" });

await chmod("dist/choreo-verify.cjs", 0o755);
