/**
 * The goal of a system excluded by Horn clauses: a predicate for each place that every reachable valuation satisfies, and none from which the goal is a move away
 * (Bjørner, Gurfinkel, McMillan and Rybalchenko, Horn Clause Solvers for Program Verification, 2015; Spacer: Komuravelli, Gurfinkel and Chaki, CAV 2014).
 */
import { freeSymbols } from "../smt/head-first/index.ts";
import type { Answer, Query } from "../smt/solver/index.ts";
import { boolSort, intSort, newTerms } from "../smt/terms/index.ts";
import type { FunctionSymbol, Term, Terms } from "../smt/terms/index.ts";
import type { Asking } from "./ask.ts";
import type { System } from "./system.ts";

/** The clauses of a pruned system. Linear in its moves. */
export function hornQuery<Told>(system: System<Told>): Query {
  const terms = newTerms();
  const predicates = new Map<number, FunctionSymbol>();
  const at = (place: number, variables: readonly Term[]): Term => {
    const domain = variables.map(() => intSort);
    const symbol = predicates.get(place) ?? { name: `P${String(place)}`, domain: domain.length === 0 ? [boolSort] : domain, range: boolSort };
    predicates.set(place, symbol);
    // Predicates have arguments.
    return terms.call(symbol, ...(variables.length === 0 ? [terms.true] : variables));
  };
  const variables = (place: number, name: string): readonly Term[] => integers(system.places[place] ?? 0, name, terms);
  const clause = (body: Term, head: Term): { readonly term: Term } => {
    const implication = terms.implies(body, head);
    return { term: terms.forAll(freeSymbols(implication), implication) };
  };
  const first = variables(system.initial, "v");
  const assertions = [clause(system.start(first, terms), at(system.initial, first))];
  for (const { from, to, chosen, relation } of system.moves) {
    const before = variables(from, "v");
    const after = to === "goal" ? [] : variables(to, "w");
    const body = terms.and(at(from, before), relation({ before, after, chosen: integers(chosen, "c", terms), terms }));
    if (body.kind !== "false") assertions.push(clause(body, to === "goal" ? terms.false : at(to, after)));
  }
  return { name: `${system.name}-horn`, logic: "HORN", assertions };
}

function integers(count: number, name: string, terms: Terms): readonly Term[] {
  return Array.from({ length: count }, (_, index) => terms.symbol(`${name}${String(index)}`, intSort));
}

/** `sat`: the goal is not reachable. `unsat`: it is. */
export function hornAnswer<Told>(system: System<Told>, { solver, effort }: Asking): Answer {
  return solver.ask(hornQuery(system), effort);
}
