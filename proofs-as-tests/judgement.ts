/** From reports to verdicts: shards of a theorem are added up, then its demands are put to the sum. */
import type { Counterexample, Report, Theorem } from "./theorem.ts";
import { Tally } from "./tally.ts";

export type Status = "passed" | "failed" | "vacuous";

/** What the runner writes about one theorem; a JSON value. */
export interface Judgement {
  readonly kind: "theorem";
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly runs: number;
  readonly discarded: number;
  readonly counterexample: Counterexample | null;
  /** Why it is vacuous: demands that the statistics do not meet, or too many discarded cases. */
  readonly unmet: readonly string[];
  readonly statistics: readonly (readonly [string, number])[];
}

/** One report of several shards of the same theorem. */
export function added(reports: readonly Report[]): Report {
  const [first] = reports;
  if (first === undefined) throw new Error("no report to add");
  const tally = new Tally();
  for (const report of reports) tally.merge(report.tally.entries());
  return {
    ...first,
    runs: sum(reports, (report) => report.runs),
    discarded: sum(reports, (report) => report.discarded),
    counterexample: reports.find((report) => report.counterexample !== undefined)?.counterexample,
    vacuous: reports.some((report) => report.vacuous),
    tally,
  };
}

/** The verdict on a theorem that was asked for `runs` cases in all. */
export function judge(theorem: Theorem, report: Report, runs: number): Judgement {
  const { id, name, discarded, counterexample, tally } = report;
  const unmet = [
    ...(report.vacuous ? [`${discarded} cases discarded for ${report.runs} runs`] : []),
    ...theorem.demands.flatMap((demand) => demand.unmet(tally, runs) ?? []),
  ];
  const status = counterexample !== undefined ? "failed" : unmet.length > 0 ? "vacuous" : "passed";
  return { kind: "theorem", id, name, status, runs: report.runs, discarded, counterexample: counterexample ?? null, unmet, statistics: tally.entries() };
}

/** A report as a JSON value, for a shard's parent. */
export interface ShardReport {
  readonly kind: "shard";
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  readonly discarded: number;
  readonly counterexample: Counterexample | null;
  readonly vacuous: boolean;
  readonly statistics: readonly (readonly [string, number])[];
}

/** What a shard says about a theorem. */
export function shardReport(report: Report): ShardReport {
  const { id, name, runs, discarded, counterexample, vacuous, tally } = report;
  return { kind: "shard", id, name, runs, discarded, counterexample: counterexample ?? null, vacuous, statistics: tally.entries() };
}

/** The report that a shard's line stands for. */
export function reportOf(line: ShardReport): Report {
  const tally = new Tally();
  tally.merge(line.statistics);
  const { id, name, runs, discarded, counterexample, vacuous } = line;
  return { id, name, runs, discarded, counterexample: counterexample ?? undefined, vacuous, tally };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
