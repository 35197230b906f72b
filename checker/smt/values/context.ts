/** What one problem has in common: its terms, its arithmetic, the numbers of constructors and literals, and what is assumed of functions without body. */
import type { Definitions, FunctionDefinition, Value } from "../../../calculus/core/index.ts";
import type { Sort, Term, Terms } from "../terms/index.ts";
import { boolSort, intSort } from "../terms/index.ts";
import { integersIn } from "./integers.ts";
import type { Arithmetic, Integers } from "./integers.ts";
import { refuse } from "./refusal.ts";
import { optionType } from "./symbolic-value.ts";
import type { SumType, SymbolicValue } from "./symbolic-value.ts";

/** The end of a further session. */
export type End = Extract<Value, { kind: "endpoint" }>;

export interface ContextOptions {
  readonly terms: Terms;
  readonly definitions: Definitions;
  readonly arithmetic: Arithmetic;
  /**
   * Strings are members of an uninterpreted sort (absent), or numbers, of which there are as many as strings, so that both are exact: nothing but equality is
   * encoded. Numbers are for logics without further sorts (Horn clauses); they need the arithmetic of integers.
   */
  readonly strings?: "opaque" | "numbers";
  /** How many items a list has at most, and a set or a map whose keys are too many to count, where nothing is known of it. Absent: such types are refused. */
  readonly bounds?: { readonly list?: number; readonly keyed?: number };
  /** The ends of further sessions in the whole problem. */
  readonly ends?: readonly End[];
  /** The name of a symbol that is true where the contract of a function without body counts; undefined, or absent: it always does. */
  readonly contractCounts?: (definition: FunctionDefinition) => string | undefined;
}

/** An application of a function without body. */
export interface Application {
  readonly definition: FunctionDefinition;
  readonly arguments: readonly SymbolicValue[];
  readonly result: SymbolicValue;
  /** The result is one that the contract allows for these arguments. */
  readonly holds: Term;
}

/** Shared by everything that is encoded for one problem. Methods need no `this`. */
export interface Context extends ContextOptions {
  readonly integers: Integers;
  /**
   * What a query over this context's terms has to assume: literals of strings differ; a function without body answers equal arguments equally. Grows; what is
   * there stays. No assumption excludes a state of the program.
   */
  readonly assumptions: readonly Term[];
  /** In the order in which they were met. */
  readonly applications: readonly Application[];
  /** Strings that occur as literals, with their terms. */
  readonly texts: ReadonlyMap<string, Term>;
  readonly endType: SumType;
  readonly textSort: Sort;
  readonly text: (literal: string) => Term;
  /** The sort of tags: of options bool, otherwise an enumeration, or words for its numbers. */
  readonly tagSort: (type: SumType) => Sort;
  readonly tag: (type: SumType, constructor: string) => Term;
  /** Whether a term is a literal, decided inside its conditionals, so that a choice between literals folds to its conditions. */
  readonly isTerm: (term: Term, literal: Term) => Term;
  readonly assume: (term: Term) => void;
  /** The application with this key, made where it is the first. */
  readonly application: (key: string, make: (number: number) => Application) => Application;
}

/** Conditionals are looked into this deep. */
export const deepest = 1_000;

/** The name that an end has among the constructors of ends. */
export function endName({ session, role }: End): string {
  return `${session}/${role}`;
}

/** A context without assumptions. @throws Refusal for strings as numbers where there are only words */
export function newContext(options: ContextOptions): Context {
  const { terms, arithmetic } = options;
  const isWords = arithmetic === "words";
  const areNumbers = options.strings === "numbers";
  if (areNumbers && isWords) refuse("strings as numbers where integers are words");
  const assumptions: Term[] = [];
  const texts = new Map<string, Term>();
  const known = new Map<string, Application>();
  const applications: Application[] = [];
  const tests = new Map<string, Term>();
  const textSort: Sort = areNumbers ? intSort : { kind: "opaque", name: "Text" };

  function text(literal: string): Term {
    const before = texts.get(literal);
    if (before !== undefined) return before;
    const term = areNumbers ? terms.integer(texts.size) : terms.symbol(textName(literal, texts.size), textSort);
    if (!areNumbers) for (const other of texts.values()) assumptions.push(terms.not(terms.equal(other, term)));
    texts.set(literal, term);
    return term;
  }

  function tagSort({ name, constructors }: SumType): Sort {
    if (name === optionType.name) return boolSort;
    if (isWords) return { kind: "bits", width: Math.max(1, (constructors.length - 1).toString(2).length) };
    return { kind: "enumeration", name: `enum.${name}`, members: constructors.map((constructor) => `${name}.${constructor}`) };
  }

  function tag(type: SumType, constructor: string): Term {
    const position = type.constructors.indexOf(constructor);
    if (position < 0) throw new Error(`${type.name} has no constructor ${constructor}`);
    const sort = tagSort(type);
    if (sort.kind === "bool") return terms.boolean(position === 1);
    return sort.kind === "bits" ? terms.word(position, sort.width) : terms.member(sort, `${type.name}.${constructor}`);
  }

  function isTerm(term: Term, literal: Term, depth = 0): Term {
    if (term.kind !== "apply" || term.operator !== "ite" || depth > deepest) return terms.equal(term, literal);
    const key = `${String(term.id)}=${String(literal.id)}`;
    const before = tests.get(key);
    if (before !== undefined) return before;
    const [condition, then, otherwise] = term.arguments as readonly [Term, Term, Term];
    const test = terms.ite(condition, isTerm(then, literal, depth + 1), isTerm(otherwise, literal, depth + 1));
    tests.set(key, test);
    return test;
  }

  function application(key: string, make: (number: number) => Application): Application {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(applications.length);
    known.set(key, made);
    applications.push(made);
    return made;
  }

  return {
    ...options,
    integers: integersIn(terms, arithmetic),
    assumptions,
    applications,
    texts,
    endType: { name: "'end", constructors: (options.ends ?? []).map(endName) },
    textSort,
    text,
    tagSort,
    tag,
    isTerm,
    assume: (term) => {
      if (term !== terms.true) assumptions.push(term);
    },
    application,
  };
}

/** The literal itself where it can be read in a query, otherwise its number. */
function textName(literal: string, number: number): string {
  return /^[ -{}~]{0,40}$/.test(literal) && !/[\\|"]/.test(literal) ? `"${literal}"` : `text!${String(number)}`;
}
