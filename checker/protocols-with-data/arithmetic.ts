/**
 * Conditions about integers without quantifiers: comparisons of polynomials with 0, and divisibility, in negation normal form. `exists` eliminates an integer that
 * occurs linearly, exactly (Cooper, Theorem Proving in Arithmetic without Multiplication, 1972; where a factor is 1, as Pugh's Omega test, 1991).
 */
import type { ComparisonOperator, DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { opposite } from "./conditions.ts";
import {
  constant,
  contentOf,
  dividedUp,
  greatestCommonDivisor,
  mentions,
  plus,
  scaled,
  shapeOf,
  solvedFor,
  substituted,
  times,
  variable,
  type Polynomial,
} from "./polynomial.ts";

export type Atom =
  /** of ≤ 0, of = 0, of ≠ 0 */
  | { readonly kind: "at-most" | "equal" | "different"; readonly of: Polynomial }
  /** `by` > 1 divides `of`, or does not. */
  | { readonly kind: "divides" | "divides-not"; readonly by: bigint; readonly of: Polynomial };

export type Formula =
  { readonly kind: "true" | "false" } | { readonly kind: "atom"; readonly atom: Atom } | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] };

/** Thrown where a formula has no encoding, or is too large; caught where something else can be done. */
export class Beyond extends Error {}

const yes: Formula = { kind: "true" };
const no: Formula = { kind: "false" };

/** Disjuncts of one elimination. */
const mostDisjuncts = 2000;

export function conjunction(parts: readonly Formula[]): Formula {
  const kept = new Map<string, Formula>();
  for (const part of parts.flatMap((each) => (each.kind === "and" ? each.parts : [each]))) {
    if (part.kind === "false") return no;
    if (part.kind !== "true") kept.set(keyOf(part), part);
  }
  const all = tightened([...kept.values()]);
  if (all === undefined) return no;
  const [only] = all;
  return only === undefined ? yes : all.length === 1 ? only : { kind: "and", parts: all };
}

export function disjunction(parts: readonly Formula[]): Formula {
  const kept = new Map<string, Formula>();
  for (const part of parts.flatMap((each) => (each.kind === "or" ? each.parts : [each]))) {
    if (part.kind === "true") return yes;
    if (part.kind !== "false") kept.set(keyOf(part), part);
  }
  // A disjunct that has all conjuncts of another says nothing more.
  const sets = new Map([...kept].map(([key, part]) => [key, new Set(part.kind === "and" ? part.parts.map(keyOf) : [key])]));
  const all = [...kept].filter(([key]) => {
    const own = sets.get(key);
    return ![...sets].some(([other, weaker]) => other !== key && own !== undefined && weaker.size < own.size && [...weaker].every((one) => own.has(one)));
  });
  const [only] = all;
  return only === undefined ? no : all.length === 1 ? only[1] : { kind: "or", parts: all.map(([, part]) => part) };
}

/** Of bounds on one polynomial the tightest; undefined where two of them exclude each other. */
function tightened(parts: readonly Formula[]): readonly Formula[] | undefined {
  const bounds = new Map<string, Formula & { readonly kind: "atom" }>();
  const others: Formula[] = [];
  for (const part of parts) {
    if (part.kind !== "atom" || part.atom.kind !== "at-most") {
      others.push(part);
      continue;
    }
    const shape = shapeOf(part.atom.of);
    const known = bounds.get(shape);
    if (known === undefined || known.atom.of.constant < part.atom.of.constant) bounds.set(shape, part);
  }
  for (const { atom } of bounds.values()) {
    const against = bounds.get(shapeOf(scaled(atom.of, -1n)));
    if (against !== undefined && atom.of.constant + against.atom.of.constant > 0n) return undefined;
  }
  for (const one of others) {
    if (one.kind !== "atom" || one.atom.kind !== "equal") continue;
    for (const other of others) {
      if (other === one || other.kind !== "atom") continue;
      const isAlike = shapeOf(other.atom.of) === shapeOf(one.atom.of);
      if (!isAlike) continue;
      if (other.atom.kind === "equal" && other.atom.of.constant !== one.atom.of.constant) return undefined;
      if (other.atom.kind === "different" && other.atom.of.constant === one.atom.of.constant) return undefined;
    }
  }
  return [...others, ...bounds.values()];
}

