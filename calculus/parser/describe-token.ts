/** Words for what was found where something else was expected. */
import { END, FIRST_WORD, IDENTIFIER, INTEGER, STRING } from "./tokens.ts";

/** Says what a token is, as `written`, for the end of a message: ``the name `x` ``, `the end of the file`. */
export function describeToken(kind: number, written: string): string {
  if (kind === END) return "the end of the file";
  const shown = written.length > 40 ? `${written.slice(0, 37)}…` : written;
  if (kind === IDENTIFIER) return `the name \`${shown}\``;
  if (kind === INTEGER) return `the number \`${shown}\``;
  if (kind === STRING) return `the string ${shown}`;
  if (kind >= FIRST_WORD) return `the word \`${shown}\``;
  return `\`${shown}\``;
}
