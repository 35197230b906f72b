/** Where each command is. Its module is loaded when it runs, so that nothing is paid for what is not used. */
import type { Command } from "./command.ts";
import type { CommandName } from "./command-table.ts";

const loaders: Readonly<Record<CommandName, () => Promise<Command>>> = {
  check: async () => (await import("./commands/check.ts")).check,
  verify: async () => (await import("./commands/verify.ts")).verify,
  prove: async () => (await import("./commands/prove.ts")).prove,
  project: async () => (await import("./commands/project.ts")).project,
  synthesise: async () => (await import("./commands/synthesise.ts")).synthesise,
  compare: async () => (await import("./commands/compare.ts")).compare,
  explore: async () => (await import("./commands/explore.ts")).explore,
  certify: async () => (await import("./commands/certify.ts")).certify,
  recheck: async () => (await import("./commands/recheck.ts")).recheck,
  convert: async () => (await import("./commands/convert.ts")).convert,
  crash: async () => (await import("./commands/crash.ts")).crash,
  run: async () => (await import("./commands/run.ts")).run,
  replay: async () => (await import("./commands/replay.ts")).replay,
  amend: async () => (await import("./commands/amend.ts")).amend,
  corpus: async () => (await import("./commands/corpus.ts")).corpus,
  theorems: async () => (await import("./commands/theorems.ts")).theorems,
  rules: async () => (await import("./commands/rules.ts")).rules,
  explain: async () => (await import("./commands/explain.ts")).explain,
  fmt: async () => (await import("./commands/fmt.ts")).fmt,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  completion: async () => (await import("./commands/completion.ts")).completion,
};

/** Loads the command of this name. */
export function loadCommand(name: CommandName): Promise<Command> {
  return loaders[name]();
}
