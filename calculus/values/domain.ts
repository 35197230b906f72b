/**
 * What `any` ranges over and what an oracle may answer: types and ranges as domains, enumerated where they are finite and small enough.
 * An integer refinement is finite where its bounds are evident (`evident.ts`); everything else infinite is sampled.
 */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Domain, EnumDefinition, FunctionDefinition, RecordDefinition, Value } from "../core/index.ts";
import type { DomainValues } from "./choice.ts";
import type { Type } from "../syntax/index.ts";
import { makeList, makeMap, makeSet, none, some, unitValue } from "./construct.ts";
import { evident } from "./evident.ts";
import type { Refinement } from "./evident.ts";
import { enumerate, integers, listed, mapped, pairs, sequences, strings, subsets, sum, tuples } from "./indexing.ts";
import type { Indexing } from "./indexing.ts";
import { belongs, satisfies } from "./inhabits.ts";
import { maximumDomainValues, maximumElementValues, maximumSampleTries } from "./limits.ts";
import { newMachine, parameters, run } from "./machine.ts";
import type { Local, Machine } from "./machine.ts";

/** Types that refer to themselves are unrolled at most this deep for one sample. */
const maximumUnrolling = 64;

interface Context {
  readonly definitions: Definitions;
  readonly local: Local;
  readonly machine: Machine;
  /** Enums and records being numbered, so that a reference back to one is resolved when a value is asked for. */
  readonly named: Map<string, Indexing | "building">;
  unrolled: number;
  /** Some part has finitely many candidates, too many to look through. */
  isLarge: boolean;
}

function isSmall(indexing: Indexing): boolean {
  return indexing.count !== undefined && indexing.count <= BigInt(maximumDomainValues);
}

/** The type without its outer refinements and names, and those refinements. */
function unwrap(type: Type, definitions: Definitions): { readonly base: Type; readonly refinements: readonly Refinement[] } {
  const refinements: Refinement[] = [];
  const seen = new Set<string>();
  let base = type;
  for (;;) {
    if (base.kind === "refined") {
      refinements.push({ subject: "value", predicate: base.predicate });
      base = base.base;
      continue;
    }
    const declared = base.kind === "named" && !seen.has(base.name.text) ? definitions.types.get(base.name.text) : undefined;
    if (declared === undefined) return { base, refinements };
    if (base.kind === "named") seen.add(base.name.text);
    base = declared;
  }
}

/** Values that pass the filter, found by going on from the index; none after too many tries. Questions to oracles count as not passing. */
function sifted(from: Indexing, refinements: readonly Refinement[], context: Context): Indexing {
  const { definitions, local, machine } = context;
  if (from.count !== undefined) context.isLarge = true;
  return {
    count: undefined,
    at: (index) => {
      for (let step = 0n; step < BigInt(maximumSampleTries); step += 1n) {
        const value = from.at(from.count === undefined ? index + step : (index + step) % from.count);
        if (value === undefined) continue;
        const pass = newMachine(definitions, machine.oracles);
        if (refinements.every((refinement) => satisfies(value, refinement, local, pass))) return value;
      }
      return undefined;
    },
  };
}

/** The numbering of a type with further refinements. If `machine` is interrupted by a question, the result is meaningless. */
function indexingOf(type: Type, extra: readonly Refinement[], context: Context): Indexing {
  const { base, refinements: own } = unwrap(type, context.definitions);
  const refinements = [...own, ...extra];
  if (refinements.length === 0) return numbered(base, context);
  const { definitions, local, machine } = context;
  const found = evident(refinements, local, machine);
  const isInteger = base.kind === "primitive" && base.name === "int";
  const candidates =
    found.listed !== undefined
      ? listed(found.listed.filter((value) => belongs(value, base, definitions, local, machine)))
      : isInteger
        ? integers(found.low, found.high)
        : numbered(base, context);
  if (!isSmall(candidates)) return sifted(candidates, refinements, context);
  const values: Value[] = [];
  for (const value of enumerate(candidates)) {
    if (refinements.every((refinement) => satisfies(value, refinement, local, machine))) values.push(value);
    if (machine.interruption !== undefined) break;
  }
  return listed(values);
}

function enumIndexing(definition: EnumDefinition, context: Context): Indexing {
  return sum(
    definition.constructors.map(({ name, payload }) =>
      mapped(tuples(payload.map((item) => indexingOf(item, [], context))), (items): Value => ({ kind: "variant", name, payload: items })),
    ),
  );
}

function recordIndexing({ name, fields }: RecordDefinition, context: Context): Indexing {
  return mapped(
    tuples(fields.map((field) => mapped(indexingOf(field.type, [], context), (value): readonly [string, Value] => [field.name, value]))),
    (values): Value => ({ kind: "record", name, fields: values }),
  );
}

/** A reference to an enum or a record from within itself: infinitely many values, found when asked for. */
function reference(name: string, context: Context): Indexing {
  return {
    count: undefined,
    at: (index) => {
      const indexing = context.named.get(name);
      if (indexing === undefined || indexing === "building" || context.unrolled >= maximumUnrolling) return undefined;
      context.unrolled += 1;
      const value = indexing.at(index);
      context.unrolled -= 1;
      return value;
    },
  };
}

