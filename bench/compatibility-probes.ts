/** What multiparty compatibility takes: the families of the papers, each in a fresh process, and nested choices by their number of configurations. */
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { LocalAutomaton } from "../calculus/protocols/index.ts";
import { judgeCompatibility } from "../checker/multiparty-compatibility/index.ts";
import { doubleBuffering, nestedChoice, pairs, ring, streaming } from "./families.ts";

type Measured = Readonly<Record<string, number>>;

/** Judges `compatible` with bounds up to `maxK`; throws unless it is proved. */
function compatible(automata: readonly LocalAutomaton[], maxK: number): Measured {
  const system = { kind: "context", name: "Measured", span: nowhere, automata, assumptions: [], exact: true } as const;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const verdict = judgeCompatibility(system, { kind: "compatible" }, { maxStates: 2_000_000, memory: 2 ** 31 }, { maxK });
  const [time, { user, system: kernel }] = [performance.now() - start, process.cpuUsage(cpu)];
  if (verdict.verdict !== "proved" || verdict.theorem === undefined) throw new Error(verdict.reason ?? verdict.evidence.join());
  return { time, processor: (user + kernel) / 1000, states: verdict.states };
}

/** Nested choices one after the other in one process, so that only the first is cold. */
function nested(): Measured {
  const result: Record<string, number> = {};
  for (const levels of [3, 3, 4, 5, 6]) {
    const { processor = Number.NaN, states = Number.NaN } = compatible(nestedChoice(levels), 5);
    result[`processor ${String(levels)}`] = processor;
    result[`states ${String(levels)}`] = states;
  }
  return result;
}

/** The probes of this file by name. */
export const compatibilityProbes: ReadonlyMap<string, () => Measured> = new Map([
  ["ring-30", (): Measured => compatible(ring(30), 5)],
  ["nested-choice-5", (): Measured => compatible(nestedChoice(5), 5)],
  ["pairs-30", (): Measured => compatible(pairs(4, 30), 30)],
  ["double-buffering-100", (): Measured => compatible(doubleBuffering(100), 101)],
  ["streaming-100", (): Measured => compatible(streaming(100), 101)],
  ["nested-choices", nested],
]);
