/** Values and terms in TLA+ (Lamport, Specifying Systems, 2002): an expression for the value, and one that says when there is a value. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions, Value } from "../../../calculus/core/index.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Words } from "./words.ts";

/** `defined` is absent where the term always has a value. */
export interface Formula {
  readonly text: string;
  readonly defined?: string;
}

const maximumLength = 50_000;

/** A conjunction of parts that may be absent because they always hold. */
export function all(...conditions: readonly (string | undefined)[]): string | undefined {
  const needed = [...new Set(conditions.filter((condition) => condition !== undefined))];
  return needed.length === 0 ? undefined : needed.length === 1 ? needed[0] : `(${needed.join(" /\\ ")})`;
}

/** A string as TLA+ writes it. @throws CannotSay beyond printable ASCII, of which TLA+ has no more. */
export function stringText(text: string): string {
  if (!/^[\n\t -~]*$/.test(text)) throw new CannotSay("a string with other than ASCII characters");
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
}

/** A value. Enums are tuples that begin with the name of the constructor, options tuples of at most one value, maps functions. */
function valueText(value: Value, words: Words): string {
  const inside = (part: Value): string => valueText(part, words);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "bigint") return value < 0n ? `(${String(value)})` : String(value);
  if (typeof value === "string") return stringText(value);
  switch (value.kind) {
    case "unit":
      return "<<>>";
    case "variant":
      return variantText(value.name, value.payload.map(inside));
    case "record":
      return recordText(value.fields.map(([name, field]) => [words.of(name), inside(field)]));
    case "list":
      return `<<${value.items.map(inside).join(", ")}>>`;
    case "set":
      return `{${value.items.map(inside).join(", ")}}`;
    case "map":
      return mapText(value.entries.map(([key, item]) => [inside(key), inside(item)]));
    case "endpoint":
      throw new CannotSay("ends of further sessions");
    default:
      return assertNever(value);
  }
}

/** `none` and `some(v)` are `<<>>` and `<<v>>`; a constructor is a tuple with its name in front. */
function variantText(name: string, payload: readonly string[]): string {
  if (name === "none" || name === "some") return `<<${payload.join(", ")}>>`;
  return `<<${[stringText(name), ...payload].join(", ")}>>`;
}

function recordText(fields: readonly (readonly [string, string])[]): string {
  return fields.length === 0 ? "<<>>" : `[${fields.map(([name, text]) => `${name} |-> ${text}`).join(", ")}]`;
}

/** The last entry for a key counts. */
function mapText(entries: readonly (readonly [string, string])[]): string {
  return entries.reduce((map, [key, item]) => `Put(${map}, ${key}, ${item})`, "<<>>");
}

export class Terms {
  readonly #definitions: Definitions;
  readonly #words: Words;
  readonly #variable: (process: number, index: number) => Formula;

  constructor(definitions: Definitions, words: Words, variable: (process: number, index: number) => Formula) {
    this.#definitions = definitions;
    this.#words = words;
    this.#variable = variable;
  }

  value(value: Value): string {
    return valueText(value, this.#words);
  }

  /** @throws CannotSay */
  write(term: Term): Formula {
    return this.#write(term, new Map());
  }

  #write(term: Term, locals: ReadonlyMap<number, string>): Formula {
    const result = this.#written(term, locals);
    if (result.text.length > maximumLength) throw new CannotSay(`an expression of more than ${String(maximumLength)} characters`);
    return result;
  }

