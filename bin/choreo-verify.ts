#!/usr/bin/env node
/** The executable. It answers `--version` alone and loads the rest only when there is more to do. */
import { writeSync } from "node:fs";
import { version } from "./version.ts";

/** Whether the version could be said; where it could not, the command line says why. */
function saidVersion(): boolean {
  try {
    return writeSync(1, `choreo-verify ${version}\n`) > 0;
  } catch {
    return false;
  }
}

const words = process.argv.slice(2);
/** Commands that judge may take long and are worth interrupting; the reference parser needs a deeper stack. */
const apart = words[0] === "verify" || words[0] === "corpus" || words.some((word) => word.startsWith("--parser"));

if (words.length !== 1 || words[0] !== "--version" || !saidVersion()) {
  if (apart) void import("./apart.ts").then(({ runApart }) => runApart());
  else void import("./load-bundle.ts").then(({ runMain }) => runMain());
}
