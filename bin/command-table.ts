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
const file = { words: "FILE", least: 1, most: 1 } as const;
const nothing = { words: "", least: 0, most: 0 } as const;

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
      options: [...reading, ...bounds, "property", "ignore-expect", "paranoid"],
      load: async () => (await import("./commands/verify.ts")).verify,
    },
  ],
  [
    "project",
    {
      ...file,
      describe: "the process of each role",
      options: [...reading, "to", "role", "choreography"],
      load: async () => (await import("./commands/project.ts")).project,
    },
  ],
  [
    "run",
    {
      ...file,
      describe: "one execution under a scheduler",
      options: [...reading, "to", "seed", "scheduler", "schedule", "steps", "choreography", "network"],
      load: async () => (await import("./commands/run.ts")).run,
    },
  ],
  [
    "replay",
    {
      words: "TRACE [FILE]",
      least: 1,
      most: 2,
      describe: "repeat a recorded execution, and name the first step that is no longer possible",
      options: [...reading, "to", "shrink"],
      load: async () => (await import("./commands/replay.ts")).replay,
    },
  ],
  [
    "amend",
    {
      ...files,
      describe: "add the selections that make a choreography projectable",
      options: [...reading, "write"],
      load: async () => (await import("./commands/amend.ts")).amend,
    },
  ],
  [
    "corpus",
    {
      words: "[DIR…]",
      least: 0,
      most: Infinity,
      describe: "judge a directory by its expectations, with a summary table",
      options: [...reading, ...bounds, "paranoid"],
      load: async () => (await import("./commands/corpus.ts")).corpus,
    },
  ],
  [
    "theorems",
    {
      ...nothing,
      describe: "test the theorems on generated programs, in parallel processes",
      options: ["runs", "seed", "jobs"],
      load: async () => (await import("./commands/theorems.ts")).theorems,
    },
  ],
  ["rules", { ...nothing, describe: "the rules of the semantics", options: [], load: async () => (await import("./commands/rules.ts")).rules }],
  [
    "explain",
    {
      words: "NAME",
      least: 1,
      most: 1,
      describe: "a rule of the semantics, or a diagnostic code with a program that fails and its repair",
      options: [],
      load: async () => (await import("./commands/explain.ts")).explain,
    },
  ],
  [
    "fmt",
    {
      ...files,
      describe: "write files in the standard form",
      options: [...reading, "check", "write"],
      load: async () => (await import("./commands/fmt.ts")).fmt,
    },
  ],
  [
    "doctor",
    { ...nothing, describe: "versions, limits and what this machine offers", options: [], load: async () => (await import("./commands/doctor.ts")).doctor },
  ],
  [
    "completion",
    {
      words: "SHELL",
      least: 1,
      most: 1,
      describe: "a completion script for bash, zsh or fish",
      options: [],
      load: async () => (await import("./commands/completion.ts")).completion,
    },
  ],
]);
