/** Reads the command line with yargs, from the tables of commands and options. Nothing runs here. */
import yargs from "yargs";
import type { Argv } from "yargs";
import { commandTable, isCommandName, otherNames } from "./command-table.ts";
import type { CommandName, CommandRow } from "./command-table.ts";
import type { Request } from "./command.ts";
import { overview } from "./help.ts";
import { everywhere, optionTable, spelling } from "./option-table.ts";
import type { OptionName, OptionRow } from "./option-table.ts";
import { readOptions } from "./options.ts";
import type { RawOptions } from "./options.ts";
import { UsageError } from "./usage-error.ts";

export type Invocation =
  | { readonly kind: "run"; readonly command: CommandName; readonly request: Request }
  /** Help or a completion script: text for standard output. */
  | { readonly kind: "text"; readonly text: string };

function declare(parser: Argv, names: readonly OptionName[]): Argv {
  for (const name of names) {
    const row: OptionRow = optionTable[name];
    parser.option(spelling(name), {
      type: row.type,
      describe: row.value === undefined ? row.describe : `${row.value}: ${row.describe}`,
      ...(row.hidden === true ? { hidden: true } : {}),
      ...(row.many === true ? { array: true, nargs: 1 } : row.type === "string" ? { requiresArg: true } : {}),
    });
  }
  return parser;
}

/** A parser for one command. yargs neither exits nor prints, knows no locale, and reads no package.json. */
function build(name: string, row: CommandRow): Argv {
  const parser = yargs()
    .scriptName("choreo-verify")
    .usage(`choreo-verify ${name} ${row.words}\n\n${row.describe}`)
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "boolean-negation": false,
      "populate--": true,
    })
    .detectLocale(false)
    .exitProcess(false)
    .version(false)
    .help("help", "this text")
    .wrap(100)
    .fail(false);
  return declare(parser, [...row.options, ...everywhere]);
}

/** Names of options among the arguments that neither the command nor everything knows. */
function unknownOption(argv: readonly string[], row: CommandRow): string | undefined {
  const known = new Set<string>([...optionsOf(row), "--help"]);
  for (const word of argv) {
    if (word === "--") return undefined;
    const name = /^--?[^=]+/.exec(word)?.[0];
    if (name !== undefined && !known.has(name)) return name;
  }
  return undefined;
}

function rowOf(name: CommandName): CommandRow {
  const row = commandTable.get(name);
  if (row === undefined) throw new Error(`the table lacks ${name}`);
  return row;
}

function optionsOf(row: CommandRow): readonly string[] {
  return [...row.options, ...everywhere].map((option) => `--${spelling(option)}`);
}

async function suggestion(word: string, candidates: readonly string[]): Promise<string> {
  const { nearest } = await import("../calculus/parser/index.ts");
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean \`${meant}\`?`;
}

/** The command that the first argument names. */
async function findCommand(argv: readonly string[]): Promise<CommandName> {
  const name = argv[0] ?? "";
  if (name.startsWith("-")) throw new UsageError(`\`${name}\` stands before a command; commands come first`);
  if (isCommandName(name)) return name;
  const meant = otherNames.get(name);
  if (meant !== undefined) return meant;
  throw new UsageError(`there is no command \`${name}\`${await suggestion(name, [...commandTable.keys()])}`);
}

/** What yargs makes of a command's arguments: the values, or the text of its help. */
async function parse(name: string, row: CommandRow, argv: readonly string[]): Promise<{ readonly raw: RawOptions; readonly help: string }> {
  let help = "";
  try {
    const raw: RawOptions = await build(name, row).parseAsync([...argv], {}, (_failure, _parsed, text) => {
      help = text;
    });
    return { raw, help };
  } catch (failure) {
    throw new UsageError(failure instanceof Error ? failure.message : String(failure));
  }
}

/** Reads the arguments. Throws `UsageError` for anything that is not understood. */
export async function readCommandLine(argv: readonly string[]): Promise<Invocation> {
  if (argv.length === 0 || argv[0] === "--help") return { kind: "text", text: overview() };
  const name = await findCommand(argv);
  const row = rowOf(name);
  const own = argv.slice(1);
  const unknown = unknownOption(own, row);
  if (unknown !== undefined) throw new UsageError(`\`${name}\` has no option \`${unknown}\`${await suggestion(unknown, optionsOf(row))}`);
  const { raw, help } = await parse(name, row, own);
  if (help !== "") return { kind: "text", text: `${help}\n` };
  const words = [...wordsIn(raw["_"]), ...wordsIn(raw["--"])];
  if (words.length < row.least) throw new UsageError(`\`${name}\` needs ${row.words}`);
  const surplus = words[row.most];
  if (surplus !== undefined) throw new UsageError(`\`${name}\` takes ${row.words === "" ? "no words" : `${row.words} only`}, not \`${surplus}\``);
  return { kind: "run", command: name, request: { words, options: readOptions(raw) } };
}

function wordsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
