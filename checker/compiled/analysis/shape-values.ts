/** The values of small shapes, one by one. */
import type { Value } from "../../../calculus/core/index.ts";
import type { Shape } from "./shape.ts";

/** The only value of the shape, if it has exactly one. */
export function onlyValue(shape: Shape): Value | undefined {
  switch (shape.kind) {
    case "none":
    case "any":
      return undefined;
    case "boolean":
      return shape.mayBeFalse === shape.mayBeTrue ? undefined : shape.mayBeTrue;
    case "integer":
      return shape.low === shape.high ? shape.low : undefined;
    case "constants":
      return shape.values.length === 1 ? shape.values[0] : undefined;
    case "sum": {
      const [only, ...others] = shape.cases;
      const payload = only === undefined || others.length > 0 ? undefined : onlyValues(only.payload);
      return only === undefined || payload === undefined ? undefined : { kind: "variant", name: only.name, payload };
    }
    case "record": {
      const parts = onlyValues(shape.fields.map(([, part]) => part));
      return parts === undefined ? undefined : { kind: "record", name: shape.name, fields: shape.fields.map(([name], index) => [name, parts[index] as Value]) };
    }
  }
}

function onlyValues(shapes: readonly Shape[]): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const shape of shapes) {
    const value = onlyValue(shape);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function listed(shape: Shape, limit: number): readonly Value[] | undefined {
  switch (shape.kind) {
    case "none":
      return [];
    case "any":
      return undefined;
    case "boolean":
      return [...(shape.mayBeFalse ? [false] : []), ...(shape.mayBeTrue ? [true] : [])];
    case "integer": {
      const { low, high } = shape;
      if (low === undefined || high === undefined || high - low >= BigInt(limit)) return undefined;
      return Array.from({ length: Number(high - low) + 1 }, (_, index) => low + BigInt(index));
    }
    case "constants":
      return shape.values;
    case "sum": {
      const all: Value[] = [];
      for (const { name, payload } of shape.cases) {
        const tuples = tuplesOf(payload, limit);
        if (tuples === undefined) return undefined;
        for (const parts of tuples) all.push({ kind: "variant", name, payload: parts });
        if (all.length > limit) return undefined;
      }
      return all;
    }
    case "record":
      return tuplesOf(
        shape.fields.map(([, part]) => part),
        limit,
      )?.map((parts) => ({ kind: "record", name: shape.name, fields: shape.fields.map(([name], index) => [name, parts[index] as Value]) }));
  }
}

/** All tuples of values of the shapes, the last place varying fastest, or undefined if there are more than `limit`. */
export function tuplesOf(shapes: readonly Shape[], limit: number): readonly (readonly Value[])[] | undefined {
  let tuples: readonly (readonly Value[])[] = [[]];
  for (const shape of shapes) {
    const values = listed(shape, limit);
    if (values === undefined || values.length * tuples.length > limit) return undefined;
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  return tuples;
}