/** A text that is equal for equal formulas. */
export function keyOf(formula: Formula): string {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula.kind;
    case "atom": {
      const { atom } = formula;
      return `${atom.kind}${"by" in atom ? String(atom.by) : ""} ${String(atom.of.constant)} ${shapeOf(atom.of)}`;
    }
    case "and":
    case "or":
      return `(${formula.kind} ${formula.parts.map(keyOf).sort().join(" ; ")})`;
    default:
      return assertNever(formula);
  }
}

/** The atom in its standard form, decided where it has no variables. */
function atomic(atom: Atom): Formula {
  const { of } = atom;
  const content = contentOf(of);
  if (content === 0n) return isTrue(atom) ? yes : no;
  switch (atom.kind) {
    case "at-most":
      return { kind: "atom", atom: { kind: "at-most", of: dividedUp(of, content) } };
    case "equal":
    case "different": {
      if (of.constant % content !== 0n) return atom.kind === "equal" ? no : yes;
      const [one, other] = [dividedUp(of, content), dividedUp(of, -content)];
      return { kind: "atom", atom: { kind: atom.kind, of: shapeOf(one) < shapeOf(other) ? one : other } };
    }
    case "divides":
    case "divides-not": {
      let rest = constant(modulo(of.constant, atom.by));
      for (const { names, factor } of of.monomials.values()) rest = plus(rest, names.map(variable).reduce(times, constant(modulo(factor, atom.by))));
      if (rest.monomials.size > 0) return { kind: "atom", atom: { ...atom, of: rest } };
      return isTrue({ ...atom, of: rest }) ? yes : no;
    }
    default:
      return assertNever(atom);
  }
}

function isTrue(atom: Atom): boolean {
  const { constant: value } = atom.of;
  switch (atom.kind) {
    case "at-most":
      return value <= 0n;
    case "equal":
      return value === 0n;
    case "different":
      return value !== 0n;
    case "divides":
      return modulo(value, atom.by) === 0n;
    case "divides-not":
      return modulo(value, atom.by) !== 0n;
    default:
      return assertNever(atom);
  }
}

function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

/** The negation, in negation normal form. Linear. */
export function negated(formula: Formula): Formula {
  switch (formula.kind) {
    case "true":
      return no;
    case "false":
      return yes;
    case "and":
      return disjunction(formula.parts.map(negated));
    case "or":
      return conjunction(formula.parts.map(negated));
    case "atom": {
      const { atom } = formula;
      switch (atom.kind) {
        case "at-most":
          return atomic({ kind: "at-most", of: plus(constant(1n), atom.of, -1n) });
        case "equal":
          return atomic({ kind: "different", of: atom.of });
        case "different":
          return atomic({ kind: "equal", of: atom.of });
        case "divides":
          return atomic({ ...atom, kind: "divides-not" });
        case "divides-not":
          return atomic({ ...atom, kind: "divides" });
        default:
          return assertNever(atom);
      }
    }
    default:
      return assertNever(formula);
  }
}

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

/** The formula with a polynomial in the place of a name. */
export function withValue(formula: Formula, name: string, value: Polynomial): Formula {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula;
    case "atom":
      return atomic({ ...formula.atom, of: substituted(formula.atom.of, name, value) });
    case "and":
      return conjunction(formula.parts.map((part) => withValue(part, name, value)));
    case "or":
      return disjunction(formula.parts.map((part) => withValue(part, name, value)));
    default:
      return assertNever(formula);
  }
}

function speaksOf(formula: Formula, name: string): boolean {
  if (formula.kind === "atom") return mentions(formula.atom.of, name);
  return (formula.kind === "and" || formula.kind === "or") && formula.parts.some((part) => speaksOf(part, name));
}

