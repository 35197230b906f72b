/** The few values that a symbolic value may be, and operations tabulated over them. */
import type { Value } from "../../../calculus/core/index.ts";
import { isNoValue, unitValue } from "../../../calculus/values/index.ts";
import type { NoValue } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import { iteValue } from "./choose.ts";
import { endName } from "./context.ts";
import type { Context } from "./context.ts";
import { equalValues } from "./equal.ts";
import type { Partial } from "./lists.ts";
import { encodeLiteral, knownValue } from "./literal.ts";
import { refuse } from "./refusal.ts";
import { nothing } from "./symbolic-value.ts";
import type { SymbolicValue } from "./symbolic-value.ts";

/** So many combinations of operands are looked at. */
const maximumTable = 64;

/** All values that it may be, and perhaps more; undefined if there are more than `limit`. */
export function possibleValues(value: SymbolicValue, limit: number, context: Context): readonly Value[] | undefined {
  const known = knownValue(value, context);
  if (known !== undefined) return [known];
  switch (value.kind) {
    case "boolean":
      return [false, true];
    case "unit":
      return [unitValue];
    case "integer": {
      const { low, high } = value;
      if (low === undefined || high === undefined || high - low >= BigInt(limit)) return undefined;
      return Array.from({ length: Number(high - low) + 1 }, (_, index) => low + BigInt(index));
    }
    case "string":
      return value.among === undefined || value.among.length > limit ? undefined : value.among;
    case "sum": {
      const all: Value[] = [];
      for (const { name, payload } of value.cases) {
        const tuples = possibleTuples(payload, limit, context);
        if (tuples === undefined || all.length + tuples.length > limit) return undefined;
        const end = context.ends?.find((one) => value.type.name === context.endType.name && endName(one) === name);
        for (const parts of tuples) all.push(end ?? { kind: "variant", name, payload: parts });
      }
      return all;
    }
    case "record":
      return possibleTuples(
        value.fields.map(([, part]) => part),
        limit,
        context,
      )?.map((parts) => ({ kind: "record", name: value.name, fields: value.fields.map(([name], index) => [name, parts[index] as Value]) }));
    case "nothing":
    case "list":
    case "set":
    case "map":
      return undefined;
  }
}

/** All tuples of values that the parts may be; undefined if there are more than `limit`. */
function possibleTuples(parts: readonly SymbolicValue[], limit: number, context: Context): readonly (readonly Value[])[] | undefined {
  let tuples: readonly (readonly Value[])[] = [[]];
  for (const part of parts) {
    const values = possibleValues(part, limit, context);
    if (values === undefined || values.length * tuples.length > limit) return undefined;
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  return tuples;
}

/** An operation by its results for every combination of what its operands may be. @throws Refusal if they may be too much, or a limit of evaluation is met */
export function tabulate(what: string, operands: readonly SymbolicValue[], apply: (values: readonly Value[]) => Value | NoValue, context: Context): Partial {
  const { terms } = context;
  const tuples = possibleTuples(operands, maximumTable, context) ?? refuse(what);
  let value: SymbolicValue = nothing;
  const defined: Term[] = [];
  let isTotal = true;
  for (const tuple of tuples) {
    const result = apply(tuple);
    if (isNoValue(result)) {
      if (result.kind === "limit") return refuse(`${what}: ${result.reason}`);
      isTotal = false;
      continue;
    }
    const isIt = terms.and(...tuple.map((one, index) => equalValues(operands[index] ?? nothing, encodeLiteral(one, context), context)));
    defined.push(isIt);
    value = iteValue(isIt, encodeLiteral(result, context), value, context);
  }
  return { value, defined: isTotal ? terms.true : terms.or(...defined) };
}
