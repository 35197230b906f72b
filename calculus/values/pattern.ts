/** Matching of values against patterns. */
import { assertNever } from "../assert-never.ts";
import type { CorePattern, Definitions, Value, Variable } from "../core/index.ts";
import { evaluateClosed } from "./evaluate.ts";
import { equalValues } from "./order.ts";

/** The bindings that the pattern makes, in the order of its variables, or undefined if the value does not match. `_` binds nothing. */
export function matchPattern(pattern: CorePattern, value: Value, definitions: Definitions): readonly (readonly [Variable, Value])[] | undefined {
  switch (pattern.kind) {
    case "wildcard":
      return [];
    case "literal": {
      const literal = evaluateClosed(pattern.value, definitions);
      return literal.kind === "value" && equalValues(literal.value, value) ? [] : undefined;
    }
    case "constructor": {
      if (typeof value !== "object" || value.kind !== "variant" || value.name !== pattern.name) return undefined;
      return pattern.variables.flatMap((variable, index) => {
        const item = value.payload[index];
        return variable === "_" || item === undefined ? [] : [[variable, item] as const];
      });
    }
    default:
      return assertNever(pattern);
  }
}
