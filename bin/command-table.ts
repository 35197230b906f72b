/** The commands: what each is called, takes and means. Where it is: load-command.ts. */
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
}

const files = { words: "FILE…", least: 1, most: Infinity } as const;
const file = { words: "FILE", least: 1, most: 1 } as const;
const nothing = { words: "", least: 0, most: 0 } as const;

export type CommandName =
  | "check"
  | "verify"
  | "prove"
  | "project"
  | "synthesise"
  | "convert"
  | "compare"
  | "explore"
  | "certify"
  | "recheck"
  | "crash"
  | "run"
  | "replay"
  | "amend"
  | "corpus"
  | "theorems"
  | "rules"
  | "explain"
  | "fmt"
  | "doctor"
  | "completion";

export const commandTable: ReadonlyMap<CommandName, CommandRow> = new Map<CommandName, CommandRow>([
  [
    "check",
    {
      ...files,
      describe: "parse, resolve and type files, and say whether choreographies can be projected",
      options: [...reading, "from"],
    },
  ],
  [
    "verify",
    {
      ...files,
      describe: "judge every property, assertion and expectation of files",
      options: [
        ...reading,
        "from",
        ...bounds,
        "property",
        "network-model",
        "faults",
        "fairness",
        "max-k",
        "engine",
        "solver",
        "smt-dir",
        "core",
        "check-refinements",
        "emit",
        "workers",
        "reduction",
        "approximate",
        "search",
        "ignore-expect",
        "paranoid",
        "derivation",
        "traces",
      ],
    },
  ],
  [
    "prove",
    {
      words: "FILE [CLAIM NAME [NAME]]",
      least: 1,
      most: 4,
      describe: "for all inputs: contracts of functions; determinism, idempotence, equivalence of functions, statements and choreographies",
      options: [...reading, "timeout", "solver", "prover", "smt-dir"],
    },
  ],
  [
    "project",
    {
      ...file,
      describe: "the process of each role of a choreography, the local type of each role of a protocol",
      options: [...reading, "from", "to", "role", "choreography"],
    },
  ],
  [
    "synthesise",
    {
      ...file,
      describe: "the protocol that has given endpoints, or the run that shows why none has",
      options: [...reading, "from", "as", "context", "max-states"],
    },
  ],
  [
    "convert",
    {
      ...file,
      describe: "the protocols or contexts of a file in another notation, or drawn; or the machine of a choreography or system for another model checker",
      options: [...reading, "from", "to", "context", "role", "bound", "max-states", "subject"],
    },
  ],
  [
    "compare",
    {
      words: "OLD [NEW]",
      least: 1,
      most: 2,
      describe: "two versions of a protocol: what changed, who still works with whom, whom to upgrade first; or with --up-to two systems: do they do the same?",
      options: [
        ...reading,
        "compare-as",
        "protocol",
        "up-to",
        "subject",
        "with",
        "observe",
        "divergence",
        "from",
        "whole-timeout",
        "max-states",
        "max-depth",
        "memory",
      ],
    },
  ],
  [
    "explore",
    {
      ...file,
      describe: "all that a system can do: how many states, what is wrong in them, the graph itself",
      options: [
        ...reading,
        "from",
        "to",
        "subject",
        "on",
        "faults",
        "minimize",
        "observe",
        "divergence",
        "explore-engine",
        "workers",
        "reduction",
        "whole-timeout",
        "max-states",
        "max-depth",
        "memory",
      ],
    },
  ],
  [
    "certify",
    {
      ...file,
      describe: "a certificate of what holds in every state of a network, for recheck",
      options: [...reading, "from", "subject", "on", "faults", "state-property", "certify-engine", "solver", "whole-timeout", "max-states", "memory"],
    },
  ],
  [
    "recheck",
    {
      words: "CERTIFICATE [FILE]",
      least: 1,
      most: 2,
      describe: "check a certificate by the rules of the semantics alone, or its invariants by another solver",
      options: [...reading, "from", "solver", "whole-timeout"],
    },
  ],
  [
    "crash",
    {
      ...file,
      describe: "crash anything anywhere: every crash point of a choreography, on the machine that replays from durable queues, and what goes wrong",
      options: [
        ...reading,
        "choreography",
        "crash-role",
        "crashes",
        "faults",
        "replay-property",
        "fault-frontier",
        "timeout",
        "max-states",
        "traces",
        "solver",
      ],
    },
  ],
  [
    "run",
    {
      ...file,
      describe: "one execution under a scheduler",
      options: [...reading, "to", "seed", "scheduler", "schedule", "max-depth", "steps", "choreography", "network", "on", "faults", "fault"],
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
    },
  ],
  [
    "amend",
    {
      ...files,
      describe: "add the selections that make a choreography projectable",
      options: [...reading, "write"],
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
    },
  ],
  [
    "theorems",
    {
      ...nothing,
      describe: "test the theorems on generated programs, in parallel processes",
      options: ["runs", "seed", "jobs"],
    },
  ],
  ["rules", { ...nothing, describe: "the rules of the semantics", options: [] }],
  [
    "explain",
    {
      words: "NAME",
      least: 1,
      most: 1,
      describe: "a rule of the semantics, or a diagnostic code with a program that fails and its repair",
      options: [],
    },
  ],
  [
    "fmt",
    {
      ...files,
      describe: "write files in the standard form",
      options: [...reading, "check", "write"],
    },
  ],
  ["doctor", { ...nothing, describe: "versions, limits and what this machine offers", options: [] }],
  [
    "completion",
    {
      words: "SHELL",
      least: 1,
      most: 1,
      describe: "a completion script for bash, zsh or fish",
      options: [],
    },
  ],
]);

/** Other spellings of commands, which help and completion do not show. */
export const otherNames: ReadonlyMap<string, CommandName> = new Map([["synthesize", "synthesise"]]);

/** Whether a word is the name of a command; safe for any text. */
export function isCommandName(word: string): word is CommandName {
  return (commandTable as ReadonlyMap<string, CommandRow>).has(word);
}
