/** The leaves of symbolic values in their canonical order, and values from what a model says of them. */
import type { Value } from "../../../calculus/core/index.ts";
import { makeList, makeMap, makeSet, unitValue } from "../../../calculus/values/index.ts";
import type { ModelValue, Term } from "../terms/index.ts";
import { endName } from "./context.ts";
import type { Context } from "./context.ts";
import { optionType } from "./symbolic-value.ts";
import type { Cell, SymbolicKeyed, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** What a model says of a term. */
export type Read = (term: Term) => ModelValue;

/** Every leaf, literals included: values of one shape have as many, of the same sorts. Linear. */
export function valueTerms(value: SymbolicValue): readonly Term[] {
  const leaves: Term[] = [];
  collect(value, leaves);
  return leaves;
}

/** The leaves of the value, then whether it is set. */
export function cellTerms({ value, isSet }: Cell): readonly Term[] {
  return [...valueTerms(value), isSet];
}

function collect(value: SymbolicValue, leaves: Term[]): void {
  switch (value.kind) {
    case "nothing":
    case "unit":
      return;
    case "boolean":
    case "integer":
    case "string":
      leaves.push(value.term);
      return;
    case "sum":
      leaves.push(value.tag);
      for (const { payload } of value.cases) for (const part of payload) collect(part, leaves);
      return;
    case "record":
      for (const [, part] of value.fields) collect(part, leaves);
      return;
    case "list":
      leaves.push(value.length.term);
      for (const item of value.items) collect(item, leaves);
      return;
    case "set":
    case "map":
      for (const entry of value.entries) {
        leaves.push(entry.present);
        collect(entry.key, leaves);
        collect(entry.value, leaves);
      }
      return;
  }
}

/**
 * Which string a member of the sort of strings is: that of a literal, or one that is no literal and stands for it alone. A model must tell the literals of the
 * context too (`textTerms`).
 */
export function textReader(read: Read, context: Context): (value: ModelValue) => string {
  const known = new Map<string, string>();
  for (const [text, term] of context.texts) known.set(modelKey(read(term)), text);
  let tried = 0;
  return (value) => {
    const key = modelKey(value);
    const before = known.get(key);
    if (before !== undefined) return before;
    let text = letters(tried);
    for (; context.texts.has(text); text = letters(tried)) tried += 1;
    tried += 1;
    known.set(key, text);
    return text;
  };
}

/** a, b, …, z, aa, … */
function letters(number: number): string {
  return (number >= 26 ? letters(Math.floor(number / 26) - 1) : "") + String.fromCharCode(97 + (number % 26));
}

function modelKey(value: ModelValue): string {
  switch (value.kind) {
    case "boolean":
      return String(value.value);
    case "integer":
    case "word":
      return `i${String(value.value)}`;
    case "member":
      return `m${value.name}`;
    case "opaque":
      return `o${String(value.index)}`;
  }
}

/** The value in a model that tells its leaves, as `read` gives them; what means nothing is left out. Linear. @throws Error where there is no value */
export function decodeValue(value: SymbolicValue, read: Read, text: (value: ModelValue) => string, context: Context): Value {
  const inside = (part: SymbolicValue): Value => decodeValue(part, read, text, context);
  switch (value.kind) {
    case "nothing":
      throw new Error("there is no value to decode");
    case "unit":
      return unitValue;
    case "boolean":
      return readBoolean(value.term, read);
    case "integer":
      return readInteger(value.term, read);
    case "string":
      return text(read(value.term));
    case "sum":
      return decodeSum(value, read, text, context);
    case "record":
      return { kind: "record", name: value.name, fields: value.fields.map(([name, part]) => [name, inside(part)]) };
    case "list":
      return makeList(value.items.slice(0, Number(readInteger(value.length.term, read))).map(inside));
    case "set":
      return makeSet(present(value, read).map(({ key }) => inside(key)));
    case "map":
      return makeMap(present(value, read).map((entry) => [inside(entry.key), inside(entry.value)]));
  }
}

/** What a variable holds in a model; undefined where it is not set. */
export function decodeCell({ value, isSet }: Cell, read: Read, text: (value: ModelValue) => string, context: Context): Value | undefined {
  return readBoolean(isSet, read) ? decodeValue(value, read, text, context) : undefined;
}

function present({ entries }: SymbolicKeyed, read: Read): SymbolicKeyed["entries"] {
  return entries.filter((entry) => readBoolean(entry.present, read));
}

function decodeSum(sum: SymbolicSum, read: Read, text: (value: ModelValue) => string, context: Context): Value {
  const { type, tag, cases } = sum;
  const [only, ...more] = cases;
  const name = only !== undefined && more.length === 0 ? only.name : constructorOf(type.constructors, type.name, read(tag));
  const payload = cases.find((one) => one.name === name)?.payload ?? [];
  if (type.name === context.endType.name) {
    const end = context.ends?.find((one) => endName(one) === name);
    if (end === undefined) throw new Error("an end of no session");
    return end;
  }
  return { kind: "variant", name, payload: payload.map((part) => decodeValue(part, read, text, context)) };
}

function constructorOf(constructors: readonly string[], type: string, tag: ModelValue): string {
  const found =
    tag.kind === "boolean" && type === optionType.name
      ? constructors[tag.value ? 1 : 0]
      : tag.kind === "word"
        ? constructors[Number(tag.value)]
        : tag.kind === "member"
          ? constructors.find((name) => `${type}.${name}` === tag.name)
          : undefined;
  if (found === undefined) throw new Error(`no constructor of ${type} in the model`);
  return found;
}

function readBoolean(term: Term, read: Read): boolean {
  if (term.kind === "true" || term.kind === "false") return term.kind === "true";
  const value = read(term);
  if (value.kind !== "boolean") throw new Error("a Boolean in the model");
  return value.value;
}

function readInteger(term: Term, read: Read): bigint {
  if (term.kind === "integer") return term.value;
  if (term.kind === "word") return BigInt.asIntN(term.sort.kind === "bits" ? term.sort.width : 1, term.value);
  const value = read(term);
  if (value.kind === "integer") return value.value;
  if (value.kind === "word") return BigInt.asIntN(value.width, value.value);
  throw new Error("an integer in the model");
}
