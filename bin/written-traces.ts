/** The counterexamples of a judgement as files, each as `replay` reads it. */
import type { ExitCode, Verdict } from "../checker/index.ts";
import { combineExitCodes } from "../checker/index.ts";
import type { SourceFile } from "../calculus/diagnostics/index.ts";
import { encodeTrace } from "../interpreter/index.ts";
import { makeDirectory, writeFile } from "./files/write-file.ts";
import type { Io } from "./io.ts";
import { cleanLine } from "./report/clean-text.ts";
import { runsOf } from "./report/expectation-of.ts";
import { faultyReplay, networkReplay, runsReplay } from "./report/replayable.ts";

/** What was judged of one file. */
interface Judged {
  readonly report: { readonly file: string; readonly verdicts: readonly Verdict[] };
  readonly sources: readonly SourceFile[];
}

/** Characters of a file's name, without its number and ending. */
const longestName = 120;

/**
 * Writes what one file's verdicts show into the directory, which is made if it is not there; the exit code is 2 where the file system refuses. Names are those of
 * the file, the subject and the property, with numbers where they meet; the same judgement gives the same names.
 */
export function traceWriter(directory: string, io: Io, quiet: boolean): (file: Judged) => ExitCode {
  const taken = new Map<string, number>();
  const nameOf = (file: string, { subject, property, network, faults, fairness }: Verdict): string => {
    const base = (file.split("/").at(-1) ?? "").replace(/\.[A-Za-z0-9]{1,10}$/, "");
    const words = [base, ...(subject === property ? [] : [subject]), `${property}${runsOf({ network, faults, fairness })}`];
    const name = words
      .join(".")
      .replace(/[^A-Za-z0-9_.+-]+/g, "-")
      .slice(0, longestName);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return `${name}${count === 1 ? "" : `-${String(count)}`}.json`;
  };
  let made = false;
  return ({ report, sources }) => {
    const codes: ExitCode[] = [];
    for (const verdict of report.verdicts) {
      for (const text of tracesOf(verdict, sources)) {
        if (!made) codes.push(makeDirectory(directory, io));
        if (codes.includes(2)) return 2;
        made = true;
        const path = `${directory.replace(/\/+$/, "")}/${nameOf(report.file, verdict)}`;
        codes.push(writeFile(path, text, io));
        if (!quiet) io.stderr(`${cleanLine(path)}\n`);
      }
    }
    return combineExitCodes(codes);
  };
}

/** What supports a verdict as runs: a counterexample, a witness, each pair of runs of a protocol, the run of communicating automata, that of the replay machine. */
function tracesOf(verdict: Verdict, sources: readonly SourceFile[]): readonly string[] {
  const { counterexample, indistinguishable = [] } = verdict;
  const network = networkReplay(verdict, sources);
  const faulty = faultyReplay(verdict, sources);
  return [
    ...(counterexample === undefined ? [] : [encodeTrace(counterexample.trace)]),
    ...indistinguishable.map((runs) => runsReplay(runs, verdict.subject, sources)),
    ...(network === undefined ? [] : [network]),
    ...(faulty === undefined ? [] : [faulty]),
  ];
}
