/** Agreement of a type with the one that its place asks for. */
import type { Label, Span } from "../diagnostics/index.ts";
import type { Type } from "../syntax/index.ts";
import { describeType, joinTypes } from "../values/index.ts";
import type { Reporter } from "./reporter.ts";

/** Where an expectation comes from; asked for only when it is not met. */
export type Reasons = () => readonly Label[];

export const noReasons: Reasons = () => [];

/** The join of the two types; the expected one after a report when they differ. */
export function mustAgree(found: Type, expected: Type, span: Span, scope: { readonly reporter: Reporter }, reasons: Reasons = noReasons): Type {
  const joined = joinTypes(expected, found);
  if (joined !== undefined) return joined;
  scope.reporter.report("type-mismatch", span, `expected ${describeType(expected)}, found ${describeType(found)}`, { labels: reasons() });
  return expected;
}
