/** The built-in functions on symbolic values. Those without an encoding are tabulated where their arguments may be few values, and refused elsewhere. */
import type { Value } from "../../../calculus/core/index.ts";
import { builtins, isNoValue, withinLimits } from "../../../calculus/values/index.ts";
import type { NoValue } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import { iteValue } from "./choose.ts";
import type { Context } from "./context.ts";
import { elementsOf, getKey, hasKey, keysOf, putKey, removeKey, restrict, sizeOf, unionOf } from "./keyed.ts";
import * as lists from "./lists.ts";
import type { Partial } from "./lists.ts";
import { knownValue } from "./literal.ts";
import { tabulate } from "./possible.ts";
import { refuse } from "./refusal.ts";
import { construct, isCase, payloadOf } from "./sums.ts";
import { nothing, symbolicUnit } from "./symbolic-value.ts";
import type { SymbolicInteger, SymbolicKeyed, SymbolicList, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** A power with a larger exponent is refused. */
const largestExponent = 64n;
/** Exponents between more than so many bounds are refused. */
const mostExponents = 16n;

type Encoding = (given: readonly SymbolicValue[], context: Context) => Partial | SymbolicValue;

/** `name(arguments)`: the arguments have values. @throws Refusal */
export function applyBuiltin(name: string, given: readonly SymbolicValue[], context: Context): Partial {
  const { terms } = context;
  if (given.some(({ kind }) => kind === "nothing")) return { value: nothing, defined: terms.false };
  const encoding = encodings.get(name) ?? refuse(`the function ${name}`);
  const result = literally(name, given, context) ?? encoding(given, context);
  return "defined" in result ? result : { value: result, defined: terms.true };
}

/** The result of literal arguments, where they are all scalars: collections fold by themselves. */
function literally(name: string, given: readonly SymbolicValue[], context: Context): Partial | undefined {
  if (given.some(({ kind }) => kind !== "integer" && kind !== "string")) return undefined;
  return given.every((one) => knownValue(one, context) !== undefined) ? byTable(name)(given, context) : undefined;
}

function byTable(name: string): (given: readonly SymbolicValue[], context: Context) => Partial {
  return (given, context) => tabulate(`the function ${name} of arguments that are not known`, given, (values) => applied(name, values), context);
}

function applied(name: string, values: readonly Value[]): Value | NoValue {
  const builtin = builtins.get(name);
  if (builtin === undefined) throw new Error(`no built-in function ${name}`);
  const result = builtin.apply(values);
  return isNoValue(result) ? result : withinLimits(result);
}

const onLists = (apply: (list: SymbolicList, context: Context, more: SymbolicValue) => Partial | SymbolicValue): Encoding => {
  return ([first, second], context) => apply(asList(first), context, second ?? nothing);
};

const onSets = (apply: (left: SymbolicKeyed, right: SymbolicKeyed, context: Context) => SymbolicValue): Encoding => {
  return ([first, second], context) => apply(asKeyed(first), asKeyed(second), context);
};

const boolean = (term: Term): SymbolicValue => ({ kind: "boolean", term });

const encodings: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ["head", onLists(lists.headOf)],
  ["last", onLists(lists.lastOf)],
  ["tail", onLists(lists.tailOf)],
  ["take", onLists((list, context, count) => lists.takeOf(list, asInteger(count), context))],
  ["drop", onLists((list, context, count) => lists.dropOf(list, asInteger(count), context))],
  ["append", onLists((list, context, item) => lists.appendTo(list, item, context))],
  ["prepend", ([item, list], context) => lists.prependTo(asList(list), item ?? nothing, context)],
  ["reverse", onLists(lists.reverseOf)],
  ["sort", onLists(lists.sortOf)],
  ["sum", onLists(lists.sumOf)],
  ["length", (given, context) => (given[0]?.kind === "list" ? given[0].length : byTable("length")(given, context))],
  [
    "contains",
    ([collection, item = nothing], context) =>
      boolean(collection?.kind === "list" ? lists.listContains(collection, item, context) : hasKey(asKeyed(collection), item, context)),
  ],
  ["size", ([collection], context) => sizeOf(asKeyed(collection), context)],
  ["remove", ([collection, key = nothing], context) => removeKey(asKeyed(collection), key, context)],
  ["insert", ([set, item = nothing], context) => putKey(context.terms.true, asKeyed(set), item, symbolicUnit, context)],
  ["union", onSets(unionOf)],
  ["intersect", onSets((left, right, context) => restrict(left, right, true, context))],
  ["difference", onSets((left, right, context) => restrict(left, right, false, context))],
  ["elements", ([set], context) => elementsOf(asKeyed(set), context)],
  ["get", ([map, key = nothing], context) => getKey(asKeyed(map), key, context)],
  ["put", ([map, key = nothing, value = nothing], context) => putKey(context.terms.true, asKeyed(map), key, value, context)],
  ["keys", ([map]) => keysOf(asKeyed(map))],
  ["some", (given, context) => construct("some", given, context)],
  ["is_some", ([option], context) => boolean(isCase(asSum(option), "some", context))],
  ["is_none", ([option], context) => boolean(isCase(asSum(option), "none", context))],
  ["unwrap", ([option], context) => ({ value: payloadOf(asSum(option), "some", 0), defined: isCase(asSum(option), "some", context) })],
  [
    "unwrap_or",
    ([option, otherwise = nothing], context) => iteValue(isCase(asSum(option), "some", context), payloadOf(asSum(option), "some", 0), otherwise, context),
  ],
  ["abs", ([operand], context) => absolute(asInteger(operand), context)],
  ["min", ([left, right], context) => least(asInteger(left), asInteger(right), context)],
  ["max", ([left, right], context) => greatest(asInteger(left), asInteger(right), context)],
  ["power", ([base, exponent], context) => power(asInteger(base), asInteger(exponent), context)],
  ["to_string", byTable("to_string")],
]);

