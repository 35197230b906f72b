/** The replay of a run of communicating automata: every step from the definition of the network, and that its cycle comes back to where it began. */
import type { Model } from "../calculus/core/index.ts";
import { error, type SourceFile } from "../calculus/diagnostics/index.ts";
import { describeConfiguration, describeTrace, isSameConfiguration, walkNetworkRun } from "../checker/automata/index.ts";
import { communicatingSystem } from "../checker/communicating-systems/index.ts";
import type { NetworkRun } from "../interpreter/index.ts";
import type { Request } from "./command.ts";
import { refuse } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { cleanLine } from "./report/clean-text.ts";
import { UsageError } from "./usage-error.ts";

/** Repeats the run; the exit code is 1 where it is none of the network, or its cycle does not come back. */
export function replayedNetworkRun(run: NetworkRun, model: Model, sources: readonly SourceFile[], request: Request, io: Io): number {
  if (request.options.shrink) throw new UsageError("a run of communicating automata is not shrunk");
  const found = communicatingSystem(model, run.subject);
  if (!found.ok) return refuse([error("unknown-subject", found.span ?? { file: 0, start: 0, end: 0 }, found.reason)], sources, request, io).exitCode;
  const { ok, reasons } = repeated(found.system.automata, run);
  if (request.options.format === "json") io.stdout(`${JSON.stringify({ replayed: ok, reasons }, null, 2)}\n`);
  else io.stdout(reasons.map((reason) => `${cleanLine(reason)}\n`).join(""));
  return ok ? 0 : 1;
}

type Automata = Parameters<typeof walkNetworkRun>[0];

function repeated(automata: Automata, { network, prefix, cycle }: NetworkRun): { readonly ok: boolean; readonly reasons: readonly string[] } {
  const wrong = (at: number, reason: string): { readonly ok: false; readonly reasons: readonly string[] } => ({
    ok: false,
    reasons: [`the run does not replay: step ${String(at + 1)}: ${reason}`],
  });
  const first = walkNetworkRun(automata, prefix, network);
  if (!first.ok) return wrong(first.at, first.reason);
  const told = `the run replays on the ${network} network: ${describeTrace(prefix)}`;
  if (cycle.length === 0) return { ok: true, reasons: [told, ...describeConfiguration(automata, first.end)] };
  const round = walkNetworkRun(automata, cycle, network, first.end);
  if (!round.ok) return wrong(prefix.length + round.at, round.reason);
  if (!isSameConfiguration(first.end, round.end)) return { ok: false, reasons: ["the run does not replay: its cycle does not come back to where it began"] };
  return { ok: true, reasons: [told, `and then, again and again: ${describeTrace(cycle)}`] };
}
