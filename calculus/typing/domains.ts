/** What `any` may range over: a type, a range of integers, or the declared type of the place that it fills, narrowed or not. */
import { assertNever } from "../assert-never.ts";
import type { Label } from "../diagnostics/index.ts";
import type { AnyDomain, Expression, Type } from "../syntax/index.ts";
import { intType, unknownType } from "../values/index.ts";
import { expect } from "./expressions.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { checkRefinement, checkType } from "./type-expressions.ts";

/**
 * Reports what is wrong in the domain and returns the base type of its values. `declared` is the declared type of the place, `bounds` the scope of
 * the ends of a range.
 */
export function checkDomain(domain: AnyDomain, declared: Type | undefined, bounds: ExpressionScope): Type {
  const { program, reporter } = bounds;
  switch (domain.kind) {
    case "type":
      checkType(domain.type, program, reporter);
      return program.base(domain.type);
    case "range":
      return checkRange(domain.low, domain.high, bounds);
    case "declared":
    case "where":
      if (declared === undefined) {
        reporter.report("ambiguous-type", domain.span, "`any` of which type? Only a field or a parameter has a declared type", {
          notes: ["write the type: `any int`, `any int where value > 0`, `any 0..9`"],
        });
        return unknownType;
      }
      if (domain.kind === "where") checkRefinement(domain.predicate, declared, program, reporter);
      return declared;
    default:
      return assertNever(domain);
  }
}

function checkRange(low: Expression, high: Expression, scope: ExpressionScope): Type {
  expect(low, intType, scope);
  expect(high, intType, scope);
  const [from, to] = [literal(low), literal(high)];
  if (from !== undefined && to !== undefined && from > to) {
    const labels: readonly Label[] = [{ span: high.span, message: `this is below ${String(from)}` }];
    scope.reporter.report("invalid-range", low.span, `the range ${String(from)}..${String(to)} is empty`, { labels });
  }
  return intType;
}

function literal(expression: Expression): bigint | undefined {
  if (expression.kind === "integer") return expression.value;
  if (expression.kind === "unary" && expression.operator === "-" && expression.operand.kind === "integer") return -expression.operand.value;
  return undefined;
}
