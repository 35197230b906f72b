/** Refinements of types and clauses of contracts: what they say of a symbolic value, and which bounds they evidently give to one that is to be chosen. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term as CoreTerm } from "../../../calculus/machine/index.ts";
import { baseTypeOf, consultsOracles, termOf } from "../../../calculus/machine/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { BinaryOperator, Expression, Type } from "../../../calculus/syntax/index.ts";
import { boolType, refinementsIn, unknownType } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { withName } from "./environment.ts";
import type { Cells, Environment } from "./environment.ts";
import { hasItem } from "./lists.ts";
import { refuse, Refusal } from "./refusal.ts";
import { shapeWithin } from "./shape.ts";
import type { Bounds, Refinement, ValueShape } from "./shape.ts";
import { isCase } from "./sums.ts";
import type { Evaluated, SymbolicValue } from "./symbolic-value.ts";

/** `encodeTerm`: contracts are encoded in the course of encoding the terms that they are about. */
export type EncodeTerm = (term: CoreTerm, cells: Cells, context: Context) => Evaluated;

/** The predicate is defined and true. @throws Refusal if it asks a function without body, of which it could depend itself */
export function predicateHolds(predicate: Expression, { scope, cells }: Environment, context: Context, encode: EncodeTerm): Term {
  const result = termOf(predicate, scope, boolType);
  if (!result.ok) return refuse(result.reason);
  if (consultsOracles(result.term)) return refuse("a refinement or a contract that asks a function without body");
  const { value, defined } = encode(result.term, cells, context);
  return value.kind === "boolean" ? context.terms.and(defined, value.term) : context.terms.false;
}

/**
 * The value belongs to the type, its refinements included, in every part. It has the type without them. A refinement that is undefined does not hold. Names in
 * refinements other than `value` are of the environment. Linear in type and value. @throws Refusal
 */
export function holdsIn(value: SymbolicValue, type: Type, environment: Environment, context: Context, encode: EncodeTerm): Term {
  const { terms, definitions } = context;
  const inside = (part: SymbolicValue, of: Type): Term => holdsIn(part, of, environment, context, encode);
  if (value.kind === "nothing") return terms.false;
  if (refinementsIn(type, definitions).length === 0) return terms.true;
  switch (type.kind) {
    case "primitive":
      return terms.true;
    case "refined": {
      const base = inside(value, type.base);
      const cell = { value, isSet: terms.true };
      return terms.and(
        base,
        predicateHolds(type.predicate, withName(environment, "value", { type: baseTypeOf(type.base, definitions), cell }), context, encode),
      );
    }
    case "option":
      if (value.kind !== "sum") throw new Error("an option");
      return terms.and(
        ...value.cases.flatMap(({ name, payload }) => payload.map((part) => terms.implies(isCase(value, name, context), inside(part, type.element)))),
      );
    case "list":
      if (value.kind !== "list") throw new Error("a list");
      return terms.and(...value.items.map((item, index) => implied(hasItem(value, index, context), () => inside(item, type.element), context)));
    case "set":
      if (value.kind !== "set") throw new Error("a set");
      return terms.and(...value.entries.map(({ key, present }) => implied(present, () => inside(key, type.element), context)));
    case "map":
      if (value.kind !== "map") throw new Error("a map");
      return terms.and(
        ...value.entries.map(({ key, present, value: item }) => implied(present, () => terms.and(inside(key, type.key), inside(item, type.value)), context)),
      );
    case "named": {
      const alias = definitions.types.get(type.name.text);
      if (alias !== undefined) return inside(value, alias);
      if (value.kind === "record") {
        const fields = definitions.records.get(type.name.text)?.fields ?? [];
        return terms.and(...value.fields.map(([, part], index) => inside(part, fields[index]?.type ?? unknownType)));
      }
      if (value.kind !== "sum") throw new Error("an enum or a record");
      const constructors = definitions.enums.get(type.name.text)?.constructors ?? [];
      return terms.and(
        ...value.cases.flatMap(({ name, payload }) => {
          const declared = constructors.find((one) => one.name === name)?.payload ?? [];
          return payload.map((part, index) => implied(isCase(value, name, context), () => inside(part, declared[index] ?? unknownType), context));
        }),
      );
    }
    default:
      return assertNever(type);
  }
}

function implied(premise: Term, conclusion: () => Term, { terms }: Context): Term {
  return premise.kind === "false" ? terms.true : terms.implies(premise, conclusion());
}

/**
 * A shape that has every value of the type that satisfies its refinements and the given ones: bounds of integers and lists of strings are read off their comparisons
 * with expressions that do not mention the value. Linear in the type. @throws Refusal as `shapeOf`
 */
