/** `verify --core`: what of the program the proofs of solvers need (docs/smt.md). */
import type { Analysis } from "../calculus/loading/index.ts";
import type { FileReport, Solver, Verdict } from "../checker/index.ts";
import { defaultBounds } from "../checker/index.ts";
import { coreOf } from "../checker/smt/invariant-certificates/index.ts";
import type { Options } from "./options.ts";

/** As `verify --engine smt`. */
const limits = { steps: 10_000_000, milliseconds: 30_000, rounds: 24 } as const;

/** How techniques end that are about every interleaving. */
const ofNetwork = ", of the network";

/** The report with the cores of what a solver has proved head first or of a network without faults; verdicts by design and by other engines stay as they are. */
export function withCores(report: FileReport, { model, files }: Analysis, solver: Solver, options: Options, shouldStop: () => string | undefined): FileReport {
  if (model === undefined) return report;
  const memory = options.memory ?? Math.floor(defaultBounds.memory / 1_048_576);
  const effort = { solver, effort: { steps: limits.steps, milliseconds: limits.milliseconds, memory }, longest: limits.rounds, shouldStop };
  const told = (verdict: Verdict): Verdict => {
    const { subject, property, network, faults, technique, method, fairness } = verdict;
    if (verdict.verdict !== "proved" || method !== "smt" || technique === undefined || verdict.counterexample !== undefined) return verdict;
    if (faults !== "none") return { ...verdict, core: { kind: "none", reason: "proofs among faults are made of single steps, which name no statements" } };
    const about = { ...(technique.endsWith(ofNetwork) ? { network } : {}), ...(fairness === undefined ? {} : { fairness }) };
    return { ...verdict, core: coreOf(property, subject, model, files, effort, about) };
  };
  return { ...report, verdicts: report.verdicts.map(told) };
}
