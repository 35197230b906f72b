/**
 * Exact arithmetic on integers with bounds, as numbers or as words. Words are signed and as wide as their bounds need: an operation first widens its operands so
 * far that its result fits. Division is Euclid's (Boute, The Euclidean definition of the functions div and mod, TOPLAS 1992).
 */
import { divided, multiplied, negated, remainder } from "../../compiled/analysis/index.ts";
import type { Shape } from "../../compiled/analysis/index.ts";
import type { Term, Terms } from "../terms/index.ts";
import { intSort } from "../terms/index.ts";
import { WordRefusal } from "./refusal.ts";
import { nothing } from "./symbolic-value.ts";
import type { SymbolicInteger, SymbolicValue } from "./symbolic-value.ts";

/** How integers are encoded: words for bounded ones, numbers for all. */
export type Arithmetic = "words" | "integers";

/** Wider words are refused: they are no finite problem any more that is worth its bits. */
const widestWord = 256;

/** Operations on integers. Methods need no `this`; each throws a Refusal where words would need a bound that is absent, or too many bits. */
export interface Integers {
  literal(value: bigint): SymbolicInteger;
  /** A symbol with these bounds, and that it is within them. */
  symbol(name: string, low: bigint | undefined, high: bigint | undefined): { readonly value: SymbolicInteger; readonly wellFormed: Term };
  add(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger;
  subtract(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger;
  multiply(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger;
  negate(operand: SymbolicInteger): SymbolicInteger;
  /** Means something where the divisor is not 0. */
  quotient(left: SymbolicInteger, right: SymbolicInteger): SymbolicValue;
  remainder(left: SymbolicInteger, right: SymbolicInteger): SymbolicValue;
  less(left: SymbolicInteger, right: SymbolicInteger): Term;
  atMost(left: SymbolicInteger, right: SymbolicInteger): Term;
  equal(left: SymbolicInteger, right: SymbolicInteger): Term;
  choose(condition: Term, then: SymbolicInteger, otherwise: SymbolicInteger): SymbolicInteger;
  /** The same number under other bounds, and whether it is within them; without it the number means nothing. */
  narrow(operand: SymbolicInteger, low: bigint | undefined, high: bigint | undefined): { readonly value: SymbolicInteger; readonly fits: Term };
}

/** How many bits signed words for all integers between the bounds have. */
export function widthOf(low: bigint, high: bigint): number {
  const size = (value: bigint): number => {
    const magnitude = value < 0n ? -value - 1n : value;
    return magnitude === 0n ? 0 : magnitude.toString(2).length;
  };
  return 1 + Math.max(size(low), size(high));
}

/** Arithmetic over these terms. Every operation is constant in the number of terms that it makes. */
export function integersIn(terms: Terms, arithmetic: Arithmetic): Integers {
  const isWords = arithmetic === "words";

  function width({ low, high }: Pick<SymbolicInteger, "low" | "high">): number {
    if (low === undefined || high === undefined) throw new WordRefusal("an integer without bounds as a word");
    const needed = widthOf(low, high);
    if (needed > widestWord) throw new WordRefusal(`an integer of more than ${String(widestWord)} bits as a word`);
    return needed;
  }

  function literal(value: bigint): SymbolicInteger {
    const bounds = { low: value, high: value };
    return { kind: "integer", term: isWords ? terms.word(value, width(bounds)) : terms.integer(value), ...bounds };
  }

  /** Cut where the bounds are narrower than the word: what means something keeps its value. */
  function ofWidth(term: Term, wanted: number): Term {
    const own = term.sort.kind === "bits" ? term.sort.width : wanted;
    return own <= wanted ? terms.extend(term, wanted) : terms.extract(term, wanted - 1, 0);
  }

  /** The operands as words of one width that has room for the result, too. */
  function together(given: readonly SymbolicInteger[], result?: Pick<SymbolicInteger, "low" | "high">): readonly Term[] {
    if (!isWords) return given.map(({ term }) => term);
    const common = Math.max(...given.map(width), result === undefined ? 1 : width(result));
    return given.map(({ term }) => ofWidth(term, common));
  }

  function bounded(term: Term, { low, high }: Pick<SymbolicInteger, "low" | "high">): SymbolicInteger {
    if (low !== undefined && low === high) return literal(low);
    return { kind: "integer", term: isWords ? ofWidth(term, width({ low, high })) : term, low, high };
  }

  function operation(given: readonly SymbolicInteger[], bounds: Shape, compute: (operands: readonly Term[]) => Term): SymbolicInteger {
    if (bounds.kind !== "integer") throw new Error("the bounds of an integer");
    if (bounds.low !== undefined && bounds.low === bounds.high) return literal(bounds.low);
    return bounded(compute(together(given, bounds)), bounds);
  }

  function isLiteral({ low, high }: SymbolicInteger, value: bigint): boolean {
    return low === value && high === value;
  }

  function pair([left, right]: readonly Term[]): readonly [Term, Term] {
    if (left === undefined || right === undefined) throw new Error("two operands");
    return [left, right];
  }

  function add(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger {
    if (isLiteral(right, 0n)) return left;
    if (isLiteral(left, 0n)) return right;
    const bounds: Shape = { kind: "integer", low: sum(left.low, right.low), high: sum(left.high, right.high) };
    return operation([left, right], bounds, (operands) => (isWords ? terms.bits("bvadd", ...operands) : terms.add(...pair(operands))));
  }

  function subtract(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger {
    if (isLiteral(right, 0n)) return left;
    const bounds: Shape = { kind: "integer", low: difference(left.low, right.high), high: difference(left.high, right.low) };
    return operation([left, right], bounds, (operands) => (isWords ? terms.bits("bvsub", ...operands) : terms.subtract(...pair(operands))));
  }

  function multiply(left: SymbolicInteger, right: SymbolicInteger): SymbolicInteger {
    if (isLiteral(right, 1n)) return left;
    if (isLiteral(left, 1n)) return right;
    return operation([left, right], multiplied(left, right), (operands) => (isWords ? terms.bits("bvmul", ...operands) : terms.multiply(...pair(operands))));
  }

  /** From quotient and remainder that round towards zero: where the remainder is negative, one divisor more. */
  function euclidean(wanted: "quotient" | "remainder", left: SymbolicInteger, right: SymbolicInteger): SymbolicValue {
    const { shape } = wanted === "quotient" ? divided(left, right) : remainder(left, right);
    if (shape.kind === "none") return nothing;
    if (wanted === "quotient" && isLiteral(right, 1n)) return left;
    return operation([left, right], shape, (operands) => {
      const [x, y] = pair(operands);
      if (!isWords) return wanted === "quotient" ? terms.quotient(x, y) : terms.remainder(x, y);
      const zero = zeroLike(x);
      const rest = terms.bits("bvsrem", x, y);
      const isNegative = left.low !== undefined && left.low >= 0n ? terms.false : terms.bits("bvslt", rest, zero);
      const isPositiveDivisor = right.low !== undefined && right.low >= 0n ? terms.true : terms.bits("bvslt", zero, y);
      if (wanted === "remainder") {
        const more = terms.ite(isPositiveDivisor, terms.bits("bvadd", rest, y), terms.bits("bvsub", rest, y));
        return terms.ite(isNegative, more, rest);
      }
      const whole = terms.bits("bvsdiv", x, y);
      const one = terms.word(1, widthIn(x));
      const more = terms.ite(isPositiveDivisor, terms.bits("bvsub", whole, one), terms.bits("bvadd", whole, one));
      return terms.ite(isNegative, more, whole);
    });
  }

  function widthIn(term: Term): number {
    if (term.sort.kind !== "bits") throw new Error("a word");
    return term.sort.width;
  }

  function zeroLike(term: Term): Term {
    return terms.word(0, widthIn(term));
  }

  function less(left: SymbolicInteger, right: SymbolicInteger): Term {
    if (left.high !== undefined && right.low !== undefined && left.high < right.low) return terms.true;
    if (left.low !== undefined && right.high !== undefined && left.low >= right.high) return terms.false;
    const [x, y] = pair(together([left, right]));
    return isWords ? terms.bits("bvslt", x, y) : terms.less(x, y);
  }

  function atMost(left: SymbolicInteger, right: SymbolicInteger): Term {
    if (left.high !== undefined && right.low !== undefined && left.high <= right.low) return terms.true;
    if (left.low !== undefined && right.high !== undefined && left.low > right.high) return terms.false;
    const [x, y] = pair(together([left, right]));
    return isWords ? terms.bits("bvsle", x, y) : terms.atMost(x, y);
  }

  function equal(left: SymbolicInteger, right: SymbolicInteger): Term {
    if (left.high !== undefined && right.low !== undefined && left.high < right.low) return terms.false;
    if (left.low !== undefined && right.high !== undefined && left.low > right.high) return terms.false;
    const [x, y] = pair(together([left, right]));
    return terms.equal(x, y);
  }

  function choose(condition: Term, then: SymbolicInteger, otherwise: SymbolicInteger): SymbolicInteger {
    if (condition.kind === "true") return then;
    if (condition.kind === "false") return otherwise;
    const bounds = { low: lowest(then.low, otherwise.low), high: highest(then.high, otherwise.high) };
    const [x, y] = pair(together([then, otherwise], bounds));
    return bounded(terms.ite(condition, x, y), bounds);
  }

  /** Whether all bounds of the one are within those of the other. */
  function within(term: SymbolicInteger, low: bigint | undefined, high: bigint | undefined): Term {
    return terms.and(low === undefined ? terms.true : atMost(literal(low), term), high === undefined ? terms.true : atMost(term, literal(high)));
  }

  return {
    literal,
    symbol: (name, low, high) => {
      if (low !== undefined && low === high) return { value: literal(low), wellFormed: terms.true };
      const bits = isWords ? width({ low, high }) : 0;
      const term = terms.symbol(name, isWords ? { kind: "bits", width: bits } : intSort);
      const reach = 1n << BigInt(Math.max(bits - 1, 0));
      const widest: SymbolicInteger = { kind: "integer", term, low: isWords ? -reach : undefined, high: isWords ? reach - 1n : undefined };
      return { value: { kind: "integer", term, low, high }, wellFormed: within(widest, low, high) };
    },
    add,
    subtract,
    multiply,
    negate: (operand) =>
      operation([literal(0n), operand], negated(operand), (both) => (isWords ? terms.bits("bvsub", ...both) : terms.subtract(...pair(both)))),
    quotient: (left, right) => euclidean("quotient", left, right),
    remainder: (left, right) => euclidean("remainder", left, right),
    less,
    atMost,
    equal,
    choose,
    narrow: (operand, low, high) => {
      const fits = within(operand, low, high);
      if (low !== undefined && low === high) return { value: literal(low), fits };
      const value: SymbolicInteger = { kind: "integer", term: operand.term, low, high };
      return { value: isWords ? { ...value, term: ofWidth(operand.term, width(value)) } : value, fits };
    },
  };
}

function sum(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}

function difference(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left - right;
}

function lowest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left < right ? left : right;
}

function highest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left > right ? left : right;
}
