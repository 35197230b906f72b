/** Which choreographies can be run by themselves: those without formal roles and without value parameters. */
import type { Label, Span } from "../diagnostics/index.ts";
import type { ChoreographyDeclaration } from "./program.ts";
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
