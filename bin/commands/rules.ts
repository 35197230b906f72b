/** `rules`: every rule of the semantics and of session typing with what it says and where it comes from. */
import { allRules } from "../all-rules.ts";
import type { Command } from "../command.ts";

export const rules: Command = ({ options }, io) => {
  if (options.format === "json") {
    io.stdout(`${JSON.stringify(allRules, null, 2)}\n`);
    return Promise.resolve(0);
  }
  const width = Math.max(...allRules.map(({ name }) => name.length));
  for (const { name, summary } of allRules) io.stdout(`${name.padEnd(width)}  ${summary}\n`);
  io.stdout("\n`choreo-verify explain NAME` draws one of them.\n");
  return Promise.resolve(0);
};
