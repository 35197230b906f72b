/** Projection errors as findings of the file, with the choreography that each belongs to. */
import type { Action, Model } from "../calculus/core/index.ts";
import { error } from "../calculus/diagnostics/index.ts";
import type { Diagnostic } from "../calculus/diagnostics/index.ts";
import { projectionErrors } from "../calculus/projection/index.ts";
import type { ProjectionError } from "../calculus/projection/index.ts";

export interface ProjectionFinding {
  readonly procedure: string;
  readonly diagnostic: Diagnostic;
}

/** Every role of every choreography whose projection is undefined, as a diagnostic at the choice that the role cannot follow. */
export function projectionFindings(model: Model): readonly ProjectionFinding[] {
  return projectionErrors(model).map((one) => ({ procedure: one.procedure, diagnostic: diagnosticOf(one) }));
}

function diagnosticOf({ role, choice, conflict }: ProjectionError): Diagnostic {
  const span = "site" in choice ? choice.site.span : { file: 0, start: 0, end: 0 };
  const code = choice.kind === "loop" ? "unprojectable-loop" : "unmergeable-branches";
  const message = choice.kind === "loop" ? `${role} cannot tell whether the loop goes on or ends` : `${role} cannot tell the branches of this choice apart`;
  const labels = [conflict.left, conflict.right].flatMap((action) => {
    if (action === undefined || !("site" in action)) return [];
    return [{ span: action.site.span, message: `in one branch ${role} ${verbOf(action)} here` }];
  });
  const ends = conflict.left === undefined || conflict.right === undefined ? [`in the other branch ${role} has nothing left to do`] : [];
  return error(code, span, message, { labels, notes: ends });
}

function verbOf(action: Action): string {
  switch (action.kind) {
    case "send":
      return "sends";
    case "receive":
      return "receives";
    default:
      return "acts";
  }
}
