/** `completion`: a script that teaches a shell the commands and their options, written from the tables. */
import { commandTable } from "../command-table.ts";
import type { Command } from "../command.ts";
import { everywhere, optionTable, spelling } from "../option-table.ts";
import type { OptionRow } from "../option-table.ts";
import { UsageError } from "../usage-error.ts";

const commands = [...commandTable.keys()].join(" ");

function isHidden({ hidden }: OptionRow): boolean {
  return hidden === true;
}

/** The options of each command, in one line. */
const optionLines: readonly (readonly [command: string, options: string])[] = [...commandTable].map(([name, row]) => [
  name,
  [...[...row.options, ...everywhere].filter((option) => !isHidden(optionTable[option])).map(spelling), "help"].map((option) => `--${option}`).join(" "),
]);

function bash(): string {
  return [
    "_choreo_verify() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}" options=""',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${commands} --help --version" -- "$word"))`,
    "    return",
    "  fi",
    '  case "${COMP_WORDS[1]}" in',
    ...optionLines.map(([name, options]) => `    ${name}) options="${options}" ;;`),
    "  esac",
    '  COMPREPLY=($(compgen -W "$options" -- "$word"))',
    '  case "$word" in -*) ;; *) COMPREPLY+=($(compgen -f -- "$word")) ;; esac',
    "}",
    "complete -o filenames -F _choreo_verify choreo-verify",
    "",
  ].join("\n");
}

function zsh(): string {
  return [
    "#compdef choreo-verify",
    "_choreo_verify() {",
    `  if (( CURRENT == 2 )); then compadd -- ${commands} --help --version; return; fi`,
    '  case "${words[2]}" in',
    ...optionLines.map(([name, options]) => `    ${name}) compadd -- ${options} ;;`),
    "  esac",
    "  _files",
    "}",
    "compdef _choreo_verify choreo-verify",
    "",
  ].join("\n");
}

function fish(): string {
  const first = `complete -c choreo-verify -n __fish_use_subcommand -f -a "${commands}"\n`;
  const options = optionLines.map(([name, words]) => `complete -c choreo-verify -n "__fish_seen_subcommand_from ${name}" -a "${words}"\n`);
  return [first, ...options].join("");
}

const shells: ReadonlyMap<string, () => string> = new Map([
  ["bash", bash],
  ["zsh", zsh],
  ["fish", fish],
]);

export const completion: Command = ({ words }, io) => {
  const script = shells.get(words[0] ?? "");
  if (script === undefined) throw new UsageError(`completion knows ${[...shells.keys()].join(", ")}, not \`${words[0] ?? ""}\``);
  io.stdout(script());
  return Promise.resolve(0);
};
