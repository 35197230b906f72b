/** The judgements that need no run: `well-typed` by the type derivation, `projectable` by full merge. */
import type { Model } from "../calculus/core/index.ts";
import type { Diagnostic, Span } from "../calculus/diagnostics/index.ts";
import type { BuiltInItem } from "./items.ts";
import { definitionOfItem } from "./items.ts";
import { instructionsBelow } from "./assumptions.ts";
import type { Bounds, Outcome, Verdict } from "./verdict.ts";

const projectionTheorem = "projectability is decided by full merge (docs/semantics.md §7)";

/** A verdict that rests on diagnostics alone. */
export function staticVerdict(subject: string, item: BuiltInItem, outcome: Outcome, span: Span, bounds: Bounds, more: Partial<Verdict> = {}): Verdict {
  return {
    subject,
    property: item,
    verdict: outcome,
    definition: definitionOfItem(item),
    method: item === "well-typed" ? "typing" : item === "projectable" ? "projection" : "none",
    ...(item === "projectable" ? { theorem: projectionTheorem } : {}),
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    span,
    ...more,
  };
}

/** `violated` with the findings as evidence, `proved` without any. */
export function verdictOnFindings(subject: string, item: "well-typed" | "projectable", findings: readonly Diagnostic[], span: Span, bounds: Bounds): Verdict {
  if (findings.length === 0) return staticVerdict(subject, item, "proved", span, bounds, { evidence: [proofOf(item)] });
  const evidence = findings.map(({ code, message }) => `${code}: ${message}`);
  return staticVerdict(subject, item, "violated", span, bounds, { evidence, diagnostics: findings, reason: evidence[0] ?? "" });
}

function proofOf(item: "well-typed" | "projectable"): string {
  return item === "well-typed" ? "a type derivation exists for every declaration of the file" : "the projection is defined for every role";
}

/** The choreography and all that it calls. */
export function proceduresBelow(model: Model, subject: string): ReadonlySet<string> {
  return new Set([subject, ...instructionsBelow(model, subject).flatMap((I) => (I.kind === "call" ? [I.procedure] : []))]);
}
