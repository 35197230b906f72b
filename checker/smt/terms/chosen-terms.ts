/**
 * Terms for tests, by choices: every list of numbers is a term over a few symbols, together with its value as the theories define it (SMT-LIB 2.6: Core, Ints,
 * FixedSizeBitVectors), which is computed from the choices and not from the term.
 */
import type { Assignment as Model } from "./evaluate-term.ts";
import { boolSort, intSort } from "./sort.ts";
import type { Sort } from "./sort.ts";
import type { Symbol, Term } from "./term.ts";
import type { Terms } from "./terms.ts";

/** Values of the symbols, and of terms: words with sign, members by their names. */
export type ChosenValue = boolean | bigint | string;
export type Assignment = ReadonlyMap<string, ChosenValue>;

export interface Chosen {
  readonly term: Term;
  readonly value: (given: Assignment) => ChosenValue;
}

export const colours: Sort = { kind: "enumeration", name: "colour", members: ["red", "green", "dark blue"] };

/** Bits of the words. */
export const chosenWidth = 3;

const kinds = {
  bool: boolSort,
  int: intSort,
  bits: { kind: "bits", width: chosenWidth },
  enumeration: colours,
} satisfies Readonly<Record<string, Sort>>;

type Kind = keyof typeof kinds;

/** The symbols that occur, with the values that they may have. */
export const chosenSymbols: readonly { readonly name: string; readonly sort: Sort; readonly values: readonly ChosenValue[] }[] = [
  ...["p", "a wish"].map((name) => ({ name, sort: kinds.bool, values: [false, true] })),
  ...["x", "y"].map((name) => ({ name, sort: kinds.int, values: [-2n, -1n, 0n, 1n, 2n] })),
  ...["u", "v"].map((name) => ({ name, sort: kinds.bits, values: [-4n, -3n, -1n, 0n, 1n, 3n] })),
  ...["c", "d"].map((name) => ({ name, sort: kinds.enumeration, values: ["red", "green", "dark blue"] })),
];

