/** Queries for tests and measurements of solvers. */
import { boolSort, intSort, newTerms } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import type { Query } from "../solver/index.ts";

/** 3 < x < `below`, over integers or words: satisfiable exactly if `below` > 4. */
export function smallQuery(below: number, arithmetic: "integers" | "words" = "integers"): Query {
  const terms = newTerms();
  if (arithmetic === "integers") {
    const x = terms.symbol("x", intSort);
    const assertions = [
      { term: terms.less(terms.integer(3), x), name: "more than 3" },
      { term: terms.less(x, terms.integer(below)), name: "less" },
    ];
    return { name: "small", logic: "QF_LIA", assertions, values: [x] };
  }
  const x = terms.symbol("x", { kind: "bits", width: 16 });
  const assertions = [{ term: terms.bits("bvslt", terms.word(3, 16), x) }, { term: terms.bits("bvslt", x, terms.word(below, 16)) }];
  return { name: "small-words", logic: "QF_BV", assertions, values: [x] };
}

/** Two factors of 2^(`width`−1) − 1, words of `width` bits: large formulas, and much to learn. */
export function factors(width: number): Query {
  const terms = newTerms();
  const word = (name: string): Term => terms.extend(terms.symbol(name, { kind: "bits", width }), 2 * width);
  const [x, y] = [word("x"), word("y")];
  const assertions = [
    { term: terms.equal(terms.bits("bvmul", x, y), terms.word((1n << BigInt(width - 1)) - 1n, 2 * width)) },
    ...[x, y].map((one) => ({ term: terms.bits("bvslt", terms.word(1, 2 * width), one) })),
  ];
  return { name: `factors-${String(width)}`, logic: "QF_BV", assertions };
}

/** x³ + y³ + z³ = 114 over the integers: nobody knows whether it has a solution. */
export function sumOfCubes(): Query {
  const terms = newTerms();
  const cubes = ["x", "y", "z"].map((name) => terms.symbol(name, intSort)).map((one) => terms.multiply(one, terms.multiply(one, one)));
  const [x = terms.integer(0), y = x, z = x] = cubes;
  return { name: "sum-of-cubes", assertions: [{ term: terms.equal(terms.add(terms.add(x, y), z), terms.integer(114)) }] };
}

/** A counter that goes up while another goes down, and always with the same sum: Horn clauses with an invariant. */
export function countersQuery(sum: number): Query {
  const terms = newTerms();
  const [x, y] = [terms.symbol("x", intSort), terms.symbol("y", intSort)];
  const reached = { name: "reached", domain: [intSort, intSort], range: boolSort };
  const at = (one: Term, other: Term): Term => terms.call(reached, one, other);
  const clause = (premise: Term, conclusion: Term): { readonly term: Term } => ({ term: terms.forAll([x, y], terms.implies(premise, conclusion)) });
  const start = terms.and(terms.equal(x, terms.integer(0)), terms.equal(y, terms.integer(10)));
  const next = at(terms.add(x, terms.integer(1)), terms.subtract(y, terms.integer(1)));
  const assertions = [
    clause(start, at(x, y)),
    clause(terms.and(at(x, y), terms.less(x, terms.integer(10))), next),
    clause(terms.and(at(x, y), terms.not(terms.equal(terms.add(x, y), terms.integer(sum)))), terms.false),
  ];
  return { name: "counters", logic: "HORN", assertions, predicates: { terms, symbols: [reached] } };
}
