/** Terms in replies, made of a store of ours. What solvers abbreviate is written out: `>=`, chains of `=`, `let`, functions that the model defines beside the asked ones. */
import { boolSort, intSort, printSort } from "../terms/index.ts";
import type { FunctionSymbol, Sort, Term, Terms } from "../terms/index.ts";
import { itemsOf, nameOf, shortText } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";
import { integerOf, wordOf } from "./read-value.ts";

/** Something has no term of ours. */
export class Unreadable extends Error {}

/** What names mean. */
export interface Meanings {
  readonly terms: Terms;
  /** Declared functions, by name. */
  readonly functions: ReadonlyMap<string, FunctionSymbol>;
  readonly sorts: ReadonlyMap<string, Sort>;
  /** Constructors of enumerations. */
  readonly members: ReadonlyMap<string, Term>;
  /** Functions of the model that nobody declared. */
  readonly auxiliary: ReadonlyMap<string, { readonly parameters: readonly string[]; readonly body: SExpression }>;
}

type Scope = ReadonlyMap<string, Term>;

/**
 * Reads a term in which `scope` are the variables. Recursive over the expression, whose nesting the reader has bounded.
 * @throws Unreadable @throws Error where the term is not well-sorted
 */
export function readTerm(written: SExpression, scope: Scope, meanings: Meanings): Term {
  const { terms } = meanings;
  const fail = (): never => {
    throw new Unreadable(`no term of ours: ${shortText(written)}`);
  };
  const number = integerOf(written);
  if (number !== undefined) return terms.integer(number);
  const word = wordOf(written);
  if (word !== undefined) return terms.word(word.value, word.width);
  const name = nameOf(written);
  if (name !== undefined) return scope.get(name) ?? constantOf(name, meanings) ?? fail();
  const [head, ...rest] = itemsOf(written) ?? [];
  const read = (expression: SExpression): Term => readTerm(expression, scope, meanings);
  const operator = nameOf(head);
  if (operator === undefined) return indexed(itemsOf(head) ?? [], rest.map(read), meanings) ?? fail();
  switch (operator) {
    case "!":
      return rest[0] === undefined ? fail() : read(rest[0]);
    case "let": {
      const inner = new Map(scope);
      for (const binding of itemsOf(rest[0]) ?? []) {
        const [bound, value] = itemsOf(binding) ?? [];
        inner.set(nameOf(bound) ?? fail(), read(value ?? fail()));
      }
      return readTerm(rest[1] ?? fail(), inner, meanings);
    }
    case "forall":
    case "exists": {
      const inner = new Map(scope);
      const variables = (itemsOf(rest[0]) ?? []).map((binding) => {
        const [bound, of] = itemsOf(binding) ?? [];
        const sort = readSort(of ?? fail(), meanings.sorts);
        const variable = terms.symbol(`${nameOf(bound) ?? fail()}/${printSort(sort).replaceAll("|", "")}`, sort);
        inner.set(nameOf(bound) ?? fail(), variable);
        return variable;
      });
      const body = readTerm(rest[1] ?? fail(), inner, meanings);
      return operator === "forall" ? terms.forAll(variables, body) : terms.exists(variables, body);
    }
    default:
      return applied(operator, rest.map(read), meanings) ?? fail();
  }
}

function constantOf(name: string, meanings: Meanings): Term | undefined {
  if (name === "true" || name === "false") return meanings.terms.boolean(name === "true");
  return meanings.members.get(name) ?? called(name, [], meanings);
}

/** An operator with numbers: `(_ extract 3 0)`, `(_ sign_extend 2)`, `(_ divisible 2)`, `(_ is red)`. */
function indexed(head: readonly SExpression[], given: readonly Term[], { terms, members }: Meanings): Term | undefined {
  const [underscore, operator, first, second] = head;
  const [only] = given;
  if (nameOf(underscore) !== "_" || given.length !== 1 || only === undefined || first === undefined) return undefined;
  const one = Number(integerOf(first) ?? -1n);
  const width = only.sort.kind === "bits" ? only.sort.width : 0;
  switch (nameOf(operator)) {
    case "extract":
      return second === undefined ? undefined : terms.extract(only, one, Number(integerOf(second) ?? -1n));
    case "sign_extend":
      return terms.extend(only, width + one);
    case "divisible":
      return terms.equal(terms.remainder(only, terms.integer(one)), terms.integer(0));
    case "is": {
      const member = members.get(nameOf(first) ?? "");
      return member === undefined ? undefined : terms.equal(only, member);
    }
    default:
      return undefined;
  }
}

