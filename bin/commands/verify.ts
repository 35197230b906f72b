/** `verify`. */
import type { Command } from "../command.ts";
export const verify: Command = (request, io) => {
  io.stdout(`${request.words.join(" ")}\n`);
  return Promise.resolve(0);
};
