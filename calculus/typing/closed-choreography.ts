/** Which choreographies can be run by themselves: those without formal roles and without value parameters. */
import { error } from "../diagnostics/index.ts";
import type { Diagnostic, Label, Span } from "../diagnostics/index.ts";
import { entryPoint } from "../elaboration/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import type { ChoreographyDeclaration } from "./program.ts";
import { collect } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";

/** Reports at `span` when the choreography has formal roles or value parameters; `what` needs runs of it. */
export function reportNotClosed(declaration: ChoreographyDeclaration, span: Span, what: string, reporter: Reporter): void {
  const formal = declaration.roles.find((role) => role.state !== undefined)?.name;
  const open = formal ?? declaration.parameters[0]?.name;
  if (open === undefined) return;
  const labels: readonly Label[] = [{ span: open.span, message: formal === undefined ? "a value parameter" : "a formal role" }];
  reporter.report("not-closed", span, `\`${declaration.name.text}\` cannot be run by itself, but ${what} is about its runs`, {
    labels,
    notes: ["name a choreography that calls it"],
  });
}

/** Why a command that runs the file cannot choose what to run: `no-entry-point`, `not-closed`, or nothing. */
export function entryProblem(files: readonly ParsedFile[]): Diagnostic | undefined {
  const name = entryPoint(files);
  const span: Span = { file: 0, start: 0, end: 0 };
  const choreographies = files.flatMap((file) => file.declarations.filter((declaration) => declaration.kind === "choreography"));
  const entry = choreographies.find((declaration) => declaration.name.text === name);
  if (entry === undefined) {
    const labels = choreographies.filter((each) => each.span.file === 0).map((each) => ({ span: each.name.span, message: "one of them" }));
    return error("no-entry-point", labels[0]?.span ?? span, "which choreography is run? There is neither `main` nor exactly one", { labels: labels.slice(1) });
  }
  const found = collect();
  reportNotClosed(entry, entry.name.span, "this command", found);
  return found.diagnostics[0];
}
