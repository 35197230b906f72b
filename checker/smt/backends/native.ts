/** Solvers that are installed on this machine, as processes that are talked to through pipes. */
import type { Effort, Engine } from "../solver/index.ts";
import { engineOver } from "./engine-over.ts";
import { hostOf } from "./host.ts";
import { startThread } from "./outside-world.ts";
import { serveNative } from "./serve-native.ts";
import { versionOf } from "./version-of.ts";

/** Characters. */
const longestReply = 64 * 1_048_576;

/** z3 at this path. Its memory is held by itself. */
export function nativeZ3(path: string, shouldStop?: () => string | undefined): Engine {
  return nativeEngine("z3", shouldStop, {
    words: ({ memory }) => [path, "-in", "-smt2", ...(memory === undefined ? [] : [`-memory:${String(memory)}`])],
    bounds: ({ steps }) => `(set-option :rlimit ${String(steps ?? 0)})\n`,
  });
}

/** cvc5 at this path. It has no limit of memory of its own: the shell sets that of the address space, where the system knows one. */
export function nativeCvc5(path: string, shouldStop?: () => string | undefined): Engine {
  return nativeEngine("cvc5", shouldStop, {
    words: ({ steps, memory }) => {
      const words = [path, "--lang", "smt2", "--incremental", ...(steps === undefined ? [] : ["--rlimit-per", String(steps)])];
      return memory === undefined ? words : ["/bin/sh", "-c", `ulimit -v ${String(memory * 1_024)} 2>/dev/null; exec "$0" "$@"`, ...words];
    },
    bounds: () => "",
  });
}

interface Commands {
  readonly words: (effort: Effort) => readonly string[];
  readonly bounds: (effort: Effort) => string;
}

function nativeEngine(name: string, shouldStop: (() => string | undefined) | undefined, commands: Commands): Engine {
  const { words, bounds } = commands;
  const host = hostOf(() => startThread(serveNative, { longestReply }), shouldStop);
  let version: string | undefined;
  const called = (): string => `${name} ${(version ??= versionOf(host, words({ milliseconds: 1 })))}`;
  return engineOver(host, { name: called, bounds, words }, () => nativeEngine(name, shouldStop, commands));
}
