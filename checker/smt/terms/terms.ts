/**
 * The terms of one problem: every term is made once (hash-consing), with the simplifications that hold in every model. Sorts are checked: an ill-sorted term is a
 * mistake of ours and throws. What a reader finds in a query is what these functions leave of what was asked.
 */
import { euclideanQuotient, euclideanRemainder } from "../../../calculus/values/index.ts";
import type { FunctionSymbol, Operator, SimpleOperator, Symbol, Term } from "./term.ts";
import { boolSort, intSort, printSort, sameSort } from "./sort.ts";
import type { Sort } from "./sort.ts";

type Draft = Term extends infer T ? (T extends Term ? Omit<T, "id"> : never) : never;

/** Makes the terms of one problem. */
export interface Terms {
  readonly true: Term;
  readonly false: Term;
  readonly boolean: (value: boolean) => Term;
  readonly integer: (value: bigint | number) => Term;
  /** A word of `width` bits; `value` may be negative (two's complement). @throws Error if it does not fit into `width` bits, signed or unsigned. */
  readonly word: (value: bigint | number, width: number) => Term;
  /** A constructor of an enumeration. @throws Error if it has none of this name. */
  readonly member: (sort: Sort, name: string) => Term;
  /** A constant to be declared, or a variable to be bound. @throws Error if there is one of this name and another sort, or if it begins with `?`, which is for `let`. */
  readonly symbol: (name: string, sort: Sort) => Symbol;
  readonly not: (term: Term) => Term;
  readonly and: (...terms: readonly Term[]) => Term;
  readonly or: (...terms: readonly Term[]) => Term;
  readonly implies: (premise: Term, conclusion: Term) => Term;
  readonly equal: (left: Term, right: Term) => Term;
  readonly ite: (condition: Term, then: Term, otherwise: Term) => Term;
  /** Exact integers (sort Int). */
  readonly add: (left: Term, right: Term) => Term;
  readonly subtract: (left: Term, right: Term) => Term;
  readonly multiply: (left: Term, right: Term) => Term;
  /** Euclid's quotient and remainder; of a division by zero the theory says nothing: guard it. */
  readonly quotient: (left: Term, right: Term) => Term;
  readonly remainder: (left: Term, right: Term) => Term;
  readonly less: (left: Term, right: Term) => Term;
  readonly atMost: (left: Term, right: Term) => Term;
  /** An operation of FixedSizeBitVectors on words of one width. */
  readonly bits: (operator: Extract<SimpleOperator, `bv${string}`>, ...words: readonly Term[]) => Term;
  /** The same signed number in a word of `width` bits, at least as wide. */
  readonly extend: (word: Term, width: number) => Term;
  /** The bits from `high` down to `low`. */
  readonly extract: (word: Term, high: number, low: number) => Term;
  readonly select: (array: Term, index: Term) => Term;
  readonly store: (array: Term, index: Term, element: Term) => Term;
  readonly call: (symbol: FunctionSymbol, ...given: readonly Term[]) => Term;
  readonly forAll: (variables: readonly Symbol[], body: Term) => Term;
  readonly exists: (variables: readonly Symbol[], body: Term) => Term;
}

/** After so many new terms each it is asked whether more may be made. */
const termsBetweenLooks = 4_096;

/**
 * A fresh store of terms. Every operation is linear in its arguments, of which nested conjunctions and disjunctions are flattened. `mayGrow` is told now and then how
 * many there are, and throws what is to end it.
 */
