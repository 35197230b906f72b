/** Conditions about integers without quantifiers: comparisons of polynomials with 0, and divisibility, in negation normal form and in a standard form. */
import { assertNever } from "../../calculus/assert-never.ts";
import { euclideanRemainder } from "../../calculus/values/index.ts";
import { constant, contentOf, dividedUp, mentions, plus, scaled, shapeOf, substituted, times, variable, type Polynomial } from "./polynomial.ts";

export type Atom =
  /** of ≤ 0, of = 0, of ≠ 0 */
  | { readonly kind: "at-most" | "equal" | "different"; readonly of: Polynomial }
  /** `by` > 1 divides `of`, or does not. */
  | { readonly kind: "divides" | "divides-not"; readonly by: bigint; readonly of: Polynomial };

export type Formula =
  { readonly kind: "true" | "false" } | { readonly kind: "atom"; readonly atom: Atom } | { readonly kind: "and" | "or"; readonly parts: readonly Formula[] };

export const yes: Formula = { kind: "true" };
export const no: Formula = { kind: "false" };

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
export function atomic(atom: Atom): Formula {
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
      let rest = constant(euclideanRemainder(of.constant, atom.by));
      for (const { names, factor } of of.monomials.values())
        rest = plus(rest, names.map(variable).reduce(times, constant(euclideanRemainder(factor, atom.by))));
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
      return euclideanRemainder(value, atom.by) === 0n;
    case "divides-not":
      return euclideanRemainder(value, atom.by) !== 0n;
    default:
      return assertNever(atom);
  }
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

export function speaksOf(formula: Formula, name: string): boolean {
  if (formula.kind === "atom") return mentions(formula.atom.of, name);
  return (formula.kind === "and" || formula.kind === "or") && formula.parts.some((part) => speaksOf(part, name));
}