function absolute(operand: SymbolicInteger, context: Context): SymbolicInteger {
  const { integers } = context;
  const zero = integers.literal(0n);
  const result = integers.choose(integers.less(operand, zero), integers.negate(operand), operand);
  return integers.narrow(result, 0n, result.high).value;
}

function least(left: SymbolicInteger, right: SymbolicInteger, { integers }: Context): SymbolicInteger {
  const result = integers.choose(integers.atMost(left, right), left, right);
  const high = left.high === undefined || right.high === undefined ? (left.high ?? right.high) : left.high < right.high ? left.high : right.high;
  return integers.narrow(result, result.low, high).value;
}

function greatest(left: SymbolicInteger, right: SymbolicInteger, { integers }: Context): SymbolicInteger {
  const result = integers.choose(integers.atMost(right, left), left, right);
  const low = left.low === undefined || right.low === undefined ? (left.low ?? right.low) : left.low > right.low ? left.low : right.low;
  return integers.narrow(result, low, result.high).value;
}

/** By the cases of the exponent. */
function power(base: SymbolicInteger, exponent: SymbolicInteger, context: Context): Partial {
  const { integers } = context;
  const { low, high } = exponent;
  const defined = integers.atMost(integers.literal(0n), exponent);
  if (defined.kind === "false") return { value: nothing, defined };
  const [from, to] = [low === undefined || low < 0n ? 0n : low, high ?? refuse("a power whose exponent has no bound")];
  if (to > largestExponent) return refuse(`a power whose exponent may be more than ${String(largestExponent)}`);
  if (to - from >= mostExponents) return refuse(`a power whose exponent may be more than ${String(mostExponents)} numbers`);
  let value: SymbolicInteger = raised(base, to, context);
  for (let one = to - 1n; one >= from; one -= 1n) value = integers.choose(integers.equal(exponent, integers.literal(one)), raised(base, one, context), value);
  return { value, defined };
}

/** Squaring and multiplying; an even power is not negative. */
function raised(base: SymbolicInteger, exponent: bigint, context: Context): SymbolicInteger {
  const { integers } = context;
  if (exponent === 0n) return integers.literal(1n);
  if (exponent === 1n) return base;
  const half = raised(base, exponent / 2n, context);
  const square = integers.multiply(half, half);
  const even = square.low === undefined || square.low < 0n ? integers.narrow(square, 0n, square.high).value : square;
  return exponent % 2n === 0n ? even : integers.multiply(even, base);
}

function asInteger(value: SymbolicValue | undefined): SymbolicInteger {
  return value?.kind === "integer" ? value : illTyped("an integer", value);
}

function asList(value: SymbolicValue | undefined): SymbolicList {
  return value?.kind === "list" ? value : illTyped("a list", value);
}

function asKeyed(value: SymbolicValue | undefined): SymbolicKeyed {
  return value?.kind === "set" || value?.kind === "map" ? value : illTyped("a set or a map", value);
}

function asSum(value: SymbolicValue | undefined): SymbolicSum {
  return value?.kind === "sum" ? value : illTyped("an option", value);
}

function illTyped(expected: string, value: SymbolicValue | undefined): never {
  throw new Error(`${expected}, not ${value?.kind ?? "nothing"}`);
}