export function newTerms(mayGrow?: (made: number) => void): Terms {
  const made = new Map<string, Term>();
  const symbols = new Map<string, Symbol>();
  const functions = new Map<string, string>();

  function make(key: string, draft: Draft): Term {
    const known = made.get(key);
    if (known !== undefined) return known;
    const term = { ...draft, id: made.size } as Term;
    made.set(key, term);
    if (made.size % termsBetweenLooks === 0) mayGrow?.(made.size);
    return term;
  }

  const yes = make("true", { kind: "true", sort: boolSort });
  const no = make("false", { kind: "false", sort: boolSort });
  const boolean = (value: boolean): Term => (value ? yes : no);

  function integer(value: bigint | number): Term {
    const number = BigInt(value);
    return make(`i${String(number)}`, { kind: "integer", value: number, sort: intSort });
  }

  function word(value: bigint | number, width: number): Term {
    const number = BigInt(value);
    if (number >= 1n << BigInt(width) || number < -(1n << BigInt(width - 1))) throw new Error(`${String(number)} does not fit into ${String(width)} bits`);
    const bits = BigInt.asUintN(width, number);
    return make(`w${String(width)}:${String(bits)}`, { kind: "word", value: bits, sort: { kind: "bits", width } });
  }

  function member(sort: Sort, name: string): Term {
    if (sort.kind !== "enumeration" || !sort.members.includes(name)) throw new Error(`${name} is no member of ${printSort(sort)}`);
    return make(`m${printSort(sort)}:${name}`, { kind: "member", name, sort });
  }

  function symbol(name: string, sort: Sort): Symbol {
    if (name.startsWith("?")) throw new Error(`${name} is a name of let`);
    const known = symbols.get(name);
    if (known !== undefined) {
      if (!sameSort(known.sort, sort)) throw new Error(`${name} is of sort ${printSort(known.sort)}, not ${printSort(sort)}`);
      return known;
    }
    const term = make(`symbol ${name}`, { kind: "symbol", name, sort }) as Symbol;
    symbols.set(name, term);
    return term;
  }

  function apply(operator: Operator, sort: Sort, given: readonly Term[]): Term {
    const name =
      typeof operator === "string"
        ? operator
        : operator.kind === "sign-extend"
          ? `+${String(operator.by)}`
          : `${String(operator.high)}:${String(operator.low)}`;
    return make(`${name}(${given.map(({ id }) => id).join(" ")})`, { kind: "apply", operator, arguments: given, sort });
  }

  function not(term: Term): Term {
    mustBe(term, "bool");
    if (term.kind === "true") return no;
    if (term.kind === "false") return yes;
    if (term.kind === "apply" && term.operator === "not") return only(term.arguments);
    return apply("not", boolSort, [term]);
  }

  /** The conjunction (`unit` true) or disjunction (`unit` false) of what is left when units and repetitions are dropped. */
  function connect(operator: "and" | "or", unit: Term, zero: Term, terms: readonly Term[]): Term {
    const parts = new Set<Term>();
    const waiting = [...terms].reverse();
    for (let term = waiting.pop(); term !== undefined; term = waiting.pop()) {
      mustBe(term, "bool");
      if (term === unit) continue;
      if (term === zero) return zero;
      if (term.kind === "apply" && term.operator === operator) for (const argument of [...term.arguments].reverse()) waiting.push(argument);
      else parts.add(term);
    }
    for (const part of parts) if (part.kind === "apply" && part.operator === "not" && parts.has(only(part.arguments))) return zero;
    const [first] = parts;
    if (first === undefined) return unit;
    return parts.size === 1 ? first : apply(operator, boolSort, [...parts]);
  }

  const and = (...terms: readonly Term[]): Term => connect("and", yes, no, terms);
  const or = (...terms: readonly Term[]): Term => connect("or", no, yes, terms);
  const implies = (premise: Term, conclusion: Term): Term => or(not(premise), conclusion);

  function equal(left: Term, right: Term): Term {
    mustAgree(left, right);
    if (left === right) return yes;
    if (isLiteral(left) && isLiteral(right)) return no;
    if (left.sort.kind === "bool") {
      if (isLiteral(left)) return left === yes ? right : not(right);
      if (isLiteral(right)) return right === yes ? left : not(left);
    }
    const [first, second] = left.id < right.id ? [left, right] : [right, left];
    return apply("=", boolSort, [first, second]);
  }

  function ite(condition: Term, then: Term, otherwise: Term): Term {
    mustBe(condition, "bool");
    mustAgree(then, otherwise);
    if (condition === yes || then === otherwise) return then;
    if (condition === no) return otherwise;
    if (then.sort.kind === "bool") {
      if (then === yes) return or(condition, otherwise);
      if (then === no) return and(not(condition), otherwise);
      if (otherwise === no) return and(condition, then);
      if (otherwise === yes) return or(not(condition), then);
    }
    if (condition.kind === "apply" && condition.operator === "not") return ite(only(condition.arguments), otherwise, then);
    return apply("ite", then.sort, [condition, then, otherwise]);
  }

  function arithmetic(operator: "+" | "-" | "*" | "div" | "mod", left: Term, right: Term): Term {
    mustBe(left, "int");
    mustBe(right, "int");
    const folded = left.kind === "integer" && right.kind === "integer" ? exactly(operator, left.value, right.value) : undefined;
    if (folded !== undefined) return integer(folded);
    if (isNumber(right, 0n) && (operator === "+" || operator === "-")) return left;
    if (isNumber(left, 0n) && operator === "+") return right;
    if (operator === "*" && (isNumber(left, 0n) || isNumber(right, 0n))) return integer(0);
    if (isNumber(right, 1n) && (operator === "*" || operator === "div")) return left;
    if (isNumber(left, 1n) && operator === "*") return right;
    return apply(operator, intSort, [left, right]);
  }

  function compare(operator: "<" | "<=", left: Term, right: Term): Term {
    mustBe(left, "int");
    mustBe(right, "int");
    if (left.kind === "integer" && right.kind === "integer") return boolean(operator === "<" ? left.value < right.value : left.value <= right.value);
    if (left === right) return boolean(operator === "<=");
    return apply(operator, boolSort, [left, right]);
  }

  function bits(operator: Extract<SimpleOperator, `bv${string}`>, ...words: readonly Term[]): Term {
    const [first, second] = words;
    if (first?.sort.kind !== "bits" || words.length !== (operator === "bvneg" ? 1 : 2)) throw new Error(`${operator} is not about these words`);
    for (const each of words) mustAgree(first, each);
    const { width } = first.sort;
    if (first.kind === "word" && (second === undefined || second.kind === "word")) {
      const folded = onWords(operator, BigInt.asIntN(width, first.value), BigInt.asIntN(width, second?.value ?? 0n), width);
      if (typeof folded === "boolean") return boolean(folded);
      if (folded !== undefined) return word(BigInt.asUintN(width, folded), width);
    }
    const isComparison = operator === "bvslt" || operator === "bvsle" || operator === "bvult" || operator === "bvule";
    if (isComparison && first === second) return boolean(operator === "bvsle" || operator === "bvule");
    return apply(operator, isComparison ? boolSort : first.sort, words);
  }

  function extend(term: Term, width: number): Term {
    if (term.sort.kind !== "bits" || term.sort.width > width) throw new Error(`${printSort(term.sort)} does not extend to ${String(width)} bits`);
    if (term.sort.width === width) return term;
    if (term.kind === "word") return word(BigInt.asIntN(term.sort.width, term.value), width);
    return apply({ kind: "sign-extend", by: width - term.sort.width }, { kind: "bits", width }, [term]);
  }

  function extract(term: Term, high: number, low: number): Term {
    if (term.sort.kind !== "bits" || high >= term.sort.width || low > high || low < 0)
      throw new Error(`no bits ${String(high)} to ${String(low)} in ${printSort(term.sort)}`);
    const width = high - low + 1;
    if (width === term.sort.width) return term;
    if (term.kind === "word") return word(BigInt.asUintN(width, term.value >> BigInt(low)), width);
    return apply({ kind: "extract", high, low }, { kind: "bits", width }, [term]);
  }

  function select(array: Term, index: Term): Term {
    const { sort } = array;
    if (sort.kind !== "array" || !sameSort(sort.index, index.sort)) throw new Error(`no select of ${printSort(index.sort)} from ${printSort(sort)}`);
    let stored = array;
    while (stored.kind === "apply" && stored.operator === "store") {
      const [before, at, element] = stored.arguments as readonly [Term, Term, Term];
      if (at === index) return element;
      if (!isLiteral(at) || !isLiteral(index)) break;
      stored = before;
    }
    return apply("select", sort.element, [stored, index]);
  }

  function store(array: Term, index: Term, element: Term): Term {
    const { sort } = array;
    if (sort.kind !== "array" || !sameSort(sort.index, index.sort) || !sameSort(sort.element, element.sort))
      throw new Error(`no store of ${printSort(element.sort)} in ${printSort(sort)}`);
    return apply("store", sort, [array, index, element]);
  }

  function call(called: FunctionSymbol, ...given: readonly Term[]): Term {
    if (given.length !== called.domain.length || given.some((one, i) => !sameSort(one.sort, called.domain[i] ?? boolSort)))
      throw new Error(`${called.name} is not called so`);
    const signature = [...called.domain, called.range].map(printSort).join(" ");
    if ((functions.get(called.name) ?? signature) !== signature) throw new Error(`${called.name} is declared in two ways`);
    functions.set(called.name, signature);
    return make(`c${called.name}(${given.map(({ id }) => id).join(" ")})`, { kind: "call", function: called, arguments: given, sort: called.range });
  }

  function quantified(kind: "forall" | "exists", variables: readonly Symbol[], body: Term): Term {
    mustBe(body, "bool");
    if (variables.length === 0 || isLiteral(body)) return body;
    return make(`${kind}(${variables.map(({ id }) => id).join(" ")})${String(body.id)}`, { kind, variables, body, sort: boolSort });
  }

  return {
    true: yes,
    false: no,
    boolean,
    integer,
    word,
    member,
    symbol,
    not,
    and,
    or,
    implies,
    equal,
    ite,
    add: (left, right) => arithmetic("+", left, right),
    subtract: (left, right) => arithmetic("-", left, right),
    multiply: (left, right) => arithmetic("*", left, right),
    quotient: (left, right) => arithmetic("div", left, right),
    remainder: (left, right) => arithmetic("mod", left, right),
    less: (left, right) => compare("<", left, right),
    atMost: (left, right) => compare("<=", left, right),
    bits,
    extend,
    extract,
    select,
    store,
    call,
    forAll: (variables, body) => quantified("forall", variables, body),
    exists: (variables, body) => quantified("exists", variables, body),
  };
}

