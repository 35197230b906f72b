/** The truth of formulas: what is the same head first and in networks. */
import type { Expression, Formula } from "../../../calculus/syntax/index.ts";
import { boolType } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { encodeExpression } from "./encode-expression.ts";

export interface Truth {
  readonly value: Term;
  /** Every variable that is read is set, and no partial operation fails. */
  readonly defined: Term;
}

/** A formula that is not made of others. */
export type AtomicFormula = Exclude<Formula, { kind: "not" | "and" | "or" | "implies" }>;

/** The truth of a formula, evaluated from left to right, where `truthOfAtom` tells that of its atoms. Linear. Throws what `truthOfAtom` throws. */
export function truthOf(formula: Formula, { terms }: Context, truthOfAtom: (atom: AtomicFormula) => Truth): Truth {
  const inside = (part: Formula): Truth => {
    switch (part.kind) {
      case "not": {
        const { value, defined } = inside(part.operand);
        return { value: terms.not(value), defined };
      }
      case "and":
      case "or":
      case "implies": {
        const left = inside(part.left);
        const right = inside(part.right);
        const goesOn = part.kind === "or" ? terms.not(left.value) : left.value;
        return {
          value: part.kind === "and" ? terms.and(left.value, right.value) : terms.or(terms.not(goesOn), right.value),
          defined: terms.and(left.defined, terms.implies(goesOn, right.defined)),
        };
      }
      default:
        return truthOfAtom(part);
    }
  };
  return inside(formula);
}

/** The truth of an expression of type bool. @throws Refusal */
export function truthOfExpression(expression: Expression, at: Parameters<typeof encodeExpression>[1], context: Context): Truth {
  const { value, defined } = encodeExpression(expression, at, context, boolType);
  return value.kind === "boolean" ? { value: value.term, defined } : { value: context.terms.false, defined: context.terms.false };
}
