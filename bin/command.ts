/** What a command is: a function from its request to its exit code. */
import type { Io } from "./io.ts";
import type { Options } from "./options.ts";

/** What a command is given: the words after its name, and the options. */
export interface Request {
  readonly words: readonly string[];
  readonly options: Options;
}

/** Returns the exit code. */
export type Command = (request: Request, io: Io) => Promise<number>;
