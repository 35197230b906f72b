/** The version of a solver, in its own words. */
import type { Host } from "./host.ts";

/** Milliseconds: it is not asked to think. */
const patience = 10_000;

/** What `(get-info :version)` says; `(missing)` if the solver does not say it. Context 0 is for this. */
export function versionOf(host: Host, words: readonly string[]): string {
  const reply = host.exchange({ context: 0, isFresh: true, text: "(get-info :version)\n", memory: 0, words }, patience);
  host.drop(0);
  return (reply.kind === "reply" ? /:version\s+"([^"\s]{1,40})/.exec(reply.text)?.[1] : undefined) ?? "(missing)";
}
