/** `check`. */
import type { Command } from "../command.ts";
export const check: Command = (request, io) => {
  io.stdout(`${request.words.join(" ")}\n`);
  return Promise.resolve(0);
};
