/** Diagnostics as a person reads them: severity, code and message, the frame of their spans, notes, and the repair where one is known. */
import { capDiagnostics, defaultLimits } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, Fix, Severity } from "../../calculus/diagnostics/index.ts";
import type { FileReport } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import { codeFrames } from "./code-frame.ts";
import type { Paint } from "./paint.ts";
import type { Locate } from "./positions.ts";

function fixText(fix: Fix, locate: Locate): string {
  let text = `  = help: ${cleanLine(fix.title)}\n`;
  for (const { span, replacement } of fix.edits) {
    const place = locate(span);
    if (place === undefined) continue;
    const { line, column } = place.positions.at(span.start);
    const action = replacement === "" ? "delete" : span.start === span.end ? "insert" : "write";
    const shown = replacement.trim() === "" ? "" : ` \`${cleanLine(replacement.trim().replace(/\s+/g, " "))}\``;
    text += `          ${action} at ${String(line)}:${String(column)}${shown}\n`;
  }
  return text;
}

/** One diagnostic, with an empty line after it. */
export function diagnosticText(diagnostic: Diagnostic, locate: Locate, paint: Paint): string {
  const head = `${paint(diagnostic.severity, `${diagnostic.severity}[${diagnostic.code}]`)}: ${paint("strong", cleanLine(diagnostic.message))}\n`;
  const marks = [{ span: diagnostic.span, message: "", primary: true }, ...diagnostic.labels.map((label) => ({ ...label, primary: false }))];
  const place = locate(diagnostic.span);
  // A mistake about the whole file (it cannot be read, it is empty) has no text to show.
  const whole = place !== undefined && diagnostic.span.start === diagnostic.span.end && place.positions.line(1).text === "" && diagnostic.span.start === 0;
  const frames = whole ? ` --> ${cleanLine(place.path)}\n` : codeFrames(marks, locate, paint);
  const notes = diagnostic.notes.map((note) => `  = note: ${cleanLine(note)}\n`).join("");
  return `${head}${frames}${notes}${diagnostic.fix === undefined ? "" : fixText(diagnostic.fix, locate)}\n`;
}

/** All diagnostics of one file and its imports, at most `shownDiagnostics` per source, and how many are not shown. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], locate: Locate, paint: Paint): string {
  const { shown, hidden } = capDiagnostics(diagnostics, defaultLimits.shownDiagnostics);
  return shown.map((diagnostic) => diagnosticText(diagnostic, locate, paint)).join("") + (hidden > 0 ? `and ${String(hidden)} more\n\n` : "");
}

/** The last line about a checked file: whether it is well-typed and projectable. */
export function checkedLine({ file, diagnostics, exitCode }: Pick<FileReport, "file" | "diagnostics" | "exitCode">, paint: Paint): string {
  const count = (severity: Severity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const name = cleanLine(file);
  if (exitCode === 70) return `${paint("error", "failed")} ${name}: internal error\n`;
  if (errors === 0 && warnings === 0) return `${paint("good", "ok")} ${name}\n`;
  const parts = [
    ...(errors > 0 ? [`${String(errors)} error${errors === 1 ? "" : "s"}`] : []),
    ...(warnings > 0 ? [`${String(warnings)} warning${warnings === 1 ? "" : "s"}`] : []),
  ];
  return `${paint(errors > 0 ? "error" : "warning", errors > 0 ? "failed" : "ok")} ${name}: ${parts.join(", ")}\n`;
}
