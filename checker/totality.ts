/**
 * Whether a choreography can fail at all: a step fails only where it applies a partial operation, so without one `no-failure` holds whatever the
 * states. Syntactic and conservative: an operation counts as partial although its arguments may always be in order.
 */
import { assertNever } from "../calculus/assert-never.ts";
import type { Domain, FunctionDefinition, Instruction, Model } from "../calculus/core/index.ts";
import { partsOf } from "../calculus/syntax/index.ts";
import type { Expression, Type } from "../calculus/syntax/index.ts";
import { isBuiltin } from "../calculus/values/index.ts";
import { instructionsBelow } from "./assumptions.ts";

const partialBuiltins: ReadonlySet<string> = new Set(["head", "last", "tail", "unwrap", "power"]);

/** Whether nothing below the subject applies a partial operation. Linear in the program. */
export function isTotal(model: Model, subject: string): boolean {
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

  return instructionsBelow(model, subject).every((I) => expressionsOf(I).every(total) && (I.kind !== "havoc" || isTotalDomain(I.domain)));
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