function namedIndexing(name: string, context: Context): Indexing {
  const known = context.named.get(name);
  if (known === "building") return reference(name, context);
  if (known !== undefined) return known;
  context.named.set(name, "building");
  const { enums, records } = context.definitions;
  const enumeration = enums.get(name);
  const record = records.get(name);
  if (enumeration === undefined && record === undefined) throw new Error(`unresolved type ${name}`);
  const indexing = enumeration === undefined ? recordIndexing(record as RecordDefinition, context) : enumIndexing(enumeration, context);
  context.named.set(name, indexing);
  return indexing;
}

function isTiny(indexing: Indexing): boolean {
  return indexing.count !== undefined && indexing.count <= BigInt(maximumElementValues);
}

function mapIndexing(keys: Indexing, values: Indexing): Indexing {
  if (!isTiny(keys)) return mapped(sequences(pairs(keys, values)), makeMap);
  const absent = listed<readonly (readonly [Value, Value])[]>([[]]);
  const perKey = enumerate(keys).map((key) => sum([absent, mapped(values, (value): readonly (readonly [Value, Value])[] => [[key, value]])]));
  return mapped(tuples(perKey), (entries) => makeMap(entries.flat()));
}

/** The numbering of a type that is neither refined nor the name of another type. */
function numbered(type: Type, context: Context): Indexing {
  switch (type.kind) {
    case "primitive":
      switch (type.name) {
        case "bool":
          return listed([false, true]);
        case "unit":
          return listed([unitValue]);
        case "int":
          return integers(undefined, undefined);
        case "string":
          return strings;
      }
    case "named":
      return namedIndexing(type.name.text, context);
    case "option":
      return sum<Value>([listed([none]), mapped(indexingOf(type.element, [], context), some)]);
    case "list":
      return mapped(sequences(indexingOf(type.element, [], context)), makeList);
    case "set": {
      const element = indexingOf(type.element, [], context);
      return mapped(isTiny(element) ? subsets(enumerate(element)) : sequences(element), makeSet);
    }
    case "map":
      return mapIndexing(indexingOf(type.key, [], context), indexingOf(type.value, [], context));
    case "refined":
      return indexingOf(type, [], context);
    default:
      return assertNever(type);
  }
}

function newContext(local: Local, machine: Machine): Context {
  return { definitions: machine.definitions, local, machine, named: new Map(), unrolled: 0, isLarge: false };
}

function toDomainValues(indexing: Indexing, isLarge: boolean, contains: (value: Value) => boolean): DomainValues {
  if (isSmall(indexing)) return { kind: "finite", values: enumerate(indexing) };
  const { count, at } = indexing;
  return {
    kind: "infinite",
    extent: isLarge || count !== undefined ? "large" : "infinite",
    sample: count === undefined ? at : (index) => at(index % count),
    contains,
  };
}

/** Whether a value belongs to the type and its further refinements, with the oracle answers of this pass. Questions to oracles count as not belonging. */
function membership(type: Type, extra: readonly Refinement[], local: Local, { definitions, oracles }: Machine): (value: Value) => boolean {
  return (value) => {
    const pass = newMachine(definitions, oracles);
    return belongs(value, type, definitions, local, pass) && extra.every((refinement) => satisfies(value, refinement, local, pass));
  };
}

/**
 * The values of a domain in this pass: undefined if the pass was interrupted, because a bound of a range has no value or because a bound or
 * a refinement needs an oracle answer or meets a limit. `local` gives the names that bounds and refinements may use.
 */
export function runDomain(domain: Domain, local: Local, machine: Machine): DomainValues | undefined {
  if (domain.kind === "type") {
    const context = newContext(local, machine);
    const indexing = indexingOf(domain.type, [], context);
    return machine.interruption === undefined ? toDomainValues(indexing, context.isLarge, membership(domain.type, [], local, machine)) : undefined;
  }
  const low = run(domain.low, local, machine);
  const high = low === undefined ? undefined : run(domain.high, local, machine);
  return typeof low !== "bigint" || typeof high !== "bigint"
    ? undefined
    : toDomainValues(integers(low, high), false, (value) => typeof value === "bigint" && low <= value && value <= high);
}

/** What the contract of a function without body allows it to answer for these arguments. Undefined if an answer of another oracle is needed first, or a limit was met. */
export function runAnswers(definition: FunctionDefinition, values: readonly Value[], machine: Machine): DomainValues | undefined {
  const contract = definition.ensures === undefined ? [] : [{ subject: "result", predicate: definition.ensures }];
  const local = parameters(definition, values);
  const context = newContext(local, machine);
  const indexing = indexingOf(definition.result, contract, context);
  return machine.interruption === undefined ? toDomainValues(indexing, context.isLarge, membership(definition.result, contract, local, machine)) : undefined;
}
