// What `npm ci` builds: the command line, bundled, so that starting it does not pay for module loading.
// `choreo-verify.cjs` is a few lines that answer `--version` and otherwise load `main.cjs`.
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const { version } = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
const entries = { "choreo-verify": "bin/choreo-verify.ts", main: "bin/main.ts", "run-theorems": "proofs-as-tests/run-theorems.ts", bench: "bench/bench.ts" };

await mkdir("dist", { recursive: true });
const built = Object.entries(entries).filter(([, source]) => existsSync(source));
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: Object.fromEntries(built),
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  supported: { "dynamic-import": false },
  target: "node20.19",
  format: "cjs",
  minifyWhitespace: true,
  minifySyntax: true,
  keepNames: false,
  legalComments: "none",
  logLevel: "warning",
  loader: { ".ohm": "text" },
  define: { CHOREO_VERIFY_VERSION: JSON.stringify(version), "import.meta.url": "importMetaUrl" },
  banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [{ name: "main-stays-apart", setup: (b) => b.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: "./main.cjs", external: true })) }],
});
await chmod("dist/choreo-verify.cjs", 0o755);

// What an earlier build left behind would otherwise still be found.
const names = new Set(built.map(([name]) => `${name}.cjs`));
for (const file of await readdir("dist")) if (file.endsWith(".cjs") && !names.has(file)) await rm(`dist/${file}`);
