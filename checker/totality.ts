/**
 * Whether a choreography can fail at all: a step fails only where it applies a partial operation, so without one `no-failure` holds whatever the
 * states. Syntactic and conservative: an operation counts as partial although its arguments may always be in order.
 */
import { assertNever } from "../calculus/assert-never.ts";
import type { Action, Domain, FunctionDefinition, Instruction, Model } from "../calculus/core/index.ts";
import { partsOf } from "../calculus/syntax/index.ts";
import type { Expression, Type } from "../calculus/syntax/index.ts";
import { isBuiltin } from "../calculus/values/index.ts";
import { instructionsBelow } from "./assumptions.ts";

const partialBuiltins: ReadonlySet<string> = new Set(["head", "last", "tail", "unwrap", "power"]);

/** Whether nothing below the choreography applies a partial operation. Linear in the program. */
export function isTotal(model: Model, subject: string): boolean {
  const { expression, domain } = totality(model);
  return instructionsBelow(model, subject).every((I) => expressionsOf(I).every(expression) && (I.kind !== "havoc" || domain(I.domain)));
}

/** Whether none of these actions of processes applies a partial operation, or acts on the end of a further session, which may not be held. */
export function areTotal(model: Model, actions: readonly Action[]): boolean {
  const { expression, domain } = totality(model);
  return actions.every((A) => {
    switch (A.kind) {
      case "send":
        return A.session === undefined && A.expressions.every(expression);
      case "receive":
        return A.session === undefined;
      case "havoc":
        return domain(A.domain);
      case "assign":
        return expression(A.expression);
      case "assert":
      case "assume":
      case "if":
        return expression(A.condition);
      case "match":
        return expression(A.scrutinee);
      case "call":
        return A.arguments.every(expression);
      case "select":
        return A.alternatives.every(
          ({ guard, action }) => (guard === undefined || expression(guard)) && (action.kind !== "send" || action.expressions.every(expression)),
        );
      case "choose":
      case "loop":
      case "continue":
      case "frame":
        return true;
      default:
        return assertNever(A);
    }
  });
}

interface Totality {
  readonly expression: (expression: Expression) => boolean;
  readonly domain: (domain: Domain) => boolean;
}

function totality(model: Model): Totality {
  const functions = new Map<string, boolean>();

  const total = (expression: Expression): boolean => {
    if (expression.kind === "index") return false;
    if (expression.kind === "binary" && (expression.operator === "/" || expression.operator === "%") && !isNonZero(expression.right)) return false;
    if (expression.kind === "call" && !isTotalFunction(expression.name.text)) return false;
    if (expression.kind === "name") {
      const constant = model.definitions.constants.get(expression.name.text);
      if (constant !== undefined && !total(constant)) return false;
    }
    return partsOf(expression).every(total);
  };

  /** Constructors and built-in functions but a few are total; a declared function is when its body is and it has no clause that may be false. */
  const isTotalFunction = (name: string): boolean => {
    const definition = model.definitions.functions.get(name);
    if (definition === undefined) return !(isBuiltin(name) && partialBuiltins.has(name));
    const known = functions.get(name);
    if (known !== undefined) return known;
    const result = isTotalDefinition(definition);
    functions.set(name, result);
    return result;
  };

  const isTotalDefinition = ({ requires, ensures, body, result }: FunctionDefinition): boolean => {
    if (requires !== undefined) return false;
    return body === undefined ? (ensures === undefined || total(ensures)) && isTotalType(result) : ensures === undefined && total(body);
  };

  const isTotalType = (type: Type): boolean => {
    switch (type.kind) {
      case "primitive":
        return true;
      case "named": {
        const definition = model.definitions.types.get(type.name.text);
        return definition === undefined || isTotalType(definition);
      }
      case "list":
      case "set":
      case "option":
        return isTotalType(type.element);
      case "map":
        return isTotalType(type.key) && isTotalType(type.value);
      case "refined":
        return isTotalType(type.base) && total(type.predicate);
      default:
        return assertNever(type);
    }
  };

  const isTotalDomain = (domain: Domain): boolean => (domain.kind === "range" ? total(domain.low) && total(domain.high) : isTotalType(domain.type));

  return { expression: total, domain: isTotalDomain };
}

function isNonZero(expression: Expression): boolean {
  return expression.kind === "integer" && expression.value !== 0n;
}

function expressionsOf(I: Instruction): readonly Expression[] {
  switch (I.kind) {
    case "communicate":
      return I.expressions;
    case "assign":
      return [I.expression];
    case "assert":
    case "assume":
    case "if":
      return [I.condition];
    case "match":
      return [I.scrutinee];
    case "call":
      return [...I.arguments.values()].flat();
    case "select":
    case "havoc":
    case "choose":
    case "loop":
    case "continue":
    case "break":
    case "in-transit":
    case "frame":
    case "leave":
      return [];
    default:
      return assertNever(I);
  }
}
