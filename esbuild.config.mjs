// What `npm ci` builds: the command line, bundled, so that starting it does not pay for module loading.
// `choreo-verify.cjs` is a few lines that answer `--version` and otherwise load `main.cjs`.
import { chmod, mkdir, readFile } from "node:fs/promises";
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

/** The command line starts fastest as CommonJS; `main.cjs` stays apart from the executable. */
await build({
  ...shared,
  entryPoints: { "choreo-verify": "bin/choreo-verify.ts", main: "bin/main.ts" },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false },
  define: { ...shared.define, "import.meta.url": "importMetaUrl", "import.meta.dirname": "__dirname" },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [{ name: "main-stays-apart", setup: (b) => b.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: "./main.cjs", external: true })) }],
});

/** Programs of their own, where start-up does not matter. */
await build({
  ...shared,
  entryPoints: { "run-theorems": "proofs-as-tests/run-theorems.ts", "bless-corpus": "corpus/bless.ts", bench: "bench/bench.ts" },
  format: "esm",
  outExtension: { ".js": ".mjs" },
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
});

await chmod("dist/choreo-verify.cjs", 0o755);
