/** Judges the inputs of a command one after the other, each within the bounds that the options set. */
import { chooseSolver, combineExitCodes, verifyModel } from "../checker/index.ts";
import type { ExitCode, FileReport, JudgeOptions, Verdict, VerifyOptions } from "../checker/index.ts";
import type { Request } from "./command.ts";
import { contained } from "./defect.ts";
import { analyseInputs } from "./files/analyse-input.ts";
import type { Io } from "./io.ts";
import type { KeptQueries } from "./kept-queries.ts";
import type { Options } from "./options.ts";
import { progressLine } from "./progress.ts";
import { cleanLine } from "./report/clean-text.ts";
import { isOf } from "./report/expectation-of.ts";
import type { JudgedFile } from "./report/judged-file.ts";

/** The wall-clock limit and interruption as a question that explorations ask now and then. `--deterministic` has no clock. */
export function stopping({ timeout, deterministic }: Options, { interrupted }: Io): Required<Pick<VerifyOptions, "shouldStop">> {
  const end = timeout === undefined || deterministic ? Infinity : performance.now() + timeout * 1000;
  return {
    shouldStop: () => (interrupted() ? "an interrupt" : end !== Infinity && performance.now() > end ? `the time limit of ${String(timeout)} s` : undefined),
  };
}

function verifyOptions(options: Options): JudgeOptions {
  return {
    ...(options.maxStates === undefined ? {} : { maxStates: options.maxStates }),
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    ...(options.memory === undefined ? {} : { memory: options.memory * 1_048_576 }),
    ...(options.property === undefined ? {} : { property: options.property }),
    ...(options.networkModel === undefined ? {} : { network: options.networkModel }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.fairness === undefined ? {} : { fairness: options.fairness }),
    ...(options.maxK === undefined ? {} : { maxK: options.maxK }),
    ...(options.engine === undefined ? {} : { engine: options.engine }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.reduction === undefined ? {} : { reduction: options.reduction }),
    ...(options.approximate === undefined ? {} : { approximate: options.approximate }),
    ...(options.search === undefined ? {} : { search: options.search }),
    checkRefinements: options.checkRefinements,
    ignoreExpect: options.ignoreExpect,
    paranoid: options.paranoid,
  };
}

/** Whether what is wrong with a report is nothing but verdicts that nobody reached: then an interrupt makes no finding of them. */
function isUndecided({ exitCode, diagnostics, expectations, verdicts }: FileReport): boolean {
  if (exitCode !== 1 || diagnostics.some(({ severity }) => severity === "error")) return false;
  const isMet = (verdict: Verdict): boolean => expectations.some((one) => one.met && isOf(one, verdict));
  return expectations.every(({ met, actual }) => met || actual === "unknown") && verdicts.every((one) => one.verdict !== "violated" || isMet(one));
}

/**
 * The judgements of all inputs, as they are asked for, with the questions to solvers kept where that is wanted; none that comes after an interrupt. One solver
 * serves them all. On a terminal the file at hand is named on standard error.
 */
export async function* judgeInputs({ words, options }: Request, io: Io, kept?: KeptQueries): AsyncGenerator<JudgedFile> {
  const shows = io.stderrIsTerminal && !options.quiet;
  let { shouldStop } = stopping(options, io);
  const solver = chooseSolver(options.solver ?? "auto", { shouldStop: () => shouldStop(), ...(kept === undefined ? {} : { keep: kept.keep }) });
  const asked = kept === undefined ? {} : { queriesAsked: kept.asked };
  const cores = options.core ? await import("./proof-cores.ts") : undefined;
  try {
    for await (const { path, analyse } of analyseInputs(words, io, options)) {
      if (io.interrupted()) return;
      ({ shouldStop } = stopping(options, io));
      const what = `judging ${cleanLine(path)}`;
      if (shows) io.stderr(`\r\u001b[2K${what}`);
      const showing = shows ? { onProgress: progressLine(io, what, () => performance.now()) } : {};
      const judged = contained(path, options, io, () => {
        const analysis = analyse();
        const report = verifyModel(analysis, { ...verifyOptions(options), shouldStop, solver, ...asked, ...showing });
        return { sources: analysis.sources, report: cores === undefined ? report : cores.withCores(report, analysis, solver, options, shouldStop) };
      });
      if (shows) io.stderr("\r\u001b[2K");
      yield io.interrupted() && isUndecided(judged.report) ? { ...judged, report: { ...judged.report, exitCode: 3 } } : judged;
    }
  } finally {
    solver.close();
  }
}

/** The exit code of what was judged: an interrupt leaves it undecided, unless something graver was found. Told on standard error. */
export function judgedExitCode(judged: readonly JudgedFile[], io: Io): ExitCode {
  const codes = judged.map(({ report }) => report.exitCode);
  if (!io.interrupted()) return combineExitCodes(codes);
  io.stderr("choreo-verify: interrupted; what was judged until then is reported\n");
  return combineExitCodes([...codes, 3]);
}
