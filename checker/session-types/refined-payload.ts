/**
 * Whether what is sent meets the refinement of its payload, as far as evaluation decides it: closed expressions by their values, and formulas that are
 * false whatever the variables are, such as `x > x` or `1 > 2`. What needs a solver is left open.
 */
import type { Definitions, Value } from "../../calculus/core/index.ts";
import { partsOf, printExpression } from "../../calculus/syntax/index.ts";
import type { BinaryOperator, Expression, Type } from "../../calculus/syntax/index.ts";
import { closedOutcome, isExcluded, refinementsIn } from "../../calculus/values/index.ts";
import { variablesOf } from "./program-points.ts";

/** What is sent beside it in the same message, by the names that the protocol gives. */
export type SentValues = ReadonlyMap<string, Expression>;

/**
 * Returns "missed" only if no values of the variables meet the type, "met" only if all do. `isVariable` tells the variables of the process from
 * constants. Linear in the expression and the refinements, but for evaluation.
 */
export function meetsRefinements(
  expression: Expression,
  type: Type,
  sent: SentValues,
  isVariable: (name: string) => boolean,
  definitions: Definitions,
): "met" | "missed" | "open" {
  const valueOf = (part: Expression): Value | undefined => {
    if (variablesOf(part).some(isVariable)) return undefined;
    const outcome = closedOutcome(part, definitions);
    return outcome.kind === "value" ? outcome.value : undefined;
  };
  const isFixed = (name: string): boolean => definitions.constants.has(name) || definitions.constructors.has(name) || name === "none";
  const spokenOf = new Set(refinementsIn(type, definitions).flatMap(variablesOf));
  const others = new Map<string, Value | undefined>();
  for (const name of spokenOf) {
    if (name === "value" || isFixed(name)) continue;
    const beside = sent.get(name);
    others.set(name, beside === undefined ? undefined : valueOf(beside));
  }
  const value = valueOf(expression);
  if (value !== undefined && [...others.values()].every((other) => other !== undefined))
    return isExcluded(value, type, definitions, (name) => others.get(name)) ? "missed" : "met";

  // A name of the protocol that is not sent here is no variable of the process, whatever that calls its own.
  const meant = (name: string): Expression | undefined => {
    if (name === "value") return expression;
    if (isFixed(name)) return undefined;
    return sent.get(name) ?? { kind: "name", name: { text: `${name} of the protocol`, span: expression.span }, span: expression.span };
  };
  const truth = (formula: Expression): boolean | undefined => {
    const known = byShape(formula);
    if (known !== undefined) return known;
    if (variablesOf(formula).some((name) => !isFixed(name))) return undefined;
    const outcome = closedOutcome(formula, definitions);
    return outcome.kind === "value" && typeof outcome.value === "boolean" ? outcome.value : undefined;
  };
  const byShape = (formula: Expression): boolean | undefined => {
    if (formula.kind === "unary" && formula.operator === "not") {
      const operand = truth(formula.operand);
      return operand === undefined ? undefined : !operand;
    }
    if (formula.kind !== "binary") return undefined;
    const { operator, left, right } = formula;
    switch (operator) {
      case "and":
        return connected(truth(left), truth(right), false);
      case "or":
        return connected(truth(left), truth(right), true);
      case "implies": {
        const premise = truth(left);
        return connected(premise === undefined ? undefined : !premise, truth(right), true);
      }
      default:
        return compared(operator, left, right);
    }
  };
  return predicatesOf(type, definitions).some((predicate) => truth(substituted(predicate, meant)) === false) ? "missed" : "open";
}

/** One side alone decides if it is `deciding`; otherwise both must be known. */
function connected(left: boolean | undefined, right: boolean | undefined, deciding: boolean): boolean | undefined {
  if (left === deciding || right === deciding) return deciding;
  return left === undefined || right === undefined ? undefined : !deciding;
}

/** The predicates that speak of the value itself, not of its parts. */
function predicatesOf(type: Type, { types }: Definitions): readonly Expression[] {
  const predicates: Expression[] = [];
  for (let part: Type | undefined = type; part !== undefined;) {
    if (part.kind === "refined") {
      predicates.push(part.predicate);
      part = part.base;
    } else part = part.kind === "named" ? types.get(part.name.text) : undefined;
  }
  return predicates;
}

/** The formula with other expressions for its names, where it is made of operators alone; what else it holds stays, under names that nothing has. */
function substituted(formula: Expression, meant: (name: string) => Expression | undefined): Expression {
  switch (formula.kind) {
    case "name":
      return meant(formula.name.text) ?? formula;
    case "unary":
      return { ...formula, operand: substituted(formula.operand, meant) };
    case "binary":
      return { ...formula, left: substituted(formula.left, meant), right: substituted(formula.right, meant) };
    default:
      return partsOf(formula).length === 0
        ? formula
        : { kind: "name", name: { text: `${printExpression(formula)} of the protocol`, span: formula.span }, span: formula.span };
  }
}

/** A comparison of two sums whose difference is a number, whatever the variables are. */
function compared(operator: BinaryOperator, left: Expression, right: Expression): boolean | undefined {
  const difference = sumOf({ kind: "binary", operator: "-", left, right, span: left.span });
  if (difference === undefined || [...difference.factors.values()].some((factor) => factor !== 0n)) return undefined;
  const { constant } = difference;
  switch (operator) {
    case "<":
      return constant < 0n;
    case "<=":
      return constant <= 0n;
    case ">":
      return constant > 0n;
    case ">=":
      return constant >= 0n;
    // Strings are added, too: they are equal if they are written alike, and numbers that differ are different.
    case "==":
    case "!=": {
      const isEqual = printExpression(left) === printExpression(right) ? true : constant === 0n ? undefined : false;
      return isEqual === undefined ? undefined : isEqual === (operator === "==");
    }
    default:
      return undefined;
  }
}

interface Sum {
  readonly factors: ReadonlyMap<string, bigint>;
  readonly constant: bigint;
}

/** A linear expression by its variables; undefined for any other. */
function sumOf(expression: Expression): Sum | undefined {
  switch (expression.kind) {
    case "integer":
      return { factors: new Map(), constant: expression.value };
    case "name":
      return { factors: new Map([[expression.name.text, 1n]]), constant: 0n };
    case "unary":
      return expression.operator === "-" ? scaled(sumOf(expression.operand), -1n) : undefined;
    case "binary": {
      const left = sumOf(expression.left);
      const right = sumOf(expression.right);
      if (expression.operator === "+") return added(left, right);
      if (expression.operator === "-") return added(left, scaled(right, -1n));
      if (expression.operator !== "*" || left === undefined || right === undefined) return undefined;
      if (left.factors.size === 0) return scaled(right, left.constant);
      return right.factors.size === 0 ? scaled(left, right.constant) : undefined;
    }
    default:
      return undefined;
  }
}

function scaled(sum: Sum | undefined, by: bigint): Sum | undefined {
  return sum && { factors: new Map([...sum.factors].map(([name, factor]) => [name, factor * by])), constant: sum.constant * by };
}

function added(left: Sum | undefined, right: Sum | undefined): Sum | undefined {
  if (left === undefined || right === undefined) return undefined;
  const factors = new Map(left.factors);
  for (const [name, factor] of right.factors) factors.set(name, (factors.get(name) ?? 0n) + factor);
  return { factors, constant: left.constant + right.constant };
}
