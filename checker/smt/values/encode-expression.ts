/** Expressions of the language as symbolic values, and domains of choices: what an environment of names makes of them. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Domain } from "../../../calculus/core/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { intType, unknownType } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { encodeTerm, encodeTerms } from "./encode-term.ts";
import type { Environment } from "./environment.ts";
import { freshValue } from "./fresh.ts";
import { refuse } from "./refusal.ts";
import { boundsIn, holdsIn } from "./refinements.ts";
import type { ValueShape } from "./shape.ts";
import type { Evaluated, SymbolicInteger, SymbolicValue } from "./symbolic-value.ts";

/** The value of the expression; `expected` is the type that its place gives it, if that is known. Linear, with the bodies of functions. @throws Refusal */
export function encodeExpression(expression: Expression, environment: Environment, context: Context, expected: Type = unknownType): Evaluated {
  const result = termOf(expression, environment.scope, expected);
  return result.ok ? encodeTerm(result.term, environment.cells, context) : refuse(result.reason);
}

/** That the value is one of the domain; `defined` where the bounds of a range have values. It has the type of the domain without refinements. @throws Refusal */
export function domainConstraint(
  value: SymbolicValue,
  domain: Domain,
  environment: Environment,
  context: Context,
): Pick<Evaluated, "defined" | "answered"> & { readonly holds: Term } {
  const { terms, integers } = context;
  switch (domain.kind) {
    case "type":
      return { holds: holdsIn(value, domain.type, environment, context, encodeTerm), defined: terms.true, answered: terms.true };
    case "range": {
      const { low, high, defined, answered } = rangeOf(domain, environment, context);
      if (low === undefined || high === undefined || value.kind === "nothing") return { holds: terms.false, defined, answered };
      if (value.kind !== "integer") throw new Error("an integer of a range");
      return { holds: terms.and(integers.atMost(low, value), integers.atMost(value, high)), defined, answered };
    }
    default:
      return assertNever(domain);
  }
}

/** A value that `any` chooses, with the conditions of the step. */
export interface Choice {
  readonly value: SymbolicValue;
  /** It is well-formed and one of the domain. */
  readonly holds: Term;
  readonly defined: Term;
  readonly answered: Term;
}

/**
 * Symbols with this name for a value of the domain. `shape`: the layout of the cell that takes it, which must have every value of the domain; absent: as refinements
 * and bounds evidently tell. @throws Refusal
 */
export function chooseValue(name: string, domain: Domain, environment: Environment, context: Context, shape?: ValueShape): Choice {
  const { value, wellFormed } = freshValue(name, shape ?? shapeOfDomain(domain, environment, context), context);
  const { holds, defined, answered } = domainConstraint(value, domain, environment, context);
  return { value, holds: context.terms.and(wellFormed, holds), defined, answered };
}

/** A shape with every value of the domain. @throws Refusal */
export function shapeOfDomain(domain: Domain, environment: Environment, context: Context): ValueShape {
  if (domain.kind === "type") return boundsIn(domain.type, [], environment, context, encodeTerm);
  const { low, high } = rangeOf(domain, environment, context);
  if (low === undefined || high === undefined) return { kind: "nothing" };
  return low.low !== undefined && high.high !== undefined && low.low > high.high ? { kind: "nothing" } : { kind: "integer", low: low.low, high: high.high };
}

/** That the bounds of a range have values, and no integer is between them. @throws Refusal */
export function isEmptyRange(domain: Extract<Domain, { kind: "range" }>, environment: Environment, context: Context): Term {
  const { terms, integers } = context;
  const { low, high, defined, answered } = rangeOf(domain, environment, context);
  if (low === undefined || high === undefined) return terms.false;
  return terms.and(answered, defined, terms.not(integers.atMost(low, high)));
}

function rangeOf(
  { low, high }: Extract<Domain, { kind: "range" }>,
  { scope, cells }: Environment,
  context: Context,
): { readonly low?: SymbolicInteger; readonly high?: SymbolicInteger } & Pick<Evaluated, "defined" | "answered"> {
  const list = [low, high].map((bound) => {
    const result = termOf(bound, scope, intType);
    return result.ok ? result.term : refuse(result.reason);
  });
  const { values, defined, answered } = encodeTerms(list, cells, context);
  const [from, to] = values;
  return from?.kind === "integer" && to?.kind === "integer" ? { low: from, high: to, defined, answered } : { defined, answered };
}
