/** The commands: what each is called, takes and means, and where it is. A command's module is loaded when it runs. */
import type { Command } from "./command.ts";
import { bounds, reading } from "./option-table.ts";
import type { OptionName } from "./option-table.ts";

export interface CommandRow {
  /** The words after the name, as the help shows them. */
  readonly words: string;
  /** At least and at most so many words. */
  readonly least: number;
  readonly most: number;
  readonly describe: string;
  readonly options: readonly OptionName[];
  readonly load: () => Promise<Command>;
}

const files = { words: "FILE…", least: 1, most: Infinity } as const;

export const commandTable: ReadonlyMap<string, CommandRow> = new Map<string, CommandRow>([
  [
    "check",
    {
      ...files,
      describe: "parse, resolve and type files, and say whether they can be projected",
      options: reading,
      load: async () => (await import("./commands/check.ts")).check,
    },
  ],
  [
    "verify",
    {
      ...files,
      describe: "judge every property, assertion and expectation of files",
      options: [...reading, ...bounds, "ignore-expect", "paranoid"],
      load: async () => (await import("./commands/verify.ts")).verify,
    },
  ],
]);
