/** Terms as expressions of Promela: one for each component of the value, and one that says when there is a value. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import { largest } from "./components.ts";
import type { Components } from "./components.ts";

/** A component: its text, with the precedence of a primary, and the greatest magnitude that it can have. */
export interface Piece {
  readonly text: string;
  readonly bound: bigint;
}

/** `defined` is absent where the term always has a value. The pieces may be evaluated only where `defined` holds. */
export interface Pieces {
  readonly defined?: string;
  readonly pieces: readonly Piece[];
}

/** C's int, in which Promela computes. */
const largestWord = 2_147_483_647n;

/** Expressions are trees in Promela: what is bound once and used twice is written twice. */
const maximumLength = 20_000;

const yes: Piece = { text: "1", bound: 1n };
const no: Piece = { text: "0", bound: 1n };

/** `a && b`, of parts that may be absent because they always hold. */
export function both(...conditions: readonly (string | undefined)[]): string | undefined {
  const needed = [...new Set(conditions.filter((condition) => condition !== undefined && condition !== "1"))];
  return needed.length === 0 ? undefined : needed.length === 1 ? needed[0] : `(${needed.join(" && ")})`;
}

/** The condition as a text that may stand in a guard; absent: it always holds. */
export function negated(condition: string | undefined): string {
  return condition === undefined ? "0" : inverse(condition);
}

export class Terms {
  readonly #components: Components;
  readonly #variable: (process: number, index: number) => Pieces;

  constructor(components: Components, variable: (process: number, index: number) => Pieces) {
    this.#components = components;
    this.#variable = variable;
  }

  /** @throws CannotSay */
  write(term: Term): Pieces {
    return this.#write(term, new Map());
  }

  #write(term: Term, locals: ReadonlyMap<number, Pieces>): Pieces {
    const result = this.#written(term, locals);
    for (const { text, bound } of result.pieces) {
      if (text.length > maximumLength) throw new CannotSay(`an expression of more than ${String(maximumLength)} characters`);
      if (bound > largestWord) throw new CannotSay("an expression whose value may need more than 32 bits");
    }
    return result;
  }

  #written(term: Term, locals: ReadonlyMap<number, Pieces>): Pieces {
    const inside = (part: Term): Pieces => this.#write(part, locals);
    switch (term.kind) {
      case "constant":
        return { pieces: this.#components.encode(term.value, term.type).map(numeral) };
      case "variable":
        return this.#variable(term.process, term.index);
      case "local":
        return present(locals.get(term.number));
      case "let": {
        const value = inside(term.value);
        const body = this.#write(term.body, new Map(locals).set(term.number, { pieces: value.pieces }));
        return made(both(value.defined, body.defined), body.pieces);
      }
      case "not": {
        const { defined, pieces } = inside(term.operand);
        return made(defined, [{ text: inverse(only(pieces).text), bound: 1n }]);
      }
      case "negate": {
        const { defined, pieces } = inside(term.operand);
        return made(defined, [{ text: `(-${only(pieces).text})`, bound: only(pieces).bound }]);
      }
      case "operation":
        return this.#operation(term, inside(term.left), inside(term.right));
      case "builtin":
        return this.#builtin(term, term.arguments.map(inside));
      case "constructor":
        return this.#construction(term.type, term.position, term.arguments.map(inside));
      case "record": {
        const fields = term.fields.map(({ position, value }) => ({ position, value: inside(value) }));
        const sorted = [...fields].sort((one, other) => one.position - other.position);
        return made(
          both(...fields.map(({ value }) => value.defined)),
          sorted.flatMap(({ value }) => value.pieces),
        );
      }
      case "field": {
        const of = inside(term.of);
        return made(of.defined, this.#part(of, term.of.type, 0, term.position));
      }
      case "conditional": {
        const [condition, then, otherwise] = [inside(term.condition), inside(term.then), inside(term.else)];
        const test = only(condition.pieces).text;
        const arms = then.defined === undefined && otherwise.defined === undefined ? undefined : choice(test, then.defined ?? "1", otherwise.defined ?? "1");
        return made(
          both(condition.defined, arms),
          then.pieces.map((piece, index) => either(test, piece, present(otherwise.pieces[index]))),
        );
      }
      case "check": {
        const [condition, body] = [inside(term.condition), inside(term.body)];
        return made(both(condition.defined, only(condition.pieces).text, body.defined), body.pieces);
      }
      case "undefined":
        return { defined: "0", pieces: this.#components.of(term.type).map(() => no) };
      case "oracle":
        throw new CannotSay(`${term.definition.name}, a function without body`);
      case "list":
      case "set":
      case "map":
        throw new CannotSay(`a ${term.kind}`);
      case "index":
        throw new CannotSay("an element of a list or map");
      default:
        return assertNever(term);
    }
  }

  /** The pieces of a payload or field. */
  #part({ pieces }: Pieces, type: Type, constructor: number, position: number): readonly Piece[] {
    const { start, type: part } = this.#components.place(type, constructor, position);
    return pieces.slice(start, start + this.#components.of(part).length);
  }

  /** The payload of a constructor that the scrutinee matched. */
  payload(scrutinee: Pieces, type: Type, constructor: string, position: number): readonly Piece[] {
    return this.#part(scrutinee, type, this.#components.constructorAt(type, constructor), position);
  }

  /** Whether the scrutinee is built by the constructor; absent: it always is. */
  isBuiltBy({ pieces }: Pieces, type: Type, constructor: string): string | undefined {
    return this.#components.hasTag(type) ? `(${present(pieces[0]).text} == ${String(this.#components.constructorAt(type, constructor))})` : undefined;
  }

  #construction(type: Type, constructor: number, given: readonly Pieces[]): Pieces {
    const pieces = this.#components.of(type).map(() => no);
    if (this.#components.hasTag(type)) pieces[0] = numeral(BigInt(constructor));
    given.forEach((value, position) => {
      const { start } = this.#components.place(type, constructor, position);
      pieces.splice(start, value.pieces.length, ...value.pieces);
    });
    return made(both(...given.map(({ defined }) => defined)), pieces);
  }

  #operation(term: Extract<Term, { kind: "operation" }>, left: Pieces, right: Pieces): Pieces {
    const { operator } = term;
    switch (operator) {
      case "and":
      case "or":
      case "implies": {
        const [one, other] = [only(left.pieces).text, only(right.pieces).text];
        const decides = operator === "or" ? one : inverse(one);
        const later = right.defined === undefined ? undefined : `(${decides} || ${right.defined})`;
        const text = operator === "and" ? `(${one} && ${other})` : operator === "or" ? `(${one} || ${other})` : `(${inverse(one)} || ${other})`;
        return made(both(left.defined, later), [{ text, bound: 1n }]);
      }
      case "==":
      case "!=": {
        const equal = both(...left.pieces.map(({ text }, index) => `(${text} == ${present(right.pieces[index]).text})`)) ?? "1";
        return made(both(left.defined, right.defined), [{ text: operator === "==" ? equal : inverse(equal), bound: 1n }]);
      }
      case "<":
      case "<=":
      case ">":
      case ">=":
        return made(both(left.defined, right.defined), [{ text: `(${only(left.pieces).text} ${operator} ${only(right.pieces).text})`, bound: 1n }]);
      case "+":
      case "-":
      case "*": {
        if (term.type.kind !== "primitive" || term.type.name !== "int") throw new CannotSay("strings and lists that are put together");
        const [one, other] = [only(left.pieces), only(right.pieces)];
        const bound = operator === "*" ? one.bound * other.bound : one.bound + other.bound;
        return made(both(left.defined, right.defined), [{ text: `(${one.text} ${operator} ${other.text})`, bound }]);
      }
      case "/":
      case "%": {
        const [one, other] = [only(left.pieces), only(right.pieces)];
        const piece =
          operator === "%" ? { text: remainder(one.text, other.text), bound: other.bound } : { text: quotient(one.text, other.text), bound: one.bound + 1n };
        return made(both(left.defined, right.defined, other.text === "0" || !isNumeral(other.text) ? `(${other.text} != 0)` : undefined), [piece]);
      }
      default:
        return assertNever(operator);
    }
  }

  #builtin({ name, arguments: terms }: Extract<Term, { kind: "builtin" }>, given: readonly Pieces[]): Pieces {
    const defined = both(...given.map((value) => value.defined));
    const [first, second] = given;
    if (first !== undefined) {
      const type = present(terms[0]).type;
      const [x, y] = [first.pieces[0], second?.pieces[0]];
      switch (name) {
        case "abs": {
          const { text, bound } = only(first.pieces);
          return made(defined, [{ text: choice(`(${text} < 0)`, `(-${text})`, text), bound }]);
        }
        case "min":
        case "max":
          if (x === undefined || y === undefined) break;
          return made(defined, [either(`(${x.text} ${name === "min" ? "<=" : ">="} ${y.text})`, x, y)]);
        case "is_some":
        case "is_none":
          return made(defined, [{ text: name === "is_some" ? present(x).text : inverse(present(x).text), bound: 1n }]);
        case "unwrap":
          return made(both(defined, present(x).text), this.#part(first, type, 1, 0));
        case "unwrap_or":
          return made(
            defined,
            this.#part(first, type, 1, 0).map((piece, index) => either(present(x).text, piece, present(present(second).pieces[index]))),
          );
        default:
          break;
      }
    }
    throw new CannotSay(`the function ${name}`);
  }
}