/** The Boolean term of these choices, made of at most as many operations. A list that is used up goes on with zeros. */
export function chosenTerm(terms: Terms, choices: readonly number[]): Chosen {
  const left = [...choices].reverse();
  const choose = (below: number): number => (left.pop() ?? 0) % below;
  return make("bool", choices.length < 4 ? 1 : 6);

  function leaf(kind: Kind): Chosen {
    const symbols = chosenSymbols.filter(({ sort }) => sort.kind === kind);
    const chosen = symbols[choose(symbols.length + 1)];
    if (chosen !== undefined) return symbolOf(terms, chosen.name, chosen.sort);
    const number = BigInt(choose(5) - 2);
    switch (kind) {
      case "bool":
        return { term: terms.boolean(number > 0n), value: () => number > 0n };
      case "int":
        return { term: terms.integer(number), value: () => number };
      case "bits":
        return { term: terms.word(number, chosenWidth), value: () => number };
      case "enumeration":
        return { term: terms.member(colours, "green"), value: () => "green" };
    }
  }

  function make(kind: Kind, depth: number): Chosen {
    if (depth === 0 || left.length === 0) return leaf(kind);
    const one = (of: Kind): Chosen => make(of, depth - 1);
    const two = (of: Kind): readonly [Chosen, Chosen] => [one(of), one(of)];
    if (choose(5) === 0) {
      const [condition, [then, otherwise]] = [one("bool"), two(kind)];
      return {
        term: terms.ite(condition.term, then.term, otherwise.term),
        value: (given) => (condition.value(given) === true ? then : otherwise).value(given),
      };
    }
    switch (kind) {
      case "bool":
        return condition(choose(12), one, two);
      case "int":
        return integer(choose(7), two("int"));
      case "bits":
        return word(choose(9), two("bits"));
      case "enumeration":
        return leaf("enumeration");
    }
  }

  function condition(which: number, one: (of: Kind) => Chosen, two: (of: Kind) => readonly [Chosen, Chosen]): Chosen {
    const equal = ([a, b]: readonly [Chosen, Chosen]): Chosen => ({ term: terms.equal(a.term, b.term), value: (given) => a.value(given) === b.value(given) });
    const integers = (make: (a: Term, b: Term) => Term, holds: (a: bigint, b: bigint) => boolean, of: Kind): Chosen => onNumbers(two(of), make, holds);
    switch (which) {
      case 0: {
        const of = one("bool");
        return { term: terms.not(of.term), value: (given) => of.value(given) !== true };
      }
      case 1: {
        const parts = [...two("bool"), one("bool")];
        return { term: terms.and(...parts.map(({ term }) => term)), value: (given) => parts.every(({ value }) => value(given) === true) };
      }
      case 2: {
        const parts = [...two("bool"), one("bool")];
        return { term: terms.or(...parts.map(({ term }) => term)), value: (given) => parts.some(({ value }) => value(given) === true) };
      }
      case 3: {
        const [a, b] = two("bool");
        return { term: terms.implies(a.term, b.term), value: (given) => a.value(given) !== true || b.value(given) === true };
      }
      case 4:
        return equal(two("bool"));
      case 5:
        return equal(two("int"));
      case 6:
        return equal(two("bits"));
      case 7:
        return equal(two("enumeration"));
      case 8:
        return integers(terms.less, (a, b) => a < b, "int");
      case 9:
        return integers(terms.atMost, (a, b) => a <= b, "int");
      case 10:
        return integers(
          (a, b) => terms.bits("bvslt", a, b),
          (a, b) => a < b,
          "bits",
        );
      default:
        return integers(
          (a, b) => terms.bits("bvule", a, b),
          (a, b) => BigInt.asUintN(chosenWidth, a) <= BigInt.asUintN(chosenWidth, b),
          "bits",
        );
    }
  }

  function integer(which: number, parts: readonly [Chosen, Chosen]): Chosen {
    const divisor = BigInt([-3, -1, 1, 2, 3][choose(5)] ?? 1);
    const by = { term: terms.integer(divisor), value: () => divisor };
    switch (which) {
      case 0:
      case 1:
        return onNumbers(parts, terms.add, (a, b) => a + b);
      case 2:
        return onNumbers(parts, terms.subtract, (a, b) => a - b);
      case 3:
      case 4:
        return onNumbers(parts, terms.multiply, (a, b) => a * b);
      case 5:
        return onNumbers([parts[0], by], terms.quotient, (a, b) => (a - euclid(a, b)) / b);
      default:
        return onNumbers([parts[0], by], terms.remainder, euclid);
    }
  }

  function word(which: number, parts: readonly [Chosen, Chosen]): Chosen {
    const [a, b] = parts;
    const wrapped = (operate: (x: bigint, y: bigint) => bigint) => (x: bigint, y: bigint) => BigInt.asIntN(chosenWidth, operate(x, y));
    const by = (name: "bvadd" | "bvsub" | "bvmul" | "bvsdiv" | "bvsrem" | "bvand" | "bvor", operate: (x: bigint, y: bigint) => bigint): Chosen =>
      onNumbers(parts, (x, y) => terms.bits(name, x, y), wrapped(operate));
    switch (which) {
      case 0:
        return by("bvadd", (x, y) => x + y);
      case 1:
        return by("bvsub", (x, y) => x - y);
      case 2:
        return by("bvmul", (x, y) => x * y);
      case 3:
        return by("bvsdiv", (x, y) => (y !== 0n ? x / y : x < 0n ? 1n : -1n));
      case 4:
        return by("bvsrem", (x, y) => (y === 0n ? x : x % y));
      case 5:
        return by("bvand", (x, y) => x & y);
      case 6:
        return by("bvor", (x, y) => x | y);
      case 7:
        return { term: terms.bits("bvneg", a.term), value: (given) => BigInt.asIntN(chosenWidth, -numberOf(a.value(given))) };
      default: {
        // The upper bits of a longer word, in which a part is extended with its sign.
        const longer = terms.bits("bvadd", terms.extend(a.term, chosenWidth + 2), terms.extend(b.term, chosenWidth + 2));
        return {
          term: terms.extract(longer, chosenWidth, 1),
          value: (given) => BigInt.asIntN(chosenWidth, (numberOf(a.value(given)) + numberOf(b.value(given))) >> 1n),
        };
      }
    }
  }
}

/** The assignment for the evaluation of terms. */
export function modelOf(given: Assignment): Model {
  return {
    symbol: ({ name }) => {
      const value = given.get(name) ?? false;
      if (typeof value === "boolean") return { kind: "boolean", value };
      if (typeof value === "string") return { kind: "member", name: value };
      const isWord = name === "u" || name === "v";
      return isWord ? { kind: "word", value: BigInt.asUintN(chosenWidth, value), width: chosenWidth } : { kind: "integer", value };
    },
  };
}

/** A symbol and its value. */
function symbolOf(terms: Terms, name: string, sort: Sort): Chosen & { readonly term: Symbol } {
  return { term: terms.symbol(name, sort), value: (given) => given.get(name) ?? false };
}

function onNumbers([a, b]: readonly [Chosen, Chosen], make: (a: Term, b: Term) => Term, operate: (a: bigint, b: bigint) => ChosenValue): Chosen {
  return { term: make(a.term, b.term), value: (given) => operate(numberOf(a.value(given)), numberOf(b.value(given))) };
}

function numberOf(value: ChosenValue): bigint {
  return typeof value === "bigint" ? value : 0n;
}

function euclid(a: bigint, b: bigint): bigint {
  const size = b < 0n ? -b : b;
  return ((a % size) + size) % size;
}
