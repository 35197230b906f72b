/** What a person needs of a counterexample before the chart: which step of which role, what is false there with which values, and how to see it again. */
import type { Role, Value } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { labelText } from "../labels.ts";
import type { Trace } from "../trace.ts";
import { endingText } from "./chart.ts";
import { plain } from "./plain-text.ts";

/** What failed, as the judge of the property tells it. */
export interface Finding {
  /** The property's name, or a built-in such as `deadlock-free`. */
  readonly property: string;
  /** The step (from 1) after which it fails; 0 for the initial configuration. */
  readonly step: number;
  /** Whose state or action it is about, if not the subject of the step. */
  readonly roles?: readonly Role[];
  /** The part of the property that is false, in concrete syntax. */
  readonly conjunct?: string;
  /** What it reads, and the values: `["Seller.stock", -1n]`. */
  readonly bindings?: readonly (readonly [string, Value])[];
  /** The command line that shows it again. */
  readonly reproduce: string;
}

/**
 * The counterexample in words, a few lines without a newline at the end:
 * the property, step, role and place; the false part and its bindings; who waits for whom if nobody can move; the line that reproduces it.
 */
export function describeCounterexample(trace: Trace, finding: Finding): string {
  const step = trace.steps[finding.step - 1];
  const roles = finding.roles ?? (step === undefined ? [] : [subject(step.label)]);
  const place = step?.site === undefined ? "" : ` (${step.site.file}:${step.site.line}:${step.site.column})`;
  const where = step === undefined ? "initially" : `after step ${finding.step}: ${labelText(step.label)}${place}`;
  const at = roles.length === 0 ? "" : ` at ${roles.join(", ")}`;
  const lines = [`${finding.property} fails${at} ${where}`];
  if (finding.conjunct !== undefined) lines.push(`  false: ${finding.conjunct}`);
  for (const [name, value] of finding.bindings ?? []) lines.push(`    with ${name} = ${printValue(value)}`);
  if (finding.step === trace.steps.length) lines.push(...endingText(trace.end).map((line) => `  ${line}`));
  lines.push(`  reproduce: ${finding.reproduce}`);
  return lines.map(plain).join("\n");
}