/** Whether some integer in the place of the name makes the formula true, without the name. @throws Beyond where it occurs in a product, or that is too large */
export function exists(name: string, formula: Formula): Formula {
  if (!speaksOf(formula, name)) return formula;
  switch (formula.kind) {
    case "true":
    case "false":
      return formula;
    case "or":
      return disjunction(formula.parts.map((part) => exists(name, part)));
    case "atom":
      return existsAtoms(name, [formula.atom]);
    case "and": {
      const outside = formula.parts.filter((part) => !speaksOf(part, name));
      const inside = formula.parts.filter((part) => speaksOf(part, name));
      // x = t, or a multiple: everything else is about t.
      for (const part of inside) {
        if (part.kind !== "atom" || part.atom.kind !== "equal") continue;
        const solved = solvedFor(part.atom.of, name);
        if (solved === undefined || (solved.factor !== 1n && solved.factor !== -1n)) continue;
        const value = scaled(solved.rest, -solved.factor);
        return conjunction([...outside, ...inside.filter((other) => other !== part).map((other) => withValue(other, name, value))]);
      }
      const choice = inside.find((part) => part.kind === "or");
      if (choice?.kind === "or") {
        const rest = inside.filter((part) => part !== choice);
        if (choice.parts.length > mostDisjuncts) throw new Beyond("too many cases");
        return conjunction([...outside, disjunction(choice.parts.map((part) => exists(name, conjunction([...rest, part]))))]);
      }
      return conjunction([
        ...outside,
        existsAtoms(
          name,
          inside.flatMap((part) => (part.kind === "atom" ? [part.atom] : [])),
        ),
      ]);
    }
    default:
      return assertNever(formula);
  }
}

/** Of a conjunction of atoms, each of which speaks of the name. */
function existsAtoms(name: string, atoms: readonly Atom[]): Formula {
  const solved = atoms.map((atom) => {
    const parts = solvedFor(atom.of, name);
    if (parts === undefined) throw new Beyond(`a quantifier over a value that is multiplied with another`);
    return { atom, ...parts };
  });
  const different = solved.find(({ atom }) => atom.kind === "different");
  if (different !== undefined) {
    const others = atoms.filter((atom) => atom !== different.atom);
    const sides = [plus(constant(1n), different.atom.of), plus(constant(1n), different.atom.of, -1n)];
    return disjunction(
      sides.map((of) => {
        const side = atomic({ kind: "at-most", of });
        return exists(name, conjunction([...others.map((atom): Formula => ({ kind: "atom", atom })), side]));
      }),
    );
  }
  // With every factor the same, δ: y = δ · name, which δ divides.
  const common = solved.reduce((multiple, { factor }) => (multiple * factor) / greatestCommonDivisor(multiple, factor), 1n);
  const factor = common < 0n ? -common : common;
  const lower: Polynomial[] = [];
  const upper: Polynomial[] = [];
  const divided: { readonly positive: boolean; readonly by: bigint; readonly rest: Polynomial }[] = [];
  if (factor > 1n) divided.push({ positive: true, by: factor, rest: constant(0n) });
  for (const { atom, factor: own, rest } of solved) {
    const scale = factor / (own < 0n ? -own : own);
    const scaledRest = scaled(rest, scale);
    const up = own > 0n;
    switch (atom.kind) {
      case "at-most":
        if (up) upper.push(scaled(scaledRest, -1n));
        else lower.push(scaledRest);
        break;
      case "equal": {
        const value = up ? scaled(scaledRest, -1n) : scaledRest;
        lower.push(value);
        upper.push(value);
        break;
      }
      case "divides":
      case "divides-not":
        divided.push({ positive: atom.kind === "divides", by: atom.by * scale, rest: up ? scaledRest : scaled(scaledRest, -1n) });
        break;
      case "different":
        break;
      default:
        assertNever(atom);
    }
  }
  const between = (value: Polynomial): readonly Formula[] => [
    ...lower.map((low) => atomic({ kind: "at-most", of: plus(low, value, -1n) })),
    ...upper.map((high) => atomic({ kind: "at-most", of: plus(value, high, -1n) })),
  ];
  const divisible = (value: Polynomial): readonly Formula[] =>
    divided.map(({ positive, by, rest }) => atomic({ kind: positive ? "divides" : "divides-not", by, of: plus(value, rest) }));
  if (divided.length === 0) {
    // Every lower bound is at most every upper bound.
    return conjunction(lower.flatMap((low) => upper.map((high) => atomic({ kind: "at-most", of: plus(low, high, -1n) }))));
  }
  const period = divided.reduce((multiple, { by }) => (multiple * by) / greatestCommonDivisor(multiple, by), 1n);
  const [ends, sign] = lower.length > 0 ? [lower, 1n] : upper.length > 0 ? [upper, -1n] : [[constant(0n)], 1n];
  if (period * BigInt(ends.length) > BigInt(mostDisjuncts)) throw new Beyond("too many cases");
  const cases: Formula[] = [];
  for (const end of ends) {
    for (let step = 0n; step < period; step++) {
      const value = plus(end, constant(sign * step));
      cases.push(conjunction([...between(value), ...divisible(value)]));
    }
  }
  return disjunction(cases);
}
