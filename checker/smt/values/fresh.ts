/** Symbols for a value that is not known: one for each leaf of its shape, named after the place. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term } from "../terms/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { equalValues } from "./equal.ts";
import { encodeLiteral } from "./literal.ts";
import { hasItem } from "./lists.ts";
import type { KeyShape, ValueShape } from "./shape.ts";
import { isCase } from "./sums.ts";
import { nothing, optionType, symbolicUnit } from "./symbolic-value.ts";
import type { Cell, SymbolicEntry, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";
import { isText } from "./equal.ts";

/** A value of symbols, and that they are one of the values of the shape. What means nothing is not constrained. */
export interface Fresh {
  readonly value: SymbolicValue;
  readonly wellFormed: Term;
}

/**
 * The value with this name. Its leaves are `name` itself; `name.field` of records; `name.tag` and `name.Constructor[0]` of enums; `name.some` and `name.value` of
 * options; `name.length` and `name[0]` of lists; `name.has[0]`, `name.key[0]` and `name.at[0]` of sets and maps. Leaves that can be one thing only are literals.
 * Linear in the shape, but quadratic in slots of keys. @throws Refusal for integers without bounds as words
 */
export function freshValue(name: string, shape: ValueShape, context: Context): Fresh {
  const { terms } = context;
  switch (shape.kind) {
    case "nothing":
      return { value: nothing, wellFormed: terms.false };
    case "unit":
      return { value: symbolicUnit, wellFormed: terms.true };
    case "boolean":
      return { value: { kind: "boolean", term: terms.symbol(name, boolSort) }, wellFormed: terms.true };
    case "integer":
      return context.integers.symbol(name, shape.low, shape.high);
    case "string": {
      const [only, ...more] = shape.among ?? [];
      if (only !== undefined && more.length === 0) return { value: encodeLiteral(only, context), wellFormed: terms.true };
      const any: SymbolicValue = { kind: "string", term: terms.symbol(name, context.textSort), among: undefined };
      if (shape.among === undefined) return { value: any, wellFormed: terms.true };
      return { value: { ...any, among: shape.among }, wellFormed: terms.or(...shape.among.map((text) => isText(any, text, context))) };
    }
    case "sum":
      return freshSum(name, shape, context);
    case "record": {
      const parts = shape.fields.map(([field, part]) => [field, freshValue(`${name}.${field}`, part, context)] as const);
      return {
        value: { kind: "record", name: shape.name, fields: parts.map(([field, { value }]) => [field, value]) },
        wellFormed: terms.and(...parts.map(([, { wellFormed }]) => wellFormed)),
      };
    }
    case "list": {
      const length = context.integers.symbol(`${name}.length`, 0n, BigInt(shape.bound));
      const items = Array.from({ length: shape.bound }, (_, index) => freshValue(`${name}[${String(index)}]`, shape.element, context));
      const value = { kind: "list" as const, length: length.value, items: items.map((item) => item.value) };
      const each = items.map(({ wellFormed }, index) => terms.implies(hasItem(value, index, context), wellFormed));
      return { value, wellFormed: terms.and(length.wellFormed, ...each) };
    }
    case "set":
      return freshKeyed(name, "set", shape.keys, { kind: "unit" }, context);
    case "map":
      return freshKeyed(name, "map", shape.keys, shape.value, context);
    default:
      return assertNever(shape);
  }
}

/** A cell with this name: `name.?` is whether it is set. Where it may not be unset, it is. */
export function freshCell(name: string, shape: ValueShape, mayBeUnset: boolean, context: Context): { readonly cell: Cell; readonly wellFormed: Term } {
  const { terms } = context;
  if (shape.kind === "nothing") return { cell: { value: nothing, isSet: terms.false }, wellFormed: terms.true };
  const { value, wellFormed } = freshValue(name, shape, context);
  const isSet = mayBeUnset ? terms.symbol(`${name}.?`, boolSort) : terms.true;
  return { cell: { value, isSet }, wellFormed: terms.implies(isSet, wellFormed) };
}

function freshSum(name: string, shape: Extract<ValueShape, { kind: "sum" }>, context: Context): Fresh {
  const { terms } = context;
  const { type, cases } = shape;
  const isOption = type.name === optionType.name;
  const payloads = cases.map((one) => ({
    name: one.name,
    payload: one.payload.map((part, index) => freshValue(isOption ? `${name}.value` : `${name}.${one.name}[${String(index)}]`, part, context)),
  }));
  const [only, ...more] = cases;
  if (only === undefined) return { value: nothing, wellFormed: terms.false };
  const tag = more.length === 0 ? context.tag(type, only.name) : terms.symbol(isOption ? `${name}.some` : `${name}.tag`, context.tagSort(type));
  const value: SymbolicSum = { kind: "sum", type, tag, cases: payloads.map((one) => ({ name: one.name, payload: one.payload.map((part) => part.value) })) };
  const inner = payloads.map((one) => terms.implies(isCase(value, one.name, context), terms.and(...one.payload.map((part) => part.wellFormed))));
  const sort = context.tagSort(type);
  const numbers = sort.kind === "bits" ? 2 ** sort.width : type.constructors.length;
  const isTag = more.length === 0 || cases.length === numbers ? terms.true : terms.or(...cases.map((one) => isCase(value, one.name, context)));
  return { value, wellFormed: terms.and(isTag, ...inner) };
}

function freshKeyed(name: string, kind: "set" | "map", keys: KeyShape, of: ValueShape, context: Context): Fresh {
  const { terms } = context;
  const count = keys.kind === "universe" ? keys.values.length : keys.bound;
  const conditions: Term[] = [];
  const entries: SymbolicEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = `[${String(index)}]`;
    const literal = keys.kind === "universe" ? keys.values[index] : undefined;
    const key: Fresh =
      keys.kind === "slots" ? freshValue(`${name}.key${at}`, keys.key, context) : { value: encodeLiteral(literal ?? false, context), wellFormed: terms.true };
    const value = freshValue(`${name}.at${at}`, of, context);
    const present = terms.symbol(`${name}.has${at}`, boolSort);
    conditions.push(terms.implies(present, terms.and(key.wellFormed, value.wellFormed)));
    if (keys.kind === "slots")
      for (const other of entries) conditions.push(terms.not(terms.and(present, other.present, equalValues(other.key, key.value, context))));
    const before = entries.at(-1);
    if (keys.kind === "slots" && before !== undefined) conditions.push(terms.implies(present, before.present));
    entries.push({ key: key.value, present, value: value.value });
  }
  return { value: { kind, entries }, wellFormed: terms.and(...conditions) };
}
