/** What `crash` prints: the verdicts with their runs, which steps were crashed, and the smallest faults that break a property (docs/schema/crash-1.json). */
import { numberedText } from "../../calculus/core/index.ts";
import type { Diagnostic, SourceFile } from "../../calculus/diagnostics/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { clausesOf } from "../../interpreter/recovery/index.ts";
import { clauseText } from "../../checker/resilience/index.ts";
import type { Coverage, CrashReport, Frontier, ReplaySubject } from "../../checker/resilience/index.ts";
import { cleanLine } from "./clean-text.ts";
import { diagnosticsText } from "./diagnostics.ts";
import { verdictText } from "./judged-file-text.ts";
import { verdictJson } from "./json-report.ts";
import type { Paint } from "./paint.ts";
import { violationJson, violationLines } from "./proofs.ts";
import { locator } from "./positions.ts";
import type { Locate } from "./positions.ts";

export interface Crashed {
  readonly path: string;
  readonly subject: ReplaySubject;
  readonly report: CrashReport;
  readonly frontier?: Frontier;
}

/** The report as a person reads it. */
export function crashText({ path, subject, report, frontier }: Crashed, sources: readonly SourceFile[], paint: Paint): string {
  const locate = locator(sources);
  const style = { paint, quiet: false, property: "", ignoreExpect: true };
  let text = `${paint("strong", cleanLine(path))}\n`;
  const warned = diagnosticsText(report.assumptions.findings.map(asWarning), locate, paint);
  if (warned !== "") text += `\n${warned}\n`;
  for (const verdict of report.verdicts) text += verdictText(verdict, "not asked", style, sources, locate);
  const clauses = clausesOf(subject.faults).map((clause) => `${clauseText(clause)}${clause.atMost === undefined ? "" : ` at most ${String(clause.atMost)}`}`);
  text += `\n  faults: ${cleanLine(clauses.join("; "))}\n`;
  text += semanticsText(report.semantics, paint);
  if (report.coverage !== undefined) text += coverageText(report.coverage, locate, paint);
  return frontier === undefined ? text : `${text}${frontierText(frontier)}`;
}

/** An assumption that the program does not keep, as a warning: what it leads to is judged by itself. */
function asWarning({ code, message, span, labels, repair }: CrashReport["assumptions"]["findings"][number]): Diagnostic {
  return { code, severity: "warning", message, span, labels, notes: [`repair: ${repair}`] };
}

/** What provers say of the transactions: what does not hold, with its inputs, and how much does. */
function semanticsText(semantics: CrashReport["semantics"], paint: Paint): string {
  if (semantics.length === 0) return "";
  let text = "";
  for (const { obligation, outcome, neededBy } of semantics) {
    if (outcome.kind === "proved" || outcome.kind === "vacuous") continue;
    const why = outcome.kind === "violated" ? violationLines(outcome.violation, obligation) : [outcome.reason];
    const mark = outcome.kind === "violated" ? paint(neededBy === "nothing" ? "warning" : "error", "✗") : paint("warning", "·");
    text += `    ${mark} ${cleanLine(`${outcome.kind}: ${obligation.name}${asksFor[neededBy]}`)}\n`;
    for (const line of why) text += `        ${cleanLine(line)}\n`;
  }
  const held = semantics.filter(({ outcome }) => outcome.kind === "proved" || outcome.kind === "vacuous").length;
  return `  ${String(held)} of ${String(semantics.length)} claims about transactions hold for all values\n${text}`;
}

const asksFor: Readonly<Record<CrashReport["semantics"][number]["neededBy"], string>> = {
  replay: " (masking by replay rests on it)",
  atomicity: " (atomicity rests on it)",
  nothing: " (this machine makes up for it)",
};

function coverageText({ points, tried, limit }: Coverage, locate: Locate, paint: Paint): string {
  const crashed = points.filter(({ isTried }) => isTried).length;
  // Faults without crashes have no crash points.
  let text = points.length === 0 ? "" : `  ${String(tried)} crashes were tried, before ${String(crashed)} of ${String(points.length)} steps\n`;
  for (const { role, action, span, isTried, isTriedInRecovery } of points) {
    const place = span === undefined ? undefined : locate(span);
    const at = place === undefined || span === undefined ? "" : `:${String(place.positions.at(span.start).line)}`;
    const mark = isTried ? paint("good", "✓") : paint("warning", "·");
    text += `    ${mark} ${cleanLine(`${role}${at}  ${action}`)}${isTriedInRecovery ? paint("dim", "  also in recovery") : isTried ? "" : paint("dim", "  a crash changes nothing")}\n`;
  }
  return limit === undefined ? text : `${text}    ${cleanLine(limit)}\n`;
}

function frontierText({ items, tried }: Frontier): string {
  const width = Math.max(...items.map(({ item }) => item.length));
  const lines = items.map(({ item, brokenBy, undecided }) => {
    const sets = brokenBy.map((faults) => (faults.length === 0 ? "no fault at all" : faults.join(" and ")));
    const said = sets.length > 0 ? sets.join(", or ") : undecided ? "not decided" : "nothing that was tried";
    return `    ${item.padEnd(width)}  ${cleanLine(said)}\n`;
  });
  return `\n  broken by, at least (${String(tried)} sets of faults were tried):\n${lines.join("")}`;
}

/** The report for programs. */
export function crashJson({ path, subject, report, frontier }: Crashed, exitCode: ExitCode, sources: readonly SourceFile[]): string {
  const locate = locator(sources);
  const { coverage } = report;
  const spanOf = (span: Coverage["points"][number]["span"]): object | null => {
    const place = span === undefined ? undefined : locate(span);
    return place === undefined || span === undefined ? null : { file: place.path, line: place.positions.at(span.start).line };
  };
  const json = {
    schemaVersion: 1,
    file: path,
    subject: subject.name,
    faults: clausesOf(subject.faults).map((clause) => ({ clause: clauseText(clause), atMost: clause.atMost ?? null })),
    verdicts: report.verdicts.map((verdict) => verdictJson(verdict, sources, locate, false)),
    assumptions: report.assumptions.findings.map((finding) => ({
      code: finding.code,
      message: finding.message,
      at: spanOf(finding.span),
      flow: finding.labels.map(({ span, message }) => ({ message, at: spanOf(span) })),
      repair: finding.repair,
    })),
    semantics: report.semantics.map(({ obligation, transaction, neededBy, outcome }) => ({
      claim: obligation.name,
      transaction: numberedText(transaction.name),
      neededBy,
      verdict: outcome.kind,
      method: outcome.method,
      reason: "reason" in outcome ? outcome.reason : null,
      violation: outcome.kind === "violated" ? violationJson(outcome.violation) : null,
    })),
    coverage:
      coverage === undefined
        ? null
        : {
            tried: coverage.tried,
            limit: coverage.limit ?? null,
            points: coverage.points.map(({ role, action, span, isTried, isTriedInRecovery }) => ({
              role,
              action,
              at: spanOf(span),
              isTried,
              isTriedInRecovery,
            })),
          },
    frontier:
      frontier === undefined ? null : { tried: frontier.tried, items: frontier.items.map(({ item, brokenBy, undecided }) => ({ item, brokenBy, undecided })) },
    exitCode,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
