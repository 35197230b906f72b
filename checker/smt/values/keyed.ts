/** Operations on symbolic sets and maps: entries with a key, whether it is present, and (in maps) a value. Literal keys make them bits. */
import { compareValues, equalValues as equalLiterals } from "../../../calculus/values/index.ts";
import type { Value } from "../../../calculus/core/index.ts";
import type { Term } from "../terms/index.ts";
import { iteValue } from "./choose.ts";
import type { Context } from "./context.ts";
import { equalValues } from "./equal.ts";
import type { Partial } from "./lists.ts";
import { appendTo, listOf, sortOf } from "./lists.ts";
import { encodeLiteral, knownValue } from "./literal.ts";
import { possibleValues } from "./possible.ts";
import { refuse } from "./refusal.ts";
import { optionOf } from "./sums.ts";
import { nothing, symbolicUnit } from "./symbolic-value.ts";
import type { SymbolicEntry, SymbolicInteger, SymbolicKeyed, SymbolicList, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** Beyond so many entries a set or a map is refused: what is done to it is quadratic in them. */
const mostEntries = 128;
/** Keys with at most so many values are counted out. */
const mostKeys = 64;

/** The entry of a key is there. */
function meets({ key, present }: SymbolicEntry, wanted: SymbolicValue, context: Context): Term {
  return present.kind === "false" ? present : context.terms.and(present, equalValues(key, wanted, context));
}

/** `contains(c, key)` */
export function hasKey({ entries }: SymbolicKeyed, key: SymbolicValue, context: Context): Term {
  return context.terms.or(...entries.map((entry) => meets(entry, key, context)));
}

/**
 * With the key, where the condition holds; in a map it has the value. An entry whose key is a literal becomes present. Where the key is none of the literals and not
 * in another entry already, it has an entry of its own. Linear in the entries.
 */
export function putKey(condition: Term, collection: SymbolicKeyed, key: SymbolicValue, value: SymbolicValue, context: Context): SymbolicKeyed {
  const { terms } = context;
  if (condition.kind === "false" || key.kind === "nothing") return collection;
  const known = collection.entries.map((entry) => knownValue(entry.key, context));
  const isElsewhere = terms.or(...collection.entries.filter((_, index) => known[index] === undefined).map((entry) => meets(entry, key, context)));
  const matches: Term[] = [];
  const entries = collection.entries.map((entry, index): SymbolicEntry => {
    const isLiteral = known[index] !== undefined;
    const isIt = isLiteral ? equalValues(entry.key, key, context) : meets(entry, key, context);
    if (isLiteral) matches.push(isIt);
    const isWritten = terms.and(condition, isIt);
    return {
      key: entry.key,
      present: isLiteral ? terms.or(entry.present, terms.and(isWritten, terms.not(isElsewhere))) : entry.present,
      value: iteValue(isWritten, value, entry.value, context),
    };
  });
  const literals = known.filter((one) => one !== undefined);
  const isAmongLiterals =
    literals.length > 0 && possibleValues(key, mostKeys, context)?.every((one) => literals.some((literal) => equalLiterals(literal, one))) === true;
  const isNew = isAmongLiterals ? terms.false : terms.and(condition, terms.not(isElsewhere), ...matches.map((match) => terms.not(match)));
  if (isNew.kind === "false") return { kind: collection.kind, entries };
  if (entries.length >= mostEntries) return refuse(`a ${collection.kind} of more than ${String(mostEntries)} entries`);
  return { kind: collection.kind, entries: [...entries, { key, present: isNew, value }] };
}

/** `set[items]`, `map[key: value, …]`: of equal keys the last one counts. */
export function keyedOf(
  kind: "set" | "map",
  entries: readonly { readonly key: SymbolicValue; readonly value: SymbolicValue }[],
  context: Context,
): SymbolicKeyed {
  return entries.reduce<SymbolicKeyed>((all, { key, value }) => putKey(context.terms.true, all, key, value, context), { kind, entries: [] });
}

/** `remove(c, key)` */
export function removeKey({ kind, entries }: SymbolicKeyed, key: SymbolicValue, context: Context): SymbolicKeyed {
  const { terms } = context;
  return { kind, entries: entries.map((entry) => ({ ...entry, present: terms.and(entry.present, terms.not(equalValues(entry.key, key, context))) })) };
}

/** `m[key]`, undefined where there is none. */
export function atKey({ entries }: SymbolicKeyed, key: SymbolicValue, context: Context): Partial {
  const found = entries.map((entry) => ({ test: meets(entry, key, context), value: entry.value })).filter(({ test }) => test.kind !== "false");
  return {
    value: found.reduceRight<SymbolicValue>((rest, { test, value }) => (rest.kind === "nothing" ? value : iteValue(test, value, rest, context)), nothing),
    defined: context.terms.or(...found.map(({ test }) => test)),
  };
}

/** `get(m, key)` */
export function getKey(map: SymbolicKeyed, key: SymbolicValue, context: Context): SymbolicSum {
  const { value, defined } = atKey(map, key, context);
  return optionOf(defined, value);
}

/** `size(c)` */
export function sizeOf({ entries }: SymbolicKeyed, { integers }: Context): SymbolicInteger {
  const [zero, one] = [integers.literal(0n), integers.literal(1n)];
  return entries.reduce<SymbolicInteger>((total, { present }) => integers.add(total, integers.choose(present, one, zero)), zero);
}

/** `keys(m)` */
export function keysOf({ entries }: SymbolicKeyed): SymbolicKeyed {
  return { kind: "set", entries: entries.map(({ key, present }) => ({ key, present, value: symbolicUnit })) };
}

/** `union(s, t)` */
export function unionOf(left: SymbolicKeyed, right: SymbolicKeyed, context: Context): SymbolicKeyed {
  return right.entries.reduce<SymbolicKeyed>((all, { key, present }) => putKey(present, all, key, symbolicUnit, context), left);
}

/** `intersect(s, t)` (`keep`) and `difference(s, t)`. */
export function restrict(left: SymbolicKeyed, right: SymbolicKeyed, keep: boolean, context: Context): SymbolicKeyed {
  const { terms } = context;
  const entries = left.entries.map((entry) => {
    const isIn = hasKey(right, entry.key, context);
    return { ...entry, present: terms.and(entry.present, keep ? isIn : terms.not(isIn)) };
  });
  return { kind: left.kind, entries };
}

/** The entries under literal keys, sorted, if all their keys have few values. */
export function countedOut(collection: SymbolicKeyed, context: Context): SymbolicKeyed | undefined {
  const { terms } = context;
  const keys: Value[] = [];
  for (const { key, present } of collection.entries) {
    if (present.kind === "false") continue;
    const possible = possibleValues(key, mostKeys, context);
    if (possible === undefined) return undefined;
    for (const one of possible) if (!keys.some((other) => equalLiterals(one, other))) keys.push(one);
    if (keys.length > mostKeys) return undefined;
  }
  const entries = keys.sort(compareValues).map((literal): SymbolicEntry => {
    const key = encodeLiteral(literal, context);
    const { value, defined } = atKey(collection, key, context);
    return { key, present: defined, value };
  });
  return { kind: collection.kind, entries: entries.filter(({ present }) => present !== terms.false) };
}

/** The keys that are present one after the other, in the order of the entries. Quadratic in them. */
export function compacted({ entries }: SymbolicKeyed, context: Context): SymbolicList {
  return entries.reduce<SymbolicList>(
    (list, { key, present }) => {
      const longer = iteValue(present, appendTo(list, key, context), list, context);
      return longer.kind === "list" ? longer : list;
    },
    listOf([], context),
  );
}

/** `elements(s)`: sorted. @throws Refusal where the order of the keys is not known: of strings and the like that are no literals */
export function elementsOf(set: SymbolicKeyed, context: Context): SymbolicList {
  const areIntegers = set.entries.every(({ key }) => key.kind === "integer" || key.kind === "nothing");
  const areKnown = set.entries.every(({ key }) => knownValue(key, context) !== undefined);
  if (areIntegers && !areKnown) return sortOf(compacted(set, context), context);
  const counted = countedOut(set, context) ?? refuse("the elements of a set in their order, where they are no integers and have too many values");
  return compacted(counted, context);
}
