/** What became of the claims of a certificate, on standard error, and as an exit code. */
import type { Claim } from "../../checker/certificates/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import type { Request } from "../command.ts";
import type { Io } from "../io.ts";
import { cleanLine } from "./clean-text.ts";

/**
 * 0 if everything that was asked is certified, 1 if something is violated, 3 if there is no certificate of something, 4 if a certificate of ours is rejected.
 * What is vacuous counts if it was asked for by name.
 */
function exitCodeOf(claims: readonly Claim[], isAsked: boolean): ExitCode {
  const outcomes = new Set(claims.map(({ outcome }) => outcome));
  if (outcomes.has("vacuous") && isAsked) return 3;
  return outcomes.has("disagreement") ? 4 : outcomes.has("violated") ? 1 : outcomes.has("uncertified") ? 3 : 0;
}

/** Tells the claims under their title, unless it is to be quiet; the exit code. */
export function told(claims: readonly Claim[], title: string, { options }: Request, io: Io): ExitCode {
  if (!options.quiet) {
    io.stderr(`${cleanLine(title)}\n`);
    for (const { property, outcome, reason } of claims) io.stderr(`  ${cleanLine(`${property}: ${outcome}${reason === undefined ? "" : `, ${reason}`}`)}\n`);
  }
  return exitCodeOf(claims, options.property !== undefined);
}
