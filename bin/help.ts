/** The text of `choreo-verify --help`: every command with what it does. */
import { commandTable } from "./command-table.ts";

/** Names of commands in a column, each with its description. */
export function overview(): string {
  const width = Math.max(...[...commandTable.keys()].map((name) => name.length));
  const rows = [...commandTable].map(([name, row]) => `  ${name.padEnd(width)}  ${row.describe}\n`);
  return [
    "choreo-verify COMMAND …\n\n",
    "Does this system do what it says, in every execution?\n\n",
    "Commands:\n",
    ...rows,
    "\n`choreo-verify COMMAND --help` lists the options of a command, `choreo-verify --version` says which version this is.\n",
    "Files are named singly, by directory, by glob, or as `-` for standard input. Their kind is told by their ending: .choreo, .nuscr, .scr, .global, .st.\n\n",
    "Exit codes: 0 as expected, 1 a finding, 2 the input could not be read, 3 undecided, 4 two engines disagree, 70 a defect of this tool.\n",
  ].join("");
}
