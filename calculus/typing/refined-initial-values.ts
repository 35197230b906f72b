/** Initial values satisfy the refinements of their declared types. What is assigned, sent or returned later is not checked (docs/verdicts.md §2). */
import type { Definitions, Value } from "../core/index.ts";
import type { FieldDeclaration } from "../syntax/index.ts";
import { elaborateDomain } from "../elaboration/index.ts";
import { closedDomain, closedOutcome, isExcluded, printValue } from "../values/index.ts";
import type { Reporter } from "./reporter.ts";

/**
 * Reports the first initial value of the field that its declared type excludes. Of a domain that is too large to enumerate no value is looked at; nor is
 * a refinement that needs a function without body, or is beyond the limits of the evaluator. Linear in the values.
 */
export function checkInitialRefinement(declaration: FieldDeclaration, definitions: Definitions, reporter: Reporter): void {
  const { initial, name, type } = declaration;
  const excluded = initialValues(declaration, definitions).find((value) => isExcluded(value, type, definitions));
  if (excluded === undefined) return;
  const span = initial.kind === "expression" ? initial.expression.span : initial.domain.span;
  reporter.report("refinement-violated", span, `the initial value ${brief(excluded)} of \`${name.text}\` does not satisfy its type`, {
    labels: [{ span: type.span, message: "the declared type" }],
  });
}

function initialValues({ initial, type }: FieldDeclaration, definitions: Definitions): readonly Value[] {
  if (initial.kind === "expression") {
    const outcome = closedOutcome(initial.expression, definitions);
    return outcome.kind === "value" ? [outcome.value] : [];
  }
  const domain = closedDomain(elaborateDomain(initial.domain, type), definitions);
  return domain?.kind === "finite" ? domain.values : [];
}

/** Long values are cut. */
function brief(value: Value): string {
  const text = printValue(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
