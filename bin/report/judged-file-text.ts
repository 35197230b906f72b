/** The report of one judged file as a person reads it: diagnostics, a line per verdict, counterexamples, and the expectations that are not met. */
import type { Fix, SourceFile } from "../../calculus/diagnostics/index.ts";
import { combineExitCodes } from "../../checker/index.ts";
import type { ExpectationResult, Outcome, Verdict } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import { coreText } from "./core-text.ts";
import { counterexampleText } from "./counterexample-text.ts";
import { diagnosticsText } from "./diagnostics.ts";
import { faultyRunText } from "./faulty-run-text.ts";
import type { JudgedFile } from "./judged-file.ts";
import type { Hue, Paint } from "./paint.ts";
import { locator } from "./positions.ts";
import type { Locate } from "./positions.ts";
import { isOf, runsOf } from "./expectation-of.ts";
import { lassoText, networkRunText, runsText } from "./runs-text.ts";

export interface Style {
  readonly paint: Paint;
  /** Findings only. */
  readonly quiet: boolean;
  /** One property was asked for: its counterexample is drawn even if it was expected. */
  readonly property?: string;
  readonly ignoreExpect: boolean;
}

/** How a verdict stands to what the file expects of it. */
type Standing = "expected" | "unexpected" | "not asked";

const hues: Readonly<Record<Outcome, Hue>> = {
  proved: "good",
  "verified-up-to": "good",
  violated: "error",
  vacuous: "warning",
  unknown: "warning",
  disagreement: "error",
  error: "error",
};

function standingOf(verdict: Verdict, expectations: readonly ExpectationResult[]): Standing {
  const asked = expectations.find((one) => isOf(one, verdict));
  return asked === undefined ? "not asked" : asked.expected === verdict.verdict ? "expected" : "unexpected";
}

/** What is left to say about how the verdict was reached. */
function basis({ method, technique, states, bounds, verdict, leastK, threads }: Verdict): string {
  const by = threads === undefined ? "" : `, ${String(threads.count)} thread${threads.count === 1 ? "" : "s"}`;
  const explored = states === 0 ? "" : `, ${String(states)} state${states === 1 ? "" : "s"}${by}`;
  const bound = verdict === "verified-up-to" && bounds.maxDepth !== undefined ? `, up to ${String(bounds.maxDepth)} steps` : "";
  const k = leastK === undefined ? "" : `, least k = ${String(leastK)}`;
  return `${method}${technique === undefined ? "" : `: ${technique}`}${explored}${bound}${k}`;
}

/** One verdict with what supports or contradicts it. */
export function verdictText(
  verdict: Verdict,
  standing: Standing,
  { paint, property, ignoreExpect }: Style,
  sources: readonly SourceFile[],
  locate: Locate,
): string {
  const { verdict: outcome, counterexample, reason } = verdict;
  const good = standing === "expected" || (standing === "not asked" && (outcome === "proved" || outcome === "verified-up-to"));
  const name = `${verdict.property === verdict.subject ? verdict.property : `${verdict.subject}: ${verdict.property}`}${runsOf(verdict)}`;
  const wrong = standing === "unexpected" || outcome === "violated" || outcome === "disagreement" || outcome === "error";
  const informs = verdict.informs === true && !good;
  const mark = good ? paint("good", "✓") : informs ? paint("note", "·") : paint(wrong ? "error" : hues[outcome], wrong ? "✗" : "?");
  const said = informs ? ", for information" : standing === "expected" && outcome !== "proved" ? ", as expected" : "";
  let text = `  ${mark} ${paint(good ? "good" : informs ? "note" : hues[outcome], outcome.padEnd(15))} ${cleanLine(name)}  ${paint("dim", `(${basis(verdict)}${said})`)}\n`;
  const draws = property !== undefined || ignoreExpect || standing !== "expected";
  const showsRuns = draws && !informs && (verdict.indistinguishable ?? []).length > 0;
  // The runs say what the sentence says.
  if (reason !== undefined && !(showsRuns && outcome === "violated")) text += `      ${cleanLine(reason)}\n`;
  if (property === undefined && verdict.neverExecuted !== undefined) text += neverExecutedText(verdict.neverExecuted, locate, paint);
  if (verdict.core !== undefined) text += coreText(verdict.core, sources, locate, paint);
  for (const assumption of verdict.assumptions) text += `      ${paint("dim", `assuming: ${cleanLine(assumption)}`)}\n`;
  if (counterexample !== undefined && (counterexample.kind === "violation" || property !== undefined)) text += counterexampleText(counterexample, draws, paint);
  if (draws && !informs && verdict.faultyRun !== undefined) text += faultyRunText(verdict.faultyRun, locate, paint);
  if (showsRuns) text += evidenceText(verdict, property !== undefined, locate);
  if (draws && !informs && verdict.repair !== undefined) text += repairText(verdict.repair, locate);
  if (draws && !informs && verdict.networkRun !== undefined && verdict.networkRun.length > 0) text += networkRunText(verdict.networkRun, locate);
  if (draws && !informs && verdict.lasso !== undefined) text += lassoText(verdict.lasso, locate);
  return text;
}

