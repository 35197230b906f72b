/** Solutions of Horn clauses as formulas of the language: each conjunct that speaks of what the language can say. */
import { printValue } from "../../../calculus/values/index.ts";
import { freeSymbols } from "../head-first/ask.ts";
import type { HornSolution } from "../head-first/horn.ts";
import type { NamedVariable } from "../head-first/variable-names.ts";
import type { ModelValue, Symbol, Term } from "../terms/index.ts";
import { printSymbol, printTerm, termEvaluator } from "../terms/index.ts";
import type { Cell, Context, SymbolicValue } from "../values/index.ts";
import { decodeValue, optionType, valueTerms } from "../values/index.ts";

/** What a solution says at one cut point. */
export interface SaidInLanguage {
  readonly formulas: readonly string[];
  /** The conjuncts that are no formulas of the language, for readers: SMT-LIB terms over parts of variables, `|A.card Black 0|`. */
  readonly unwritten: readonly string[];
}

/** By cut point. Linear in the solution, where it shares nothing. */
export function hornFormulas({ context, points }: HornSolution, variables: readonly NamedVariable[]): ReadonlyMap<number, SaidInLanguage> {
  return new Map(
    points.map(({ point, cells, definition: { parameters, body } }) => {
      const leaves = variables.flatMap(({ text, index }) => leavesOfCell(text, cells[index], context));
      const meanings = new Map(parameters.map((parameter, index) => [parameter, leaves[index]]));
      const said = conjuncts(body).map((conjunct) => ({ conjunct, text: written(conjunct, meanings, context) }));
      const formulas = said.flatMap(({ text }) => text ?? []);
      return [point, { formulas, unwritten: said.flatMap(({ conjunct, text }) => (text === undefined ? [inSolversWords(conjunct, meanings)] : [])) }];
    }),
  );
}

/** What a leaf of a value is, as text. */
type Leaf =
  | { readonly kind: "formula" | "integer" | "string"; readonly text: string }
  | { readonly kind: "tag"; readonly text: string; readonly enumeration: string }
  /** Nothing that the language can say by itself; its text is a name for readers. */
  | { readonly kind: "silent"; readonly text: string };

/** A formula longer than this is read by nobody. */
const longest = 4_000;
/** So many characters of a term are shown. */
const longestShown = 200;

/** Of what holds for some values those parts that are not about them, and the whole where there are others. */
function conjuncts(term: Term): readonly Term[] {
  if (term.kind === "exists") {
    const parts = conjuncts(term.body);
    const apart = parts.filter((part) => !freeSymbols(part).some((free) => term.variables.includes(free)));
    return apart.length === parts.length ? apart : [...apart, term];
  }
  return term.kind === "apply" && term.operator === "and" ? term.arguments.flatMap(conjuncts) : term.kind === "true" ? [] : [term];
}

function leavesOfCell(text: string, cell: Cell | undefined, context: Context): readonly Leaf[] {
  return cell === undefined ? [] : [...leavesOf(text, cell.value, context), { kind: "formula", text: `${text} is set` }];
}

/** In the order of `valueTerms`. */
function leavesOf(text: string, value: SymbolicValue, context: Context): readonly Leaf[] {
  switch (value.kind) {
    case "nothing":
    case "unit":
      return [];
    case "boolean":
      return [{ kind: "formula", text }];
    case "integer":
    case "string":
      return [{ kind: value.kind, text }];
    case "sum": {
      if (value.type.name === optionType.name)
        return [
          { kind: "formula", text: `is_some(${text})` },
          ...value.cases.flatMap(({ payload }) => payload.flatMap((part) => leavesOf(`unwrap(${text})`, part, context))),
        ];
      const silent = value.cases.flatMap(({ name, payload }) => payload.flatMap((part, place) => silently(`${text} ${name} ${String(place)}`, part, context)));
      return [{ kind: "tag", text, enumeration: value.type.name }, ...silent];
    }
    case "record":
      return value.fields.flatMap(([field, part]) => leavesOf(`${text}.${field}`, part, context));
    case "list":
      return [{ kind: "integer", text: `length(${text})` }, ...value.items.flatMap((item, index) => leavesOf(`${text}[${String(index)}]`, item, context))];
    case "set":
    case "map":
      return value.entries.flatMap(({ key, value: item }, place) => {
        const literal = literalOf(key, context);
        const entry = `${text} entry ${String(place)}`;
        const isSaid = literal !== undefined && value.kind === "map";
        const present: Leaf = literal === undefined ? { kind: "silent", text: entry } : { kind: "formula", text: `contains(${text}, ${literal})` };
        const held = isSaid ? leavesOf(`${text}[${literal}]`, item, context) : silently(`${entry} value`, item, context);
        return [present, ...silently(`${entry} key`, key, context), ...held];
      });
  }
}

/** The leaves of a part that the language has no expression for. */
function silently(text: string, value: SymbolicValue, context: Context): readonly Leaf[] {
  const leaves = leavesOf(text, value, context);
  return leaves.map((leaf): Leaf => ({ kind: "silent", text: leaf.text }));
}

/** A key that is the same in every state, as the language writes it. */
function literalOf(key: SymbolicValue, context: Context): string | undefined {
  if (valueTerms(key).some(({ kind }) => kind === "symbol" || kind === "apply" || kind === "call")) return undefined;
  const texts = new Map([...context.texts].map(([text, term]) => [term, text]));
  const read = termEvaluator({ symbol: () => ({ kind: "boolean", value: false }) });
  const number = (value: ModelValue): string =>
    [...texts].find(([term]) => term.kind === "integer" && value.kind === "integer" && term.value === value.value)?.[1] ?? "";
  return printValue(decodeValue(key, read, number, context));
}

