/** What a condition of a protocol says of integers, as a formula: quotients and remainders are the ones there are, and what is divided by zero holds of nothing. */
import type { ComparisonOperator, DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { opposite } from "./conditions.ts";
import { Beyond, exists } from "./eliminate.ts";
import { atomic, conjunction, disjunction, no, yes, type Formula } from "./formula.ts";
import { constant, plus, scaled, times, variable, type Polynomial } from "./polynomial.ts";

/** What a term's names stand for in a formula. */
export interface Naming {
  readonly sent: string;
  readonly before: (register: string) => string;
  readonly after: (register: string) => string;
}

/** The condition as a formula. @throws Beyond for divisions by what is no number */
export function formulaOf(condition: DataCondition, naming: Naming): Formula {
  let quotients = 0;
  const translate = (one: DataCondition, wanted: boolean): Formula => {
    switch (one.kind) {
      case "constant":
        return one.value === wanted ? yes : no;
      case "not":
        return translate(one.of, !wanted);
      case "and":
      case "or": {
        const parts = [translate(one.left, wanted), translate(one.right, wanted)];
        return (one.kind === "and") === wanted ? conjunction(parts) : disjunction(parts);
      }
      case "comparison": {
        const divisions: { readonly name: string; readonly is: readonly Formula[] }[] = [];
        const sides = [one.left, one.right].map((side) =>
          polynomialOf(side, naming, (dividend, divisor) => {
            const name = `quotient ${String(quotients++)}`;
            // divisor · quotient ≤ dividend < divisor · quotient + |divisor|
            const rest = plus(dividend, variable(name), -divisor);
            const size = divisor < 0n ? -divisor : divisor;
            divisions.push({
              name,
              is: [atomic({ kind: "at-most", of: scaled(rest, -1n) }), atomic({ kind: "at-most", of: plus(constant(1n - size), rest) })],
            });
            return { quotient: variable(name), remainder: rest };
          }),
        );
        if (sides.some((side) => side === undefined)) return wanted ? no : yes;
        const [left = constant(0n), right = constant(0n)] = sides.flatMap((side) => (side === undefined ? [] : [side]));
        const compared = compare(wanted ? one.operator : opposite[one.operator], plus(left, right, -1n));
        return divisions.reduceRight((formula, { name, is }) => exists(name, conjunction([...is, formula])), compared);
      }
      default:
        return assertNever(one);
    }
  };
  return translate(condition, true);
}

function compare(operator: ComparisonOperator, difference: Polynomial): Formula {
  switch (operator) {
    case "=":
      return atomic({ kind: "equal", of: difference });
    case "!=":
      return atomic({ kind: "different", of: difference });
    case "<=":
      return atomic({ kind: "at-most", of: difference });
    case "<":
      return atomic({ kind: "at-most", of: plus(constant(1n), difference) });
    case ">=":
      return atomic({ kind: "at-most", of: scaled(difference, -1n) });
    case ">":
      return atomic({ kind: "at-most", of: plus(constant(1n), difference, -1n) });
    default:
      return assertNever(operator);
  }
}

type Divide = (dividend: Polynomial, divisor: bigint) => { readonly quotient: Polynomial; readonly remainder: Polynomial };

/** Undefined where something is divided by zero. */
function polynomialOf(term: DataTerm, naming: Naming, divide: Divide): Polynomial | undefined {
  switch (term.kind) {
    case "integer":
      return constant(term.value);
    case "sent":
      return variable(naming.sent);
    case "before":
      return variable(naming.before(term.register));
    case "after":
      return variable(naming.after(term.register));
    case "arithmetic": {
      const [left, right] = [polynomialOf(term.left, naming, divide), polynomialOf(term.right, naming, divide)];
      if (left === undefined || right === undefined) return undefined;
      switch (term.operator) {
        case "+":
          return plus(left, right);
        case "-":
          return plus(left, right, -1n);
        case "*":
          return times(left, right);
        case "/":
        case "%": {
          if (right.monomials.size > 0) throw new Beyond("a division by what is no number");
          if (right.constant === 0n) return undefined;
          const { quotient, remainder } = divide(left, right.constant);
          return term.operator === "/" ? quotient : remainder;
        }
        default:
          return assertNever(term.operator);
      }
    }
    default:
      return assertNever(term);
  }
}