function made(defined: string | undefined, pieces: readonly Piece[]): Pieces {
  return defined === undefined ? { pieces } : { defined, pieces };
}

function numeral(value: bigint): Piece {
  if (value === 0n) return no;
  if (value === 1n) return yes;
  const bound = value < 0n ? -value : value;
  return { text: value < 0n ? `(-${String(bound)})` : String(value), bound };
}

function only(pieces: readonly Piece[]): Piece {
  return present(pieces[0]);
}

/** `!!` is another operator in Promela. */
export function inverse(text: string): string {
  return `(!${text})`;
}

function choice(condition: string, then: string, otherwise: string): string {
  return `(${condition} -> ${then} : ${otherwise})`;
}

function either(condition: string, then: Piece, otherwise: Piece): Piece {
  if (then.text === otherwise.text) return then;
  return { text: choice(condition, then.text, otherwise.text), bound: then.bound > otherwise.bound ? then.bound : otherwise.bound };
}

/** Digits only: not negative. */
function isNumeral(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** Euclidean: C's remainder has the sign of the dividend. */
function remainder(one: string, other: string): string {
  const rest = `(${one} % ${other})`;
  const magnitude = isNumeral(other) ? other : choice(`(${other} < 0)`, `(-${other})`, other);
  return choice(`(${rest} < 0)`, `(${rest} + ${magnitude})`, rest);
}

function quotient(one: string, other: string): string {
  const whole = `(${one} / ${other})`;
  const correction = isNumeral(other) ? "(-1)" : choice(`(${other} < 0)`, "1", "(-1)");
  return choice(`((${one} % ${other}) < 0)`, `(${whole} + ${correction})`, whole);
}

/** Whether the piece may be beyond what a variable holds. */
export function mayOverflow({ bound }: Piece): boolean {
  return bound > largest;
}
