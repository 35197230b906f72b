/** What is known while a g-choreography is read: the place in it, its roles, and how many loops there were. */
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { Name } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";

export interface Reading {
  readonly cursor: TokenCursor;
  readonly limits: Limits;
  /** In the order of first use. */
  readonly roles: Map<string, Name>;
  /** Every word of the text, so that the messages of loops are called like nothing else. */
  readonly words: ReadonlySet<string>;
  /** Loops that have begun, for their names. */
  loops: number;
  /** How many loops stand around the place. */
  around: number;
}

/** Takes a participant: a word that begins with a letter, as ChorGram demands. */
export function readRole(reading: Reading, what: string): Name {
  const { cursor, roles } = reading;
  if (cursor.isWord() && !/^[A-Za-z]/.test(cursor.token().text)) return cursor.unexpected(what, ["the name of a participant begins with a letter"]);
  const name = cursor.name(what);
  if (!roles.has(name.text)) roles.set(name.text, name);
  return name;
}
