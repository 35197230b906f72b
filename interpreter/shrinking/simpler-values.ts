/** When a value is simpler than another: the sum of its integers' sizes and of its lengths; and the values with one integer halved. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Value } from "../../calculus/core/index.ts";
import type { DomainValues } from "../../calculus/semantics/index.ts";
import { makeMap, makeSet } from "../../calculus/values/index.ts";

/** How much there is to a value: |n| for an integer, the length of a string, one for each item of a collection, and what the parts have. Linear. */
export function weight(value: Value): bigint {
  if (typeof value === "boolean") return 0n;
  if (typeof value === "bigint") return value < 0n ? -value : value;
  if (typeof value === "string") return BigInt(value.length);
  const all = (values: readonly Value[]): bigint => values.reduce((sum: bigint, item) => sum + weight(item), 0n);
  switch (value.kind) {
    case "unit":
    case "endpoint":
      return 0n;
    case "variant":
      return BigInt(value.payload.length) + all(value.payload);
    case "record":
      return all(value.fields.map(([, field]) => field));
    case "list":
    case "set":
      return BigInt(value.items.length) + all(value.items);
    case "map":
      return BigInt(value.entries.length) + all(value.entries.flat());
    default:
      return assertNever(value);
  }
}

/** The lightest value of the domain, the first of those in its order; of an infinite domain its sample at 0. Undefined if there is none. */
export function simplest(domain: DomainValues): Value | undefined {
  if (domain.kind === "infinite") return domain.sample(0n);
  let best: Value | undefined;
  let bestWeight = 0n;
  for (const value of domain.values) {
    const here = weight(value);
    if (best === undefined || here < bestWeight) [best, bestWeight] = [value, here];
    if (bestWeight === 0n) break;
  }
  return best;
}

/** Every value that differs in one integer, which is halved towards zero. Zeros are left alone. */
export function halvings(value: Value): readonly Value[] {
  if (typeof value === "bigint") return value === 0n ? [] : [value / 2n];
  if (typeof value !== "object") return [];
  switch (value.kind) {
    case "unit":
    case "endpoint":
      return [];
    case "variant":
      return oneChanged(value.payload).map((payload) => ({ ...value, payload }));
    case "record":
      return oneChanged(value.fields.map(([, field]) => field)).map((fields) => ({
        ...value,
        fields: value.fields.map(([name, field], index) => [name, fields[index] ?? field] as const),
      }));
    case "list":
      return oneChanged(value.items).map((items) => ({ ...value, items }));
    case "set":
      return oneChanged(value.items).map(makeSet);
    case "map":
      return oneChanged(value.entries.flat()).map((flat) =>
        makeMap(value.entries.map(([key, item], index) => [flat[2 * index] ?? key, flat[2 * index + 1] ?? item])),
      );
    default:
      return assertNever(value);
  }
}

function oneChanged(values: readonly Value[]): readonly (readonly Value[])[] {
  return values.flatMap((value, index) => halvings(value).map((halved) => values.with(index, halved)));
}
