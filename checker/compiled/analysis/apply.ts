/** Operations on the values of small shapes, one combination after the other: what has no abstract arithmetic of its own is tabulated. */
import type { Value } from "../../../calculus/core/index.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { applyIndex, applyOperator, builtins, failure, isNoValue, makeList, makeMap, makeSet, withinLimits } from "../../../calculus/values/index.ts";
import type { NoValue } from "../../../calculus/values/index.ts";
import { join, noShape, shapeOfValue } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { tuplesOf } from "./shape-values.ts";

/** So many combinations of arguments are looked at. */
export const maximumTable = 64;

/** The operands of a term that are all evaluated, from left to right, before it is; undefined of terms that are not like that. */
export function operandsOf(term: Term): readonly Term[] | undefined {
  switch (term.kind) {
    case "not":
    case "negate":
      return [term.operand];
    case "operation":
      return term.operator === "and" || term.operator === "or" || term.operator === "implies" ? undefined : [term.left, term.right];
    case "builtin":
    case "constructor":
      return term.arguments;
    case "list":
    case "set":
      return term.items;
    case "map":
      return term.entries.flatMap(({ key, value }) => [key, value]);
    case "record":
      return term.fields.map(({ value }) => value);
    case "index":
      return [term.of, term.index];
    default:
      return undefined;
  }
}

/** The value of the term for these values of its operands, or why it has none. */
export function applyTerm(term: Term, values: readonly Value[]): Value | NoValue {
  const [first, second] = values;
  const bounded = (value: Value | NoValue): Value | NoValue => (isNoValue(value) ? value : withinLimits(value));
  switch (term.kind) {
    case "not":
      return first === false;
    case "negate":
      return typeof first === "bigint" ? -first : failure("no integer");
    case "operation": {
      if (first === undefined || second === undefined || term.operator === "and" || term.operator === "or" || term.operator === "implies") break;
      return bounded(applyOperator(term.operator, first, second));
    }
    case "builtin": {
      const builtin = builtins.get(term.name);
      if (builtin === undefined) break;
      return bounded(builtin.apply(values));
    }
    case "constructor":
      return bounded({ kind: "variant", name: term.name, payload: values });
    case "list":
      return bounded(makeList(values));
    case "set":
      return bounded(makeSet(values));
    case "map":
      return bounded(makeMap(term.entries.map((_, index) => [values[2 * index] as Value, values[2 * index + 1] as Value])));
    case "index":
      if (first === undefined || second === undefined) break;
      return applyIndex(first, second);
    default:
      break;
  }
  throw new Error(`${term.kind} is not applied to values`);
}

/** Whether `applyTerm` applies it. */
export function isApplied(term: Term): boolean {
  return term.kind !== "record" && operandsOf(term) !== undefined;
}

export interface Table {
  /** Values of the operands with the result, absent where there is none. */
  readonly rows: readonly { readonly operands: readonly Value[]; readonly result: Value | undefined }[];
  readonly shape: Shape;
  readonly mayFail: boolean;
}

/** The term's value for every combination of operands of these shapes; undefined where there are too many, or where one meets a limit. */
export function tabulate(term: Term, operands: readonly Shape[]): Table | undefined {
  if (!isApplied(term)) return undefined;
  const tuples = tuplesOf(operands, maximumTable);
  if (tuples === undefined) return undefined;
  const rows: { readonly operands: readonly Value[]; readonly result: Value | undefined }[] = [];
  let shape: Shape = noShape;
  for (const tuple of tuples) {
    const result = applyTerm(term, tuple);
    if (isNoValue(result)) {
      if (result.kind === "limit") return undefined;
      rows.push({ operands: tuple, result: undefined });
      continue;
    }
    rows.push({ operands: tuple, result });
    shape = join(shape, shapeOfValue(result));
  }
  return { rows, shape, mayFail: rows.some(({ result }) => result === undefined) };
}
