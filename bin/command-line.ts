/** Reads the command line with yargs, from the tables of commands and options. Nothing runs here. */
import yargs from "yargs";
import type { Argv } from "yargs";
import { commandTable } from "./command-table.ts";
import type { CommandRow } from "./command-table.ts";
import type { Request } from "./command.ts";
import { nearestName } from "./nearest-name.ts";
import { everywhere, optionTable } from "./option-table.ts";
import type { OptionName, OptionRow } from "./option-table.ts";
import { readOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

export type Invocation =
  | { readonly kind: "run"; readonly row: CommandRow; readonly request: Request }
  /** Help or a completion script: text for standard output. */
  | { readonly kind: "text"; readonly text: string };

function declare(parser: Argv, names: readonly OptionName[]): Argv {
  for (const name of names) {
    const row: OptionRow = optionTable[name];
    parser.option(name, {
      type: row.type,
      describe: row.value === undefined ? row.describe : `${row.value}: ${row.describe}`,
      ...(row.many === true ? { array: true, nargs: 1 } : row.type === "string" ? { requiresArg: true } : {}),
    });
  }
  return parser;
}

/** A parser over the tables. yargs neither exits nor prints, knows no locale, and reads no package.json. */
function build(): Argv {
  const parser = yargs()
    .scriptName("choreo-verify")
    .usage("choreo-verify COMMAND …\n\nDoes this system do what it says, in every execution?")
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "boolean-negation": false,
      "strip-aliased": true,
    })
    .detectLocale(false)
    .locale("en")
    .exitProcess(false)
    .version(false)
    .help("help")
    .wrap(100)
    .strictOptions()
    .option("version", { type: "boolean", describe: "the version" })
    .completion("completion", "a completion script for bash or zsh")
    .fail(false);
  for (const [name, row] of commandTable) {
    parser.command(`${name} [words..]`, row.describe, (sub: Argv) =>
      declare(sub.usage(`choreo-verify ${name} ${row.words}\n\n${row.describe}`).positional("words", { type: "string", array: true, hidden: true }), [
        ...row.options,
        ...everywhere,
      ]),
    );
  }
  return parser;
}

/** Names of options among the arguments that neither the command nor everything knows. */
function unknownOption(argv: readonly string[], row: CommandRow): string | undefined {
  const known = new Set<string>([...row.options, ...everywhere, "help"]);
  for (const word of argv) {
    if (word === "--") return undefined;
    const name = /^--([^=]+)/.exec(word)?.[1];
    if (name !== undefined && !known.has(name)) return name;
    if (/^-[^-]/.test(word)) return word.slice(1);
  }
  return undefined;
}

function suggestion(word: string, candidates: readonly string[], before = ""): string {
  const nearest = nearestName(word, candidates);
  return nearest === undefined ? "" : `; did you mean \`${before}${nearest}\`?`;
}

function findCommand(argv: readonly string[]): { readonly name: string; readonly row: CommandRow } {
  const name = argv[0] ?? "";
  if (name.startsWith("-")) throw new UsageError(`\`${name}\` stands before a command; commands come first`);
  const row = commandTable.get(name);
  if (row === undefined) throw new UsageError(`there is no command \`${name}\`${suggestion(name, [...commandTable.keys(), "completion"])}`);
  return { name, row };
}

/** Reads the arguments. Throws `UsageError` for anything that is not understood. */
export async function readCommandLine(argv: readonly string[]): Promise<Invocation> {
  const special = argv.length === 0 || argv[0] === "--help" || argv[0] === "completion" || argv.includes("--get-yargs-completions");
  const command = special ? undefined : findCommand(argv);
  if (command !== undefined) {
    const unknown = unknownOption(argv.slice(1), command.row);
    if (unknown !== undefined)
      throw new UsageError(`\`${command.name}\` has no option \`--${unknown}\`${suggestion(unknown, [...command.row.options, ...everywhere], "--")}`);
  }
  let output = "";
  const raw = await new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    void build().parse(argv.length === 0 ? ["--help"] : [...argv], {}, (failure: Error | null | undefined, parsed: Record<string, unknown>, text: string) => {
      output = text;
      if (failure) reject(new UsageError(failure.message));
      else resolve(parsed);
    });
  });
  if (output !== "" || command === undefined) return { kind: "text", text: `${output}\n` };
  const words = [...((raw["words"] ?? []) as readonly string[]), ...((raw["--"] ?? []) as readonly string[])];
  if (words.length < command.row.least) throw new UsageError(`\`${command.name}\` needs ${command.row.words}`);
  if (words.length > command.row.most)
    throw new UsageError(
      `\`${command.name}\` takes ${command.row.words === "" ? "no words" : command.row.words} only, not \`${words[command.row.most] ?? ""}\``,
    );
  return { kind: "run", row: command.row, request: { words, options: readOptions(raw) } };
}
