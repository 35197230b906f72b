/**
 * Elimination of quantifiers over integers: `exists` eliminates one that occurs linearly, exactly (Cooper, Theorem Proving in Arithmetic without Multiplication,
 * 1972; where a factor is 1, as Pugh's Omega test, 1991).
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { atomic, conjunction, disjunction, speaksOf, withValue, type Atom, type Formula } from "./formula.ts";
import { constant, greatestCommonDivisor, plus, scaled, solvedFor, type Polynomial } from "./polynomial.ts";

/** Thrown where a formula has no encoding, or is too large; caught where something else can be done. */
export class Beyond extends Error {}

/** Disjuncts of one elimination. */
const mostDisjuncts = 2000;

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
