/** `--to`: the notation of a result, one of those that the command knows; `--format json` asks for JSON where `--to` says nothing. */
import type { Options } from "./options.ts";
import { UsageError } from "./usage-error.ts";

/** The notation that the options ask for. Throws `UsageError` for one that the command does not write. */
export function notationOf<Notation extends string>({ to, format }: Options, notations: readonly ["text", "json", ...Notation[]]): "text" | "json" | Notation {
  const wanted = to ?? (format === "json" ? "json" : "text");
  const notation = notations.find((candidate) => candidate === wanted);
  if (notation === undefined) throw new UsageError(`option --to is one of ${notations.join(", ")}, not \`${wanted}\``);
  return notation;
}