  #written(term: Term, locals: ReadonlyMap<number, string>): Formula {
    const inside = (part: Term): Formula => this.#write(part, locals);
    switch (term.kind) {
      case "constant":
        return { text: this.value(term.value) };
      case "variable":
        return this.#variable(term.process, term.index);
      case "local":
        return { text: present(locals.get(term.number)) };
      case "let": {
        const value = inside(term.value);
        const body = this.#write(term.body, new Map(locals).set(term.number, value.text));
        return made(body.text, value.defined, body.defined);
      }
      case "not": {
        const { text, defined } = inside(term.operand);
        return made(`~${text}`, defined);
      }
      case "negate": {
        const { text, defined } = inside(term.operand);
        return made(`(-${text})`, defined);
      }
      case "operation":
        return operation(term, inside(term.left), inside(term.right));
      case "builtin":
        return builtin(term, term.arguments.map(inside));
      case "constructor": {
        const given = term.arguments.map(inside);
        return made(variantText(term.name, texts(given)), ...given.map(({ defined }) => defined));
      }
      case "record": {
        const given = term.fields.map(({ value }) => inside(value));
        const fields = present(this.#definitions.records.get(term.name)).fields;
        return made(
          recordText(term.fields.map(({ position }, index) => [this.#words.of(present(fields[position]).name), present(given[index]).text])),
          ...given.map(({ defined }) => defined),
        );
      }
      case "list":
      case "set": {
        const given = term.items.map(inside);
        const inner = texts(given).join(", ");
        return made(term.kind === "list" ? `<<${inner}>>` : `{${inner}}`, ...given.map(({ defined }) => defined));
      }
      case "map": {
        const given = term.entries.map(({ key, value }) => [inside(key), inside(value)] as const);
        return made(mapText(given.map(([key, item]) => [key.text, item.text])), ...given.flatMap(([key, item]) => [key.defined, item.defined]));
      }
      case "field": {
        const of = inside(term.of);
        return made(`${of.text}.${this.#words.of(term.name)}`, of.defined);
      }
      case "index": {
        const [of, index] = [inside(term.of), inside(term.index)];
        const isMap = term.of.type.kind === "map";
        const within = isMap ? `(${index.text} \\in DOMAIN ${of.text})` : `(0 <= ${index.text} /\\ ${index.text} < Len(${of.text}))`;
        return made(isMap ? `${of.text}[${index.text}]` : `${of.text}[${index.text} + 1]`, of.defined, index.defined, within);
      }
      case "conditional": {
        const [condition, then, otherwise] = [inside(term.condition), inside(term.then), inside(term.else)];
        const arms =
          then.defined === undefined && otherwise.defined === undefined
            ? undefined
            : choice(condition.text, then.defined ?? "TRUE", otherwise.defined ?? "TRUE");
        return made(choice(condition.text, then.text, otherwise.text), condition.defined, arms);
      }
      case "check": {
        const [condition, body] = [inside(term.condition), inside(term.body)];
        return made(body.text, condition.defined, condition.text, body.defined);
      }
      case "undefined":
        return { text: "<<>>", defined: "FALSE" };
      case "oracle":
        throw new CannotSay(`${term.definition.name}, a function without body`);
      default:
        return assertNever(term);
    }
  }
}

function texts(formulas: readonly Formula[]): readonly string[] {
  return formulas.map(({ text }) => text);
}

function made(text: string, ...defined: readonly (string | undefined)[]): Formula {
  const condition = all(...defined);
  return condition === undefined ? { text } : { text, defined: condition };
}

function choice(condition: string, then: string, otherwise: string): string {
  return `(IF ${condition} THEN ${then} ELSE ${otherwise})`;
}

const operators: ReadonlyMap<string, string> = new Map([
  ["and", "/\\"],
  ["or", "\\/"],
  ["implies", "=>"],
  ["==", "="],
  ["!=", "#"],
  ["<", "<"],
  ["<=", "<="],
  [">", ">"],
  [">=", ">="],
  ["-", "-"],
  ["*", "*"],
]);

function operation({ operator, type }: Extract<Term, { kind: "operation" }>, left: Formula, right: Formula): Formula {
  const [one, other] = [left.text, right.text];
  switch (operator) {
    case "and":
    case "or":
    case "implies": {
      const decides = operator === "or" ? one : `~${one}`;
      const later = right.defined === undefined ? undefined : `(${decides} \\/ ${right.defined})`;
      return made(`(${one} ${present(operators.get(operator))} ${other})`, left.defined, later);
    }
    case "+": {
      const sign = type.kind === "primitive" && type.name === "int" ? "+" : "\\o";
      return made(`(${one} ${sign} ${other})`, left.defined, right.defined);
    }
    case "/":
    case "%":
      return made(`${operator === "/" ? "Quotient" : "Remainder"}(${one}, ${other})`, left.defined, right.defined, `(${other} # 0)`);
    default:
      return made(`(${one} ${present(operators.get(operator))} ${other})`, left.defined, right.defined);
  }
}

/** What is written for a built-in function, by its arguments; and when it has a value. */
const total: ReadonlyMap<string, (x: string, y: string, z: string) => string> = new Map([
  ["length", (x: string): string => `Len(${x})`],
  ["append", (x: string, y: string): string => `Append(${x}, ${y})`],
  ["prepend", (x: string, y: string): string => `(<<${x}>> \\o ${y})`],
  ["abs", (x: string): string => choice(`${x} < 0`, `-${x}`, x)],
  ["min", (x: string, y: string): string => choice(`${x} <= ${y}`, x, y)],
  ["max", (x: string, y: string): string => choice(`${x} >= ${y}`, x, y)],
  ["is_some", (x: string): string => `(${x} # <<>>)`],
  ["is_none", (x: string): string => `(${x} = <<>>)`],
  ["unwrap_or", (x: string, y: string): string => choice(`${x} = <<>>`, y, `${x}[1]`)],
  ["insert", (x: string, y: string): string => `(${x} \\cup {${y}})`],
  ["union", (x: string, y: string): string => `(${x} \\cup ${y})`],
  ["intersect", (x: string, y: string): string => `(${x} \\cap ${y})`],
  ["difference", (x: string, y: string): string => `(${x} \\ ${y})`],
  ["put", (x: string, y: string, z: string): string => `Put(${x}, ${y}, ${z})`],
  ["keys", (x: string): string => `(DOMAIN ${x})`],
  ["get", (x: string, y: string): string => choice(`${y} \\in DOMAIN ${x}`, `<<${x}[${y}]>>`, "<<>>")],
  ["reverse", (x: string): string => `Reverse(${x})`],
  ["sum", (x: string): string => `Sum(${x})`],
]);

const partial: ReadonlyMap<string, { readonly text: (x: string) => string; readonly defined: (x: string) => string }> = new Map([
  ["head", { text: (x: string): string => `Head(${x})`, defined: nonEmpty }],
  ["tail", { text: (x: string): string => `Tail(${x})`, defined: nonEmpty }],
  ["last", { text: (x: string): string => `${x}[Len(${x})]`, defined: nonEmpty }],
  ["unwrap", { text: (x: string): string => `${x}[1]`, defined: nonEmpty }],
]);

function nonEmpty(x: string): string {
  return `(${x} # <<>>)`;
}

function builtin({ name, arguments: terms }: Extract<Term, { kind: "builtin" }>, given: readonly Formula[]): Formula {
  const [x = "", y = "", z = ""] = texts(given);
  const kind = terms[0]?.type.kind;
  const defined = given.map((formula) => formula.defined);
  if (name === "contains") {
    const elements = kind === "set" ? x : kind === "map" ? `DOMAIN ${x}` : `Range(${x})`;
    return made(`(${y} \\in ${elements})`, ...defined);
  }
  if (name === "remove") return made(kind === "set" ? `(${x} \\ {${y}})` : `Without(${x}, ${y})`, ...defined);
  if (name === "size") return made(`Cardinality(${kind === "map" ? `DOMAIN ${x}` : x})`, ...defined);
  const always = total.get(name);
  if (always !== undefined) return made(always(x, y, z), ...defined);
  const sometimes = partial.get(name);
  if (sometimes !== undefined) return made(sometimes.text(x), ...defined, sometimes.defined(x));
  throw new CannotSay(`the function ${name}`);
}