function applied(operator: string, given: readonly Term[], meanings: Meanings): Term | undefined {
  const { terms } = meanings;
  const [first, second, third] = given;
  if (first === undefined) return called(operator, given, meanings);
  const inChain = (relation: (left: Term, right: Term) => Term): Term =>
    terms.and(...given.slice(1).map((right, index) => relation(given[index] ?? right, right)));
  const inTurn = (operation: (left: Term, right: Term) => Term): Term => given.slice(1).reduce(operation, first);
  const unary = (operation: (term: Term) => Term): Term | undefined => (given.length === 1 ? operation(first) : undefined);
  const binary = (operation: (left: Term, right: Term) => Term): Term | undefined =>
    given.length === 2 && second !== undefined ? operation(first, second) : undefined;
  switch (operator) {
    case "not":
      return unary(terms.not);
    case "and":
      return terms.and(...given);
    case "or":
      return terms.or(...given);
    case "=>":
      return given.slice(0, -1).reduceRight((conclusion, premise) => terms.implies(premise, conclusion), given.at(-1) ?? first);
    case "xor":
      return inTurn((left, right) => terms.not(terms.equal(left, right)));
    case "=":
      return inChain(terms.equal);
    case "distinct":
      return terms.and(...given.flatMap((left, index) => given.slice(index + 1).map((right) => terms.not(terms.equal(left, right)))));
    case "ite":
      return given.length === 3 && second !== undefined && third !== undefined ? terms.ite(first, second, third) : undefined;
    case "+":
      return inTurn(terms.add);
    case "-":
      return given.length === 1 ? terms.subtract(terms.integer(0), first) : inTurn(terms.subtract);
    case "*":
      return inTurn(terms.multiply);
    case "div":
      return inTurn(terms.quotient);
    case "mod":
      return binary(terms.remainder);
    case "<":
      return inChain(terms.less);
    case "<=":
      return inChain(terms.atMost);
    case ">":
      return inChain((left, right) => terms.less(right, left));
    case ">=":
      return inChain((left, right) => terms.atMost(right, left));
    case "bvneg":
      return unary((word) => terms.bits("bvneg", word));
    case "bvnot":
      return unary((word) => terms.bits("bvsub", terms.bits("bvneg", word), terms.word(1, word.sort.kind === "bits" ? word.sort.width : 1)));
    case "bvadd":
    case "bvmul":
    case "bvand":
    case "bvor":
      return inTurn((left, right) => terms.bits(operator, left, right));
    case "bvsub":
    case "bvsdiv":
    case "bvsrem":
    case "bvslt":
    case "bvsle":
    case "bvult":
    case "bvule":
      return binary((left, right) => terms.bits(operator, left, right));
    case "bvsgt":
      return binary((left, right) => terms.bits("bvslt", right, left));
    case "bvsge":
      return binary((left, right) => terms.bits("bvsle", right, left));
    case "bvugt":
      return binary((left, right) => terms.bits("bvult", right, left));
    case "bvuge":
      return binary((left, right) => terms.bits("bvule", right, left));
    case "select":
      return binary(terms.select);
    case "store":
      return given.length === 3 && second !== undefined && third !== undefined ? terms.store(first, second, third) : undefined;
    default:
      return called(operator, given, meanings);
  }
}

function called(name: string, given: readonly Term[], meanings: Meanings): Term | undefined {
  const declared = meanings.functions.get(name);
  if (declared !== undefined) return meanings.terms.call(declared, ...given);
  const auxiliary = meanings.auxiliary.get(name);
  if (auxiliary?.parameters.length !== given.length) return undefined;
  // A model is not recursive; a reply that is must not be endless.
  const others = new Map([...meanings.auxiliary].filter(([other]) => other !== name));
  const scope = new Map(auxiliary.parameters.map((parameter, index) => [parameter, given[index] ?? meanings.terms.true] as const));
  return readTerm(auxiliary.body, scope, { ...meanings, auxiliary: others });
}

/** The sort that is written so. @throws Unreadable */
export function readSort(written: SExpression, known: ReadonlyMap<string, Sort>): Sort {
  const fail = (): never => {
    throw new Unreadable(`no sort of ours: ${shortText(written)}`);
  };
  const name = nameOf(written);
  if (name === "Bool") return boolSort;
  if (name === "Int") return intSort;
  if (name !== undefined) return known.get(name) ?? fail();
  const [head, first, second] = itemsOf(written) ?? [];
  if (nameOf(head) === "Array" && first !== undefined && second !== undefined)
    return { kind: "array", index: readSort(first, known), element: readSort(second, known) };
  const width = nameOf(head) === "_" && nameOf(first) === "BitVec" && second !== undefined ? integerOf(second) : undefined;
  return width === undefined || width < 1n ? fail() : { kind: "bits", width: Number(width) };
}
