/**
 * Which expressions have a value whatever their variables hold: those without a partial operation. Syntactic and conservative: an operation counts as partial
 * although its arguments may always be in order.
 */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Domain, FunctionDefinition } from "../core/index.ts";
import { partsOf } from "../syntax/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { isBuiltin } from "./builtins/index.ts";

const partialBuiltins: ReadonlySet<string> = new Set(["head", "last", "tail", "unwrap", "power"]);

export interface Totality {
  readonly expression: (expression: Expression) => boolean;
  readonly domain: (domain: Domain) => boolean;
}

/** Totality over these definitions. Each function and constant is looked into once; one that is defined by itself counts as partial. */
export function totality(definitions: Definitions): Totality {
  const functions = new Map<string, boolean>();
  const constants = new Map<string, boolean>();

  const total = (expression: Expression): boolean => {
    if (expression.kind === "index") return false;
    if (expression.kind === "binary" && (expression.operator === "/" || expression.operator === "%") && !isNonZero(expression.right)) return false;
    if (expression.kind === "call" && !isTotalFunction(expression.name.text)) return false;
    if (expression.kind === "name" && !isTotalName(expression.name.text)) return false;
    return partsOf(expression).every(total);
  };

  /** A literal, or a constant that is one. */
  const isNonZero = (expression: Expression): boolean => {
    const value = expression.kind === "name" ? definitions.constants.get(expression.name.text) : expression;
    return value?.kind === "integer" && value.value !== 0n;
  };

  const isTotalName = (name: string): boolean => {
    const constant = definitions.constants.get(name);
    return constant === undefined || once(constants, name, () => total(constant));
  };

  /** Constructors and built-in functions but a few are total; a declared function is when its body is and it has no clause that may be false. */
  const isTotalFunction = (name: string): boolean => {
    const definition = definitions.functions.get(name);
    if (definition === undefined) return !(isBuiltin(name) && partialBuiltins.has(name));
    return once(functions, name, () => isTotalDefinition(definition));
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
        const definition = definitions.types.get(type.name.text);
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

/** The answer for a name, computed once; while it is being computed it is no. */
function once(known: Map<string, boolean>, name: string, compute: () => boolean): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  known.set(name, false);
  const result = compute();
  known.set(name, result);
  return result;
}
