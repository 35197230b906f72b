/** One symbolic value or another of the same type, by a condition. */
import { equalValues as equalLiterals } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { knownValue } from "./literal.ts";
import { refuse } from "./refusal.ts";
import { nothing } from "./symbolic-value.ts";
import type { Cell, SymbolicEntry, SymbolicKeyed, SymbolicList, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** `then` where the condition holds, else the other. Where one of them is nothing it is not meant: the result is the other. Linear in the values. @throws Refusal for values of different types */
export function iteValue(condition: Term, then: SymbolicValue, otherwise: SymbolicValue, context: Context): SymbolicValue {
  if (condition.kind === "true" || then === otherwise) return then;
  if (condition.kind === "false") return otherwise;
  if (then.kind === "nothing") return otherwise;
  if (otherwise.kind === "nothing") return then;
  const { terms } = context;
  if (then.kind === "unit" && otherwise.kind === "unit") return then;
  if (then.kind === "boolean" && otherwise.kind === "boolean") return { kind: "boolean", term: terms.ite(condition, then.term, otherwise.term) };
  if (then.kind === "integer" && otherwise.kind === "integer") return context.integers.choose(condition, then, otherwise);
  if (then.kind === "string" && otherwise.kind === "string") {
    const among = then.among === undefined || otherwise.among === undefined ? undefined : [...new Set([...then.among, ...otherwise.among])].sort();
    return { kind: "string", term: terms.ite(condition, then.term, otherwise.term), among };
  }
  if (then.kind === "sum" && otherwise.kind === "sum") return chooseSum(condition, then, otherwise, context);
  if (then.kind === "record" && otherwise.kind === "record")
    return {
      kind: "record",
      name: then.name,
      fields: then.fields.map(([name, part], index) => [name, iteValue(condition, part, otherwise.fields[index]?.[1] ?? nothing, context)]),
    };
  if (then.kind === "list" && otherwise.kind === "list") return chooseList(condition, then, otherwise, context);
  if ((then.kind === "set" || then.kind === "map") && then.kind === otherwise.kind) return chooseKeyed(condition, then, otherwise, context);
  return refuse(`values of different types, ${then.kind} and ${otherwise.kind}, in one place`);
}

/** As `iteValue`, for what variables hold. */
export function iteCell(condition: Term, then: Cell, otherwise: Cell, context: Context): Cell {
  if (then === otherwise) return then;
  const value =
    then.isSet.kind === "false" ? otherwise.value : otherwise.isSet.kind === "false" ? then.value : iteValue(condition, then.value, otherwise.value, context);
  return { value, isSet: context.terms.ite(condition, then.isSet, otherwise.isSet) };
}

function chooseSum(condition: Term, then: SymbolicSum, otherwise: SymbolicSum, context: Context): SymbolicSum {
  const cases = then.type.constructors.flatMap((name) => {
    const [a, b] = [then, otherwise].map((sum) => sum.cases.find((one) => one.name === name)?.payload);
    if (a === undefined || b === undefined) return a === undefined && b === undefined ? [] : [{ name, payload: a ?? b ?? [] }];
    return [{ name, payload: a.map((part, index) => iteValue(condition, part, b[index] ?? nothing, context)) }];
  });
  return { kind: "sum", type: then.type, tag: context.terms.ite(condition, then.tag, otherwise.tag), cases };
}

function chooseList(condition: Term, then: SymbolicList, otherwise: SymbolicList, context: Context): SymbolicList {
  const count = Math.max(then.items.length, otherwise.items.length);
  const items = Array.from({ length: count }, (_, index) => iteValue(condition, then.items[index] ?? nothing, otherwise.items[index] ?? nothing, context));
  return { kind: "list", length: context.integers.choose(condition, then.length, otherwise.length), items };
}

/** Entries with the same literal key become one, all others pair by pair: keys of each side differ among themselves, so keys of the result do. */
function chooseKeyed(condition: Term, then: SymbolicKeyed, otherwise: SymbolicKeyed, context: Context): SymbolicKeyed {
  const { terms } = context;
  const merged = (one: SymbolicEntry | undefined, other: SymbolicEntry | undefined): SymbolicEntry => ({
    key: iteValue(condition, one?.key ?? nothing, other?.key ?? nothing, context),
    present: terms.ite(condition, one?.present ?? terms.false, other?.present ?? terms.false),
    value: iteValue(condition, one?.value ?? nothing, other?.value ?? nothing, context),
  });
  const rest = [...otherwise.entries];
  const symbolic: SymbolicEntry[] = [];
  const entries = then.entries.flatMap((one) => {
    const known = knownValue(one.key, context);
    if (known === undefined) {
      symbolic.push(one);
      return [];
    }
    const position = rest.findIndex(({ key }) => {
      const literal = knownValue(key, context);
      return literal !== undefined && equalLiterals(literal, known);
    });
    return [merged(one, position < 0 ? undefined : rest.splice(position, 1)[0])];
  });
  const literals = rest.filter(({ key }) => knownValue(key, context) !== undefined);
  const others = rest.filter((entry) => !literals.includes(entry));
  const pairs = Array.from({ length: Math.max(symbolic.length, others.length) }, (_, index) => merged(symbolic[index], others[index]));
  return { kind: then.kind, entries: [...entries, ...literals.map((entry) => merged(undefined, entry)), ...pairs] };
}
