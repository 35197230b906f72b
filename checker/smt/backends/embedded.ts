/** Z3 as WebAssembly, from the package z3-solver: there wherever this program is installed. */
import type { Engine } from "../solver/index.ts";
import type { Dialect } from "./engine-over.ts";
import { engineOver } from "./engine-over.ts";
import { hostOf } from "./host.ts";
import type { Compiled, Host } from "./host.ts";
import { packageFile, packageVersion, startThread } from "./outside-world.ts";
import type { Thread } from "./outside-world.ts";
import { serveEmbedded } from "./serve-embedded.ts";
import type { EmbeddedFiles } from "./serve-embedded.ts";
import { trampolinesFor } from "./trampolines/encode.ts";
import { knownBuild } from "./trampolines/known-build.ts";
import { versionOf } from "./version-of.ts";

/** By what way exceptions of Z3 go: that of the package, which is slower, or one of ours where the package is the build that it was made for. */
export type Exceptions = "of the package" | "of ours";

/** The embedded Z3. The package is looked for, and loaded, when something is first asked; another engine of the kind runs the code that this one has compiled. */
export function embeddedEngine(shouldStop?: () => string | undefined, exceptions: Exceptions = "of ours", compiled: Compiled = {}): Engine {
  const host: Host = hostOf(
    (module): Thread => {
      const files = embeddedFiles(exceptions);
      if (files === undefined) return absent("the package z3-solver is not installed");
      return startThread(serveEmbedded, { ...files, ...(module === undefined ? {} : { module }) });
    },
    shouldStop,
    compiled,
  );
  let version: string | undefined;
  const dialect: Dialect = {
    name: () => `z3 ${(version ??= versionOf(host, []))} (embedded)`,
    bounds: ({ steps }) => `(set-option :rlimit ${String(steps ?? 0)})\n`,
    words: () => [],
  };
  return engineOver(host, dialect, () => embeddedEngine(shouldStop, exceptions, compiled));
}

/** What the thread is started with; undefined where the package is not installed. */
export function embeddedFiles(exceptions: Exceptions): EmbeddedFiles | undefined {
  const script = packageFile("z3-solver/build/z3-built.js");
  const binary = packageFile("z3-solver/build/z3-built.wasm");
  if (script === undefined || binary === undefined) return undefined;
  const { version, signatures, script: problem, reply } = knownBuild;
  if (exceptions === "of the package" || packageVersion("z3-solver") !== version) return { script, binary };
  const names = signatures.map((one) => `invoke_${one}`);
  return { script, binary, trampolines: { ...trampolinesFor(signatures), names, selfTest: { script: problem, reply } } };
}

/** A thread that is not there. */
function absent(detail: string): Thread {
  return { post: () => undefined, receive: () => ({ message: { kind: "lost", reason: "missing", detail } }), end: () => undefined };
}