function mustBe(term: Term, kind: Sort["kind"]): void {
  if (term.sort.kind !== kind) throw new Error(`a term of sort ${printSort(term.sort)} where ${kind} is needed`);
}

function mustAgree(left: Term, right: Term): void {
  if (!sameSort(left.sort, right.sort)) throw new Error(`terms of sorts ${printSort(left.sort)} and ${printSort(right.sort)}`);
}

/** Two literals of one sort are equal only if they are the same term. */
function isLiteral(term: Term): boolean {
  return term.kind === "true" || term.kind === "false" || term.kind === "integer" || term.kind === "word" || term.kind === "member";
}

function isNumber(term: Term, value: bigint): boolean {
  return term.kind === "integer" && term.value === value;
}

function only(terms: readonly Term[]): Term {
  const [first] = terms;
  if (first === undefined) throw new Error("an operation without operand");
  return first;
}

/** Undefined for a division by zero. */
function exactly(operator: "+" | "-" | "*" | "div" | "mod", left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "mod":
      return right === 0n ? undefined : euclideanRemainder(left, right);
    case "div":
      return right === 0n ? undefined : euclideanQuotient(left, right);
  }
}

/** `left` and `right` are signed. Undefined where the operation is not folded. */
function onWords(operator: Extract<SimpleOperator, `bv${string}`>, left: bigint, right: bigint, width: number): bigint | boolean | undefined {
  switch (operator) {
    case "bvadd":
      return left + right;
    case "bvsub":
      return left - right;
    case "bvmul":
      return left * right;
    case "bvneg":
      return -left;
    case "bvand":
      return left & right;
    case "bvor":
      return left | right;
    case "bvslt":
      return left < right;
    case "bvsle":
      return left <= right;
    case "bvult":
      return BigInt.asUintN(width, left) < BigInt.asUintN(width, right);
    case "bvule":
      return BigInt.asUintN(width, left) <= BigInt.asUintN(width, right);
    case "bvsdiv":
      return right === 0n ? undefined : left / right;
    case "bvsrem":
      return right === 0n ? undefined : left % right;
  }
}
