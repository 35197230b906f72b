/** `rules`: every rule of the semantics with what it says and where it comes from. */
import { ruleBook } from "../../calculus/semantics/index.ts";
import type { Command } from "../command.ts";

export const rules: Command = ({ options }, io) => {
  if (options.format === "json") {
    io.stdout(`${JSON.stringify(ruleBook, null, 2)}\n`);
    return Promise.resolve(0);
  }
  const width = Math.max(...ruleBook.map(({ name }) => name.length));
  for (const { name, summary } of ruleBook) io.stdout(`${name.padEnd(width)}  ${summary}\n`);
  io.stdout("\n`choreo-verify explain NAME` draws one of them.\n");
  return Promise.resolve(0);
};
