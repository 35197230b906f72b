/** Whether two symbolic values of one type are equal: part by part, where the parts mean something. */
import type { Term } from "../terms/index.ts";
import { deepest } from "./context.ts";
import type { Context } from "./context.ts";
import { refuse } from "./refusal.ts";
import { isCase } from "./sums.ts";
import type { Cell, SymbolicKeyed, SymbolicList, SymbolicString, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** `==` of the language. Linear in the values, but quadratic in the entries of sets and maps. @throws Refusal for values of different types */
export function equalValues(left: SymbolicValue, right: SymbolicValue, context: Context): Term {
  const { terms } = context;
  if (left.kind === "nothing" || right.kind === "nothing") return terms.false;
  if (left === right) return terms.true;
  if (left.kind === "unit" && right.kind === "unit") return terms.true;
  if (left.kind === "boolean" && right.kind === "boolean") return terms.equal(left.term, right.term);
  if (left.kind === "integer" && right.kind === "integer") return context.integers.equal(left, right);
  if (left.kind === "string" && right.kind === "string") return equalStrings(left, right, context);
  if (left.kind === "sum" && right.kind === "sum") return equalSums(left, right, context);
  if (left.kind === "record" && right.kind === "record")
    return terms.and(...left.fields.map(([, part], index) => equalValues(part, right.fields[index]?.[1] ?? { kind: "nothing" }, context)));
  if (left.kind === "list" && right.kind === "list") return equalLists(left, right, context);
  if ((left.kind === "set" || left.kind === "map") && left.kind === right.kind)
    return terms.and(isIncluded(left, right, context), isIncluded(right, left, context));
  return refuse(`values of different types, ${left.kind} and ${right.kind}, in one place`);
}

/** Both unset, or both set to equal values. */
export function equalCells(left: Cell, right: Cell, context: Context): Term {
  const { terms } = context;
  return terms.and(
    terms.equal(left.isSet, right.isSet),
    left.isSet.kind === "false" ? terms.true : terms.implies(left.isSet, equalValues(left.value, right.value, context)),
  );
}

function equalStrings(left: SymbolicString, right: SymbolicString, context: Context): Term {
  const { terms } = context;
  if (left.term === right.term) return terms.true;
  if (left.among !== undefined && right.among !== undefined && !left.among.some((text) => right.among?.includes(text))) return terms.false;
  const [only] = [left, right].filter(({ among }) => among?.length === 1);
  if (only === undefined) return terms.equal(left.term, right.term);
  const [text = ""] = only.among ?? [];
  return isText(only === left ? right : left, text, context);
}

/** Whether the string is this one, decided inside its conditionals. */
export function isText({ term, among }: SymbolicString, text: string, context: Context): Term {
  if (among?.includes(text) === false) return context.terms.false;
  const literal = context.text(text);
  if (among?.length === 1) return context.terms.true;
  return splitting(term, literal, context, new Map());
}

/** `term == literal`, where different literals differ: they are symbols, so that terms alone do not know it. */
function splitting(term: Term, literal: Term, context: Context, known: Map<Term, Term>, depth = 0): Term {
  const { terms } = context;
  if (term === literal) return terms.true;
  if (term.kind === "apply" && term.operator === "ite" && depth <= deepest) {
    const before = known.get(term);
    if (before !== undefined) return before;
    const [condition, then, otherwise] = term.arguments as readonly [Term, Term, Term];
    const test = terms.ite(condition, splitting(then, literal, context, known, depth + 1), splitting(otherwise, literal, context, known, depth + 1));
    known.set(term, test);
    return test;
  }
  for (const other of context.texts.values()) if (other === term) return terms.false;
  return terms.equal(term, literal);
}

function equalSums(left: SymbolicSum, right: SymbolicSum, context: Context): Term {
  const { terms } = context;
  const common = left.cases.flatMap((one) => {
    const other = right.cases.find(({ name }) => name === one.name);
    return other === undefined ? [] : [{ name: one.name, left: one.payload, right: other.payload }];
  });
  const [only] = [left, right].filter(({ cases }) => cases.length === 1);
  const sameCase = only === undefined ? terms.equal(left.tag, right.tag) : isCase(only === left ? right : left, only.cases[0]?.name ?? "", context);
  const payloads = common.map((one) => {
    const parts = one.left.map((part, index) => equalValues(part, one.right[index] ?? { kind: "nothing" }, context));
    return parts.length === 0 ? terms.true : terms.implies(isCase(left, one.name, context), terms.and(...parts));
  });
  return common.length === 0 ? terms.false : terms.and(sameCase, ...payloads);
}

function equalLists(left: SymbolicList, right: SymbolicList, context: Context): Term {
  const { terms, integers } = context;
  const shared = Math.min(left.items.length, right.items.length);
  const parts: Term[] = [];
  for (let index = 0; index < shared; index += 1) {
    const isThere = integers.less(integers.literal(BigInt(index)), left.length);
    if (isThere.kind === "false") break;
    parts.push(terms.implies(isThere, equalValues(left.items[index] ?? { kind: "nothing" }, right.items[index] ?? { kind: "nothing" }, context)));
  }
  return terms.and(integers.equal(left.length, right.length), ...parts);
}

function isIncluded(left: SymbolicKeyed, right: SymbolicKeyed, context: Context): Term {
  const { terms } = context;
  return terms.and(
    ...left.entries.map((entry) => {
      if (entry.present.kind === "false") return terms.true;
      const same = right.entries.map((other) =>
        terms.and(other.present, equalValues(entry.key, other.key, context), equalValues(entry.value, other.value, context)),
      );
      return terms.implies(entry.present, terms.or(...same));
    }),
  );
}
