/** `doctor`: what this installation is, which limits it keeps, and which solvers answer. With `--deterministic` nothing about this machine. */
import { availableParallelism, totalmem } from "node:os";
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import { solversHere } from "../../checker/index.ts";
import type { Command } from "../command.ts";
import { cleanLine } from "../report/clean-text.ts";
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
  const solvers = options.deterministic ? [] : solversHere();
  if (options.format === "json") {
    io.stdout(`${JSON.stringify({ version, machine: here, limits, solvers }, null, 2)}\n`);
    return Promise.resolve(0);
  }
  io.stdout(`choreo-verify ${version}\n\n`);
  if (!options.deterministic) {
    io.stdout(`${section("This machine", here)}\n`);
    io.stdout(`${section("Solvers, as --solver names them", Object.fromEntries(solvers.map(({ name, said }) => [name, cleanLine(said)])))}\n`);
  }
  io.stdout(section("Limits on input", limits));
  return Promise.resolve(0);
};
