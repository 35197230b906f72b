/** What a model says of the symbols of a fresh value if it is a given value: encodings are held against concrete states with it. */
import type { Value } from "../../../calculus/core/index.ts";
import { equalValues as equalLiterals } from "../../../calculus/values/index.ts";
import type { ModelValue, Symbol, Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { endName } from "./context.ts";
import { knownValue } from "./literal.ts";
import { optionType } from "./symbolic-value.ts";
import type { SymbolicInteger, SymbolicKeyed, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** Takes the value of a symbol. */
type Set = (symbol: Symbol, value: ModelValue) => void;

/**
 * Sets the symbols of a value that `freshValue` made so that it is `literal`; those of what means nothing are left. `text` numbers strings where they are opaque.
 * False if the value's shape does not have it. Linear.
 */
export function assignValue(value: SymbolicValue, literal: Value, set: Set, text: (literal: string) => ModelValue, context: Context): boolean {
  const inside = (part: SymbolicValue, of: Value): boolean => assignValue(part, of, set, text, context);
  switch (value.kind) {
    case "nothing":
      return false;
    case "unit":
      return true;
    case "boolean":
      return assignTerm(value.term, { kind: "boolean", value: literal === true }, set);
    case "integer":
      return typeof literal === "bigint" && assignInteger(value, literal, set);
    case "string":
      if (typeof literal !== "string" || value.among?.includes(literal) === false) return false;
      return assignTerm(value.term, text(literal), set);
    case "sum":
      return assignSum(value, literal, set, text, context);
    case "record": {
      const parts = typeof literal === "object" && literal.kind === "record" ? literal.fields : [];
      return value.fields.every(([, part], index) => inside(part, parts[index]?.[1] ?? false));
    }
    case "list": {
      const items = typeof literal === "object" && literal.kind === "list" ? literal.items : [];
      if (items.length > value.items.length || !assignInteger(value.length, BigInt(items.length), set)) return false;
      return items.every((item, index) => inside(value.items[index] ?? { kind: "nothing" }, item));
    }
    case "set":
    case "map":
      return assignKeyed(value, entriesOf(literal), set, text, context);
  }
}

function entriesOf(literal: Value): readonly (readonly [Value, Value])[] {
  if (typeof literal !== "object") return [];
  return literal.kind === "set" ? literal.items.map((item) => [item, { kind: "unit" }]) : literal.kind === "map" ? literal.entries : [];
}

/** Under literal keys by them, otherwise from the first entry on. */
function assignKeyed(
  { entries }: SymbolicKeyed,
  given: readonly (readonly [Value, Value])[],
  set: Set,
  text: (literal: string) => ModelValue,
  context: Context,
): boolean {
  const rest = [...given];
  const isAssigned = entries.every(({ key, present, value }) => {
    const known = knownValue(key, context);
    const position = known === undefined ? (rest.length > 0 ? 0 : -1) : rest.findIndex(([one]) => equalLiterals(one, known));
    const [entry] = position < 0 ? [] : rest.splice(position, 1);
    assignTerm(present, { kind: "boolean", value: entry !== undefined }, set);
    return entry === undefined || (assignValue(key, entry[0], set, text, context) && assignValue(value, entry[1], set, text, context));
  });
  return isAssigned && rest.length === 0;
}

function assignSum({ type, tag, cases }: SymbolicSum, literal: Value, set: Set, text: (literal: string) => ModelValue, context: Context): boolean {
  if (typeof literal !== "object" || (literal.kind !== "variant" && literal.kind !== "endpoint")) return false;
  const name = literal.kind === "variant" ? literal.name : endName(literal);
  const parts = literal.kind === "variant" ? literal.payload : [];
  const own = cases.find((one) => one.name === name);
  if (own === undefined) return false;
  const number = type.constructors.indexOf(name);
  const sort = context.tagSort(type);
  const value: ModelValue =
    type.name === optionType.name
      ? { kind: "boolean", value: name === "some" }
      : sort.kind === "bits"
        ? { kind: "word", value: BigInt(number), width: sort.width }
        : { kind: "member", name: `${type.name}.${name}` };
  return assignTerm(tag, value, set) && own.payload.every((part, index) => assignValue(part, parts[index] ?? false, set, text, context));
}

function assignInteger({ term, low, high }: SymbolicInteger, literal: bigint, set: Set): boolean {
  if ((low !== undefined && literal < low) || (high !== undefined && literal > high)) return false;
  const { sort } = term;
  return assignTerm(
    term,
    sort.kind === "bits" ? { kind: "word", value: BigInt.asUintN(sort.width, literal), width: sort.width } : { kind: "integer", value: literal },
    set,
  );
}

/** Literal leaves are what they are. */
function assignTerm(term: Term, value: ModelValue, set: Set): boolean {
  if (term.kind === "symbol") set(term, value);
  return true;
}
