/** A mistake on the command line: reported on standard error with a hint, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
