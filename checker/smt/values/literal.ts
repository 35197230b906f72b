/** Values as symbolic ones without symbols, and back where a symbolic value is one value only. */
import type { Value } from "../../../calculus/core/index.ts";
import { makeList, makeMap, makeSet, unitValue } from "../../../calculus/values/index.ts";
import { endName } from "./context.ts";
import type { Context } from "./context.ts";
import { refuse } from "./refusal.ts";
import { construct } from "./sums.ts";
import { symbolicUnit } from "./symbolic-value.ts";
import type { SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** The value with literals for leaves. Linear in it. @throws Refusal for an integer too wide for a word, and for an end that the context does not know */
export function encodeLiteral(value: Value, context: Context): SymbolicValue {
  const { terms } = context;
  const inside = (part: Value): SymbolicValue => encodeLiteral(part, context);
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", term: terms.boolean(value) };
    case "bigint":
      return context.integers.literal(value);
    case "string":
      return { kind: "string", term: context.text(value), among: [value] };
    default:
      break;
  }
  switch (value.kind) {
    case "unit":
      return symbolicUnit;
    case "variant":
      return construct(value.name, value.payload.map(inside), context);
    case "record":
      return { kind: "record", name: value.name, fields: value.fields.map(([name, part]) => [name, inside(part)]) };
    case "list":
      return { kind: "list", length: context.integers.literal(BigInt(value.items.length)), items: value.items.map(inside) };
    case "set":
      return { kind: "set", entries: value.items.map((key) => ({ key: inside(key), present: terms.true, value: symbolicUnit })) };
    case "map":
      return { kind: "map", entries: value.entries.map(([key, item]) => ({ key: inside(key), present: terms.true, value: inside(item) })) };
    case "endpoint": {
      const name = endName(value);
      if (!context.endType.constructors.includes(name)) return refuse("an end of a further session that is not declared to the encoding");
      return construct(name, [], context, context.endType);
    }
  }
}

/** The value, if its structure and bounds leave only one. Linear in the symbolic value. */
export function knownValue(value: SymbolicValue, context: Context): Value | undefined {
  switch (value.kind) {
    case "nothing":
      return undefined;
    case "unit":
      return unitValue;
    case "boolean":
      return value.term.kind === "true" || value.term.kind === "false" ? value.term.kind === "true" : undefined;
    case "integer":
      return value.low === value.high ? value.low : undefined;
    case "string":
      return value.among?.length === 1 ? value.among[0] : undefined;
    case "sum":
      return knownSum(value, context);
    case "record": {
      const parts = knownValues(
        value.fields.map(([, part]) => part),
        context,
      );
      return parts === undefined ? undefined : { kind: "record", name: value.name, fields: value.fields.map(([name], index) => [name, parts[index] as Value]) };
    }
    case "list": {
      const { low, high } = value.length;
      if (low === undefined || low !== high) return undefined;
      const items = knownValues(value.items.slice(0, Number(low)), context);
      return items === undefined ? undefined : makeList(items);
    }
    case "set":
    case "map": {
      if (value.entries.some(({ present }) => present.kind !== "true" && present.kind !== "false")) return undefined;
      const there = value.entries.filter(({ present }) => present.kind === "true");
      const keys = knownValues(
        there.map(({ key }) => key),
        context,
      );
      const items = knownValues(
        there.map((entry) => entry.value),
        context,
      );
      if (keys === undefined || items === undefined) return undefined;
      return value.kind === "set" ? makeSet(keys) : makeMap(keys.map((key, index) => [key, items[index] as Value]));
    }
  }
}

function knownSum({ type, cases }: SymbolicSum, context: Context): Value | undefined {
  const [only, ...more] = cases;
  const payload = only === undefined || more.length > 0 ? undefined : knownValues(only.payload, context);
  if (only === undefined || payload === undefined) return undefined;
  if (type.name !== context.endType.name) return { kind: "variant", name: only.name, payload };
  return context.ends?.find((end) => endName(end) === only.name);
}

function knownValues(values: readonly SymbolicValue[], context: Context): readonly Value[] | undefined {
  const known: Value[] = [];
  for (const each of values) {
    const value = knownValue(each, context);
    if (value === undefined) return undefined;
    known.push(value);
  }
  return known;
}