type Meanings = ReadonlyMap<Symbol, Leaf | undefined>;

/** The conjunct as SMT-LIB writes it, with names for what its parameters are. */
function inSolversWords(conjunct: Term, meanings: Meanings): string {
  const names = new Map([...meanings].flatMap(([parameter, leaf]) => (leaf === undefined ? [] : [[printSymbol(parameter.name), quoted(leaf.text)]])));
  const text = printTerm(conjunct).replace(/\|[^|]*\||[^\s()|]+/g, (symbol) => names.get(symbol) ?? symbol);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function quoted(text: string): string {
  return printSymbol(text.replace(/[|\\]/g, "_"));
}

/** Something that cannot be written. */
class Unwritten extends Error {}

function unwritten(): never {
  throw new Unwritten();
}

function written(term: Term, meanings: Meanings, context: Context): string | undefined {
  try {
    const text = formulaOf(term, meanings, context);
    return text.length > longest ? undefined : text;
  } catch (error) {
    if (error instanceof Unwritten) return undefined;
    throw error;
  }
}

function formulaOf(term: Term, meanings: Meanings, context: Context): string {
  const formula = (part: Term | undefined): string => (part === undefined ? unwritten() : formulaOf(part, meanings, context));
  const integer = (part: Term | undefined): string => (part === undefined ? unwritten() : integerOf(part, meanings, context));
  switch (term.kind) {
    case "true":
    case "false":
      return term.kind;
    case "symbol": {
      const leaf = meanings.get(term);
      return leaf?.kind === "formula" ? leaf.text : unwritten();
    }
    case "apply": {
      const [first, second, third] = term.arguments;
      switch (term.operator) {
        case "not":
          return negated(first ?? unwritten(), formula(first));
        case "and":
        case "or":
          return `(${term.arguments.map(formula).join(` ${term.operator} `)})`;
        case "=>":
          return `(${formula(first)} implies ${formula(second)})`;
        case "ite":
          return `((${formula(first)} implies ${formula(second)}) and (not ${formula(first)} implies ${formula(third)}))`;
        case "<":
        case "<=":
          return `(${integer(first)} ${term.operator} ${integer(second)})`;
        case "=":
          return equality(first ?? unwritten(), second ?? unwritten(), meanings, context);
        default:
          return unwritten();
      }
    }
    default:
      return unwritten();
  }
}

/** `not x <= y` and `not y < x` are comparisons, too. */
function negated(term: Term, text: string): string {
  if (term.kind !== "apply" || (term.operator !== "<" && term.operator !== "<=")) return `not ${text}`;
  const operator = ` ${term.operator} `;
  const place = text.indexOf(operator);
  return place < 0 || text.indexOf(operator, place + 1) >= 0 ? `not ${text}` : text.replace(operator, term.operator === "<" ? " >= " : " > ");
}

function equality(left: Term, right: Term, meanings: Meanings, context: Context): string {
  if (left.sort.kind === "bool") {
    const [one, other] = [formulaOf(left, meanings, context), formulaOf(right, meanings, context)];
    return `((${one} and ${other}) or (not ${one} and not ${other}))`;
  }
  const sides = [left, right].map((term) => (term.kind === "symbol" ? meanings.get(term) : undefined));
  const tag = sides.find((leaf) => leaf?.kind === "tag");
  if (tag?.kind === "tag") {
    const member = [left, right].find(({ kind }) => kind === "member");
    if (member?.kind === "member") return `(${tag.text} == ${constructorOf(member.name, tag.enumeration, context)})`;
    const tags = sides.flatMap((leaf) => (leaf?.kind === "tag" ? [leaf.text] : []));
    return tags.length === 2 ? `(${tags.join(" == ")})` : unwritten();
  }
  if (sides.some((leaf) => leaf?.kind === "string")) {
    const texts = [left, right].map((term, index) => {
      const leaf = sides[index];
      if (leaf?.kind === "string") return leaf.text;
      const literal = [...context.texts].find(([, known]) => known.kind === "integer" && term.kind === "integer" && known.value === term.value);
      return literal === undefined ? unwritten() : printValue(literal[0]);
    });
    return `(${texts.join(" == ")})`;
  }
  return `(${integerOf(left, meanings, context)} == ${integerOf(right, meanings, context)})`;
}

/** Only constructors without payload are values by their names alone. */
function constructorOf(member: string, enumeration: string, { definitions }: Context): string {
  const found = definitions.enums.get(enumeration)?.constructors.find(({ name }) => `${enumeration}.${name}` === member);
  return found?.payload.length === 0 ? found.name : unwritten();
}

const operators = new Map([
  ["+", "+"],
  ["-", "-"],
  ["*", "*"],
  ["div", "/"],
  ["mod", "%"],
]);

function integerOf(term: Term, meanings: Meanings, context: Context): string {
  switch (term.kind) {
    case "integer":
      return String(term.value);
    case "symbol": {
      const leaf = meanings.get(term);
      return leaf?.kind === "integer" ? leaf.text : unwritten();
    }
    case "apply": {
      const integer = (part: Term): string => integerOf(part, meanings, context);
      const [condition, then, otherwise] = term.arguments;
      if (term.operator === "ite" && condition !== undefined && then !== undefined && otherwise !== undefined) {
        const asked = formulaOf(condition, meanings, context);
        return asked.includes(" is set") ? unwritten() : `(if ${asked} then ${integer(then)} else ${integer(otherwise)})`;
      }
      const operator = typeof term.operator === "string" ? operators.get(term.operator) : undefined;
      return operator === undefined ? unwritten() : `(${term.arguments.map(integer).join(` ${operator} `)})`;
    }
    default:
      return unwritten();
  }
}