export function boundsIn(type: Type, refinements: readonly Refinement[], environment: Environment, context: Context, encode: EncodeTerm): ValueShape {
  const boundOf = (expression: Expression): SymbolicValue | undefined => {
    const result = termOf(expression, environment.scope, unknownType);
    if (!result.ok || consultsOracles(result.term)) return undefined;
    try {
      return encode(result.term, environment.cells, context).value;
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
  return shapeWithin(type, refinements, (all) => all.reduce<Bounds>((known, one) => both(known, gather(one.predicate, one.subject, boundOf)), {}), context);
}

const mirrored: Partial<Record<BinaryOperator, BinaryOperator>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==" };

/** What a predicate says evidently: everything that satisfies it is within the result. */
function gather(predicate: Expression, subject: string, boundOf: (expression: Expression) => SymbolicValue | undefined): Bounds {
  if (predicate.kind === "call" && predicate.name.text === "contains") {
    const [collection, item] = predicate.arguments;
    if (collection === undefined || item === undefined || !isSubject(item, subject) || mentions(collection, subject)) return {};
    const value = boundOf(collection);
    const items = value?.kind === "list" ? value.items : value?.kind === "set" ? value.entries.map(({ key }) => key) : [];
    const [first, ...others] = items.map((one) => comparison("==", one));
    return first === undefined ? {} : others.reduce(either, first);
  }
  if (predicate.kind !== "binary") return {};
  const { operator, left, right } = predicate;
  if (operator === "and") return both(gather(left, subject, boundOf), gather(right, subject, boundOf));
  if (operator === "or") return either(gather(left, subject, boundOf), gather(right, subject, boundOf));
  const mirror = mirrored[operator];
  if (mirror !== undefined && (isSizeOf(left, subject) || isSizeOf(right, subject))) {
    const [bound, direction] = isSizeOf(left, subject) ? [right, operator] : [left, mirror];
    const { high } = mentions(bound, subject) ? {} : comparison(direction, boundOf(bound));
    return high === undefined ? {} : { size: high };
  }
  if (mirror === undefined || isSubject(left, subject) === isSubject(right, subject)) return {};
  const [bound, direction] = isSubject(left, subject) ? [right, operator] : [left, mirror];
  return mentions(bound, subject) ? {} : comparison(direction, boundOf(bound));
}

function comparison(operator: BinaryOperator, bound: SymbolicValue | undefined): Bounds {
  if (bound?.kind === "string" && bound.among !== undefined && operator === "==") return { among: bound.among };
  if (bound?.kind !== "integer") return {};
  const { low, high } = bound;
  switch (operator) {
    case "==":
      return bounds(low, high);
    case "<":
      return bounds(undefined, high === undefined ? undefined : high - 1n);
    case "<=":
      return bounds(undefined, high);
    case ">":
      return bounds(low === undefined ? undefined : low + 1n, undefined);
    case ">=":
      return bounds(low, undefined);
    default:
      return {};
  }
}

function bounds(low: bigint | undefined, high: bigint | undefined, among?: readonly string[], size?: bigint): Bounds {
  return {
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(among === undefined ? {} : { among }),
    ...(size === undefined ? {} : { size }),
  };
}

function both(left: Bounds, right: Bounds): Bounds {
  const low = left.low === undefined || (right.low !== undefined && right.low > left.low) ? right.low : left.low;
  const high = left.high === undefined || (right.high !== undefined && right.high < left.high) ? right.high : left.high;
  const size = left.size === undefined || (right.size !== undefined && right.size < left.size) ? right.size : left.size;
  return bounds(low, high, left.among?.filter((text) => right.among?.includes(text) ?? true) ?? right.among, size);
}

function either(left: Bounds, right: Bounds): Bounds {
  const low = left.low === undefined || right.low === undefined ? undefined : left.low < right.low ? left.low : right.low;
  const high = left.high === undefined || right.high === undefined ? undefined : left.high > right.high ? left.high : right.high;
  const size = left.size === undefined || right.size === undefined ? undefined : left.size > right.size ? left.size : right.size;
  return bounds(low, high, left.among === undefined || right.among === undefined ? undefined : [...new Set([...left.among, ...right.among])].sort(), size);
}

function isSubject(expression: Expression, subject: string): boolean {
  return expression.kind === "name" && expression.name.text === subject;
}

/** `length(value)` of a list, `size(value)` of a set or a map. */
function isSizeOf(expression: Expression, subject: string): boolean {
  if (expression.kind !== "call" || (expression.name.text !== "length" && expression.name.text !== "size")) return false;
  const [of] = expression.arguments;
  return of !== undefined && isSubject(of, subject);
}

function mentions(expression: Expression, subject: string): boolean {
  return isSubject(expression, subject) || partsOf(expression).some((part) => mentions(part, subject));
}
