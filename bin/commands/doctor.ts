/** `doctor`: what this installation is and which limits it keeps. With `--deterministic` nothing about this machine. */
import { availableParallelism, totalmem } from "node:os";
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import type { Command } from "../command.ts";
import { version } from "../version.ts";

/** What depends on the machine. */
function machine(): Readonly<Record<string, string>> {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: String(availableParallelism()),
    "memory in MiB": String(Math.floor(totalmem() / 1_048_576)),
  };
}

const limits: Readonly<Record<string, number>> = {
  "bytes of a file": defaultLimits.fileBytes,
  "nested brackets": defaultLimits.nesting,
  "characters of a name": defaultLimits.identifierLength,
  "digits of a literal": defaultLimits.literalDigits,
  "characters of a string": defaultLimits.stringLength,
  roles: defaultLimits.roles,
  "tokens of a program": defaultLimits.syntaxNodes,
  "depth of imports": defaultLimits.importDepth,
  "diagnostics shown per file": defaultLimits.shownDiagnostics,
};

function section(title: string, rows: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  return `${title}\n${Object.entries(rows)
    .map(([name, value]) => `  ${name.padEnd(width)}  ${String(value)}\n`)
    .join("")}`;
}

export const doctor: Command = ({ options }, io) => {
  const here = options.deterministic ? {} : machine();
  if (options.format === "json") {
    io.stdout(`${JSON.stringify({ version, machine: here, limits, solver: "not needed by this version" }, null, 2)}\n`);
    return Promise.resolve(0);
  }
  io.stdout(`choreo-verify ${version}\n\n`);
  if (!options.deterministic) io.stdout(`${section("This machine", here)}\n`);
  io.stdout(`${section("Limits on input", limits)}\nA solver is not needed by this version.\n`);
  return Promise.resolve(0);
};