/** Why one thread explored where more were asked for, each reason once. */
function aloneText(verdicts: readonly Verdict[], paint: Paint): string {
  const reasons = new Set(verdicts.flatMap(({ threads }) => threads?.alone ?? []));
  return [...reasons].map((reason) => `  ${paint("note", "note")} one thread explored, though more were asked for: ${cleanLine(reason)}\n`).join("");
}

/** The first few statements that no run executes, each with its line. */
function neverExecutedText(statements: NonNullable<Verdict["neverExecuted"]>, locate: Locate, paint: Paint): string {
  const shown = statements.slice(0, 3).map(({ text, span }) => {
    const place = locate(span);
    return `\`${text}\`${place === undefined ? "" : ` (${place.path}:${String(place.positions.at(span.start).line)})`}`;
  });
  const left = statements.length - shown.length;
  return `      ${paint("dim", cleanLine(`no run executes ${shown.join(", ")}${left === 0 ? "" : `, and ${String(left)} more`}`))}\n`;
}

/** The first pair of runs, and with `all` the others. */
function evidenceText({ indistinguishable = [] }: Verdict, all: boolean, locate: Locate): string {
  const shown = all ? indistinguishable : indistinguishable.slice(0, 1);
  const left = indistinguishable.length - shown.length;
  const text = shown.map((runs) => runsText(runs, locate)).join("");
  if (text === "") return "";
  return left === 0 ? `${text}\n` : `${text}\n      … and ${String(left)} more; --property shows all\n`;
}

/** The messages that would make it a yes, and where they go. */
function repairText({ title, edits }: Fix, locate: Locate): string {
  const lines = edits.map(({ span, replacement }) => {
    const place = locate(span);
    const at = place === undefined ? "" : ` (${place.path}:${String(place.positions.at(span.start).line)})`;
    return `        add ${cleanLine(replacement.trim())}${cleanLine(at)}\n`;
  });
  return `      repair: ${cleanLine(title)}\n${lines.join("")}\n`;
}

function unmetText({ line, subject, item, network, faults, fairness, expected, actual }: ExpectationResult, file: string, paint: Paint): string {
  const name = `${item === subject ? item : `${subject}: ${item}`}${runsOf({ network, faults, fairness })}`;
  return `  ${paint("error", "unmet")} ${cleanLine(`${file}:${String(line)} expects ${name} to be ${expected}, it is ${actual}`)}\n`;
}

/** The report of one file. A quiet one says nothing about a file that is as expected. */
export function judgedFileText({ report, sources }: JudgedFile, style: Style): string {
  const { paint, quiet } = style;
  if (quiet && report.exitCode === 0) return "";
  let text = `${paint("strong", cleanLine(report.file))}\n`;
  const locate = locator(sources);
  for (const verdict of report.verdicts) {
    const standing = standingOf(verdict, report.expectations);
    const fine = standing === "expected" || (standing === "not asked" && (verdict.verdict === "proved" || verdict.informs === true));
    if (!quiet || !fine) text += verdictText(verdict, standing, style, sources, locate);
  }
  if (!quiet) text += aloneText(report.verdicts, paint);
  const shown = diagnosticsText(report.diagnostics, locate, paint);
  if (shown !== "") text += `\n${shown}`;
  for (const unmet of report.expectations.filter(({ met }) => !met)) text += unmetText(unmet, report.file, paint);
  if (!quiet && report.expectations.length > 0) text += expectationCount(report.expectations, paint);
  return `${text}\n`;
}

function expectationCount(expectations: readonly ExpectationResult[], paint: Paint): string {
  const met = expectations.filter((one) => one.met).length;
  const all = met === expectations.length;
  return `  ${paint(all ? "good" : "error", `${String(met)} of ${String(expectations.length)} expectations met`)}\n`;
}

/** One line about several files. */
export function judgedSummary(files: readonly JudgedFile[], paint: Paint): string {
  const expectations = files.flatMap(({ report }) => report.expectations);
  const failed = files.filter(({ report }) => report.exitCode !== 0).length;
  const met = expectations.filter((one) => one.met).length;
  const code = combineExitCodes(files.map(({ report }) => report.exitCode));
  const text = `${String(files.length)} files, ${String(met)} of ${String(expectations.length)} expectations met, ${failed === 0 ? "all as expected" : `${String(failed)} not as expected`}`;
  return `${paint(code === 0 ? "good" : "error", text)}\n`;
}
