/** Pattern matching of `match`: the first case whose pattern fits, with the variables that it binds. */
import { present } from "../present.ts";
import type { CorePattern, Definitions, Value, Variable } from "../core/index.ts";
import { equalValues, evaluateClosed } from "../values/index.ts";

export interface Matched {
  readonly index: number;
  readonly variables: readonly Variable[];
  readonly values: readonly Value[];
}

/** The first case that matches the value. Typing makes matches exhaustive, so none is a mistake of ours. */
export function matchPattern(cases: readonly { readonly pattern: CorePattern }[], value: Value, definitions: Definitions): Matched {
  for (const [index, { pattern }] of cases.entries()) {
    if (pattern.kind === "wildcard") return { index, variables: [], values: [] };
    if (pattern.kind === "literal") {
      if (equalValues(evaluateClosed(pattern.value, definitions), value)) return { index, variables: [], values: [] };
    } else if (typeof value === "object" && value.kind === "variant" && value.name === pattern.name)
      return { index, ...bound(pattern.variables, value.payload) };
  }
  throw new Error("no case of a match fits its value");
}

/** `_` binds nothing. */
function bound(variables: readonly Variable[], values: readonly Value[]): { variables: readonly Variable[]; values: readonly Value[] } {
  const kept = variables.flatMap((variable, position) => (variable === "_" ? [] : [position]));
  return { variables: kept.map((position) => present(variables[position])), values: kept.map((position) => present(values[position])) };
}
