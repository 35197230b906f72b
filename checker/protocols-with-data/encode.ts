/** Conditions and formulas as terms for solvers, over integers. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import type { Term, Terms } from "../smt/terms/index.ts";
import type { Formula } from "./formula.ts";
import type { Polynomial } from "./polynomial.ts";

/** What the names in a condition stand for. */
export interface Cells {
  readonly sent: Term;
  readonly before: (register: string) => Term;
  readonly after: (register: string) => Term;
}

/** The condition as a term. Linear; recursive along the condition. */
export function conditionTerm(condition: DataCondition, cells: Cells, terms: Terms): Term {
  switch (condition.kind) {
    case "constant":
      return terms.boolean(condition.value);
    case "not":
      return terms.not(conditionTerm(condition.of, cells, terms));
    case "and":
    case "or":
      return terms[condition.kind](conditionTerm(condition.left, cells, terms), conditionTerm(condition.right, cells, terms));
    case "comparison": {
      const divisors: Term[] = [];
      const [left, right] = [valueTerm(condition.left, cells, terms, divisors), valueTerm(condition.right, cells, terms, divisors)];
      const defined = divisors.map((divisor) => terms.not(terms.equal(divisor, terms.integer(0))));
      return terms.and(...defined, compared(condition.operator, left, right, terms));
    }
    default:
      return assertNever(condition);
  }
}

function compared(operator: "=" | "!=" | "<" | "<=" | ">" | ">=", left: Term, right: Term, terms: Terms): Term {
  switch (operator) {
    case "=":
      return terms.equal(left, right);
    case "!=":
      return terms.not(terms.equal(left, right));
    case "<":
      return terms.less(left, right);
    case "<=":
      return terms.atMost(left, right);
    case ">":
      return terms.less(right, left);
    case ">=":
      return terms.atMost(right, left);
    default:
      return assertNever(operator);
  }
}

/** Divisors that may be zero are added to `divisors`. */
function valueTerm(term: DataTerm, cells: Cells, terms: Terms, divisors: Term[]): Term {
  switch (term.kind) {
    case "integer":
      return terms.integer(term.value);
    case "sent":
      return cells.sent;
    case "before":
    case "after":
      return cells[term.kind](term.register);
    case "arithmetic": {
      const [left, right] = [valueTerm(term.left, cells, terms, divisors), valueTerm(term.right, cells, terms, divisors)];
      switch (term.operator) {
        case "+":
          return terms.add(left, right);
        case "-":
          return terms.subtract(left, right);
        case "*":
          return terms.multiply(left, right);
        case "/":
        case "%":
          divisors.push(right);
          return term.operator === "/" ? terms.quotient(left, right) : terms.remainder(left, right);
        default:
          return assertNever(term.operator);
      }
    }
    default:
      return assertNever(term);
  }
}

/** The formula as a term. Linear. */
export function formulaTerm(formula: Formula, cell: (name: string) => Term, terms: Terms): Term {
  switch (formula.kind) {
    case "true":
    case "false":
      return terms.boolean(formula.kind === "true");
    case "and":
    case "or":
      return terms[formula.kind](...formula.parts.map((part) => formulaTerm(part, cell, terms)));
    case "atom": {
      const { atom } = formula;
      switch (atom.kind) {
        case "at-most": {
          const [left, right] = sides(atom.of, cell, terms);
          return terms.atMost(left, right);
        }
        case "equal":
        case "different": {
          const [left, right] = sides(atom.of, cell, terms);
          const same = terms.equal(left, right);
          return atom.kind === "equal" ? same : terms.not(same);
        }
        case "divides":
        case "divides-not": {
          const [left, right] = sides(atom.of, cell, terms);
          const rest = terms.equal(terms.remainder(terms.subtract(left, right), terms.integer(atom.by)), terms.integer(0));
          return atom.kind === "divides" ? rest : terms.not(rest);
        }
        default:
          return assertNever(atom);
      }
    }
    default:
      return assertNever(formula);
  }
}

/** Two sums whose difference the polynomial is, without negative factors. */
function sides({ constant, monomials }: Polynomial, cell: (name: string) => Term, terms: Terms): readonly [Term, Term] {
  const sum = (sign: bigint): Term => {
    let total = terms.integer(constant * sign > 0n ? constant * sign : 0n);
    for (const { names, factor } of monomials.values()) {
      if (factor * sign > 0n)
        total = terms.add(
          total,
          names.map(cell).reduce((product, name) => terms.multiply(product, name), terms.integer(factor * sign)),
        );
    }
    return total;
  };
  return [sum(1n), sum(-1n)];
}
