/** The command line: arguments in, exit code out. Usage errors are 2, our own failures 70 with a short message. */
import { readCommandLine } from "./command-line.ts";
import { reportDefect } from "./defect.ts";
import { IoFailure } from "./io-failure.ts";
import type { Io } from "./io.ts";
import { loadCommand } from "./load-command.ts";
import type { Options } from "./options.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

/** Runs one command line and returns its exit code: the function behind the executable and the transcripts. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv.length === 1 && argv[0] === "--version") {
      io.stdout(`choreo-verify ${version}\n`);
      return 0;
    }
    const invocation = await readCommandLine(argv);
    if (invocation.kind === "text") {
      io.stdout(invocation.text);
      return 0;
    }
    checkRoot(invocation.request.options, io);
    const command = await loadCommand(invocation.command);
    return await command(invocation.request, io);
  } catch (failure) {
    if (failure instanceof UsageError) {
      io.stderr(`choreo-verify: ${failure.message}\nTry \`choreo-verify --help\`.\n`);
      return 2;
    }
    if (failure instanceof IoFailure) {
      io.stderr(`choreo-verify: ${failure.message}\n`);
      return 2;
    }
    reportDefect(failure, "", argv.includes("--debug"), io);
    return 70;
  }
}

/** A root that is not there would be noticed only by the first import. */
function checkRoot({ root }: Options, { files }: Io): void {
  if (root === undefined) return;
  let kind: string | undefined;
  try {
    kind = files.status(root).kind;
  } catch {
    kind = undefined;
  }
  if (kind !== "directory") throw new UsageError(`option --root needs a directory, and \`${root}\` is none`);
}

/** Runs the command line of this process. */
export async function runProcess(): Promise<void> {
  const { processIo } = await import("./process-io.ts");
  process.exitCode = await main(process.argv.slice(2), processIo);
}
