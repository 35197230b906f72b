/** Evidence as the files that `replay` reads. */
import type { SourceFile } from "../../calculus/diagnostics/index.ts";
import type { IndistinguishableRuns } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../../checker/index.ts";
import { encodeNetworkRun, encodeRuns, programHash } from "../../interpreter/index.ts";
import { encodeFaultyRun } from "../../interpreter/recovery/index.ts";

/** Two runs that a role cannot tell apart (docs/schema/runs-1.json). */
export function runsReplay(runs: IndistinguishableRuns, subject: string, sources: readonly SourceFile[]): string {
  return encodeRuns({ program: programOf(sources), subject, runs });
}

/** The run of communicating automata that the verdict rests on (docs/schema/network-run-1.json); undefined where there is none. */
export function networkReplay({ subject, network, networkRun, lasso }: Verdict, sources: readonly SourceFile[]): string | undefined {
  const { prefix, cycle } = lasso ?? { prefix: networkRun, cycle: [] };
  if (prefix === undefined) return undefined;
  return encodeNetworkRun({ program: programOf(sources), subject, network: network === "synchronous" ? "synchronous" : "fifo", prefix, cycle });
}

/** The run of the replay machine that contradicts the verdict's property (docs/schema/faulty-run-1.json); undefined where there is none. */
export function faultyReplay({ subject, property, faultyRun }: Verdict, sources: readonly SourceFile[]): string | undefined {
  if (faultyRun === undefined) return undefined;
  return encodeFaultyRun({ program: programOf(sources), subject, property, shows: faultyRun.shows, run: faultyRun.recorded });
}

/** The file that the program is in, and the hash of all its texts. */
export function programOf(sources: readonly SourceFile[]): { readonly file: string; readonly hash: string } {
  return { file: sources[0]?.path ?? "", hash: programHash(sources) };
}
