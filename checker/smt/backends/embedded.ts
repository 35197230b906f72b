/** Z3 as WebAssembly, from the package z3-solver: there wherever this program is installed. */
import type { Engine } from "../solver/index.ts";
import type { Dialect } from "./engine-over.ts";
import { engineOver } from "./engine-over.ts";
import { hostOf } from "./host.ts";
import type { Host } from "./host.ts";
import { packageFile, startThread } from "./outside-world.ts";
import type { Thread } from "./outside-world.ts";
import { serveEmbedded } from "./serve-embedded.ts";
import { versionOf } from "./version-of.ts";

/** The embedded Z3. The package is looked for, and loaded, when something is first asked. */
export function embeddedEngine(shouldStop?: () => string | undefined): Engine {
  const host: Host = hostOf((module): Thread => {
    const script = packageFile("z3-solver/build/z3-built.js");
    const binary = packageFile("z3-solver/build/z3-built.wasm");
    if (script === undefined || binary === undefined) return absent("the package z3-solver is not installed");
    return startThread(serveEmbedded, { script, binary, ...(module === undefined ? {} : { module }) });
  }, shouldStop);
  let version: string | undefined;
  const dialect: Dialect = {
    name: () => `z3 ${(version ??= versionOf(host, []))} (embedded)`,
    bounds: ({ steps }) => `(set-option :rlimit ${String(steps ?? 0)})\n`,
    words: () => [],
  };
  return engineOver(host, dialect, () => embeddedEngine(shouldStop));
}

/** A thread that is not there. */
function absent(detail: string): Thread {
  return { post: () => undefined, receive: () => ({ message: { kind: "lost", reason: "missing", detail } }), end: () => undefined };
}
