/** The corpus as data: its texts by path, the judgement of each by its own `expect` lines, and the counts that the manifest holds. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analysis } from "../calculus/loading/index.ts";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import type { FileReport, Solver } from "../checker/index.ts";
import { verifyModel } from "../checker/index.ts";

export interface JudgedFile {
  readonly analysis: Analysis;
  readonly report: FileReport;
  readonly counts: Counts;
}

/** What one file contributes to the manifest. */
export interface Counts {
  readonly expectations: number;
  /** States of the largest exploration that a verdict of the file rests on; 0 where nothing is explored. */
  readonly states: number;
  /** Transitions of the exploration with the most of them. */
  readonly transitions: number;
}

export interface Manifest {
  readonly files: number;
  readonly expectations: number;
  readonly counts: Readonly<Record<string, Counts>>;
}

/** The texts of all `.choreo` files below `directory`, by path relative to it with `/`, sorted. */
export function corpusTexts(directory: string): ReadonlyMap<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".choreo"))
    .toSorted();
  return new Map(paths.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(directory, path), "utf8")]));
}

/** Judges one file of the corpus; imports are read from `texts`, and the solver is asked where data has no bounds. @throws Error on mistakes of ours only. */
export function judgeFile(texts: ReadonlyMap<string, string>, path: string, solver: Solver): JudgedFile {
  const analysis = analyse(path, memoryReader(texts));
  const report = verifyModel(analysis, { solver });
  const counts = {
    expectations: report.expectations.length,
    states: Math.max(0, ...report.verdicts.map(({ states }) => states)),
    transitions: Math.max(0, ...report.verdicts.map(({ transitions }) => transitions)),
  };
  return { analysis, report, counts };
}

/** The manifest of judged files: their numbers, and the counts of each in the order given. */
export function manifestOf(judged: ReadonlyMap<string, Counts>): Manifest {
  const counts = [...judged.values()];
  return {
    files: counts.length,
    expectations: counts.reduce((sum, { expectations }) => sum + expectations, 0),
    counts: Object.fromEntries(judged),
  };
}

/** Reads a manifest that `bless` wrote. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
