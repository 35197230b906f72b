/** What is measured of one solver inside a fresh process. Times in milliseconds, memory in MB. */
import { chooseSolver, countersQuery, factors, smallQuery, sumOfCubes } from "../checker/smt/backends/index.ts";
import type { SolverName } from "../checker/smt/backends/index.ts";
import type { Query, Solver } from "../checker/smt/solver/index.ts";
import { intSort, newTerms } from "../checker/smt/terms/index.ts";
import { median } from "./measure.ts";

const effort = { milliseconds: 120_000 };

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function times(count: number, work: (at: number) => unknown): number {
  return median(Array.from({ length: count }, (_, at) => time(() => work(at))));
}

/** Throws if the answer is not the expected one: what is measured must be right. */
function expectAnswer(solver: Solver, query: Query, kind: "sat" | "unsat"): void {
  const answer = solver.ask(query, effort);
  if (answer.kind !== kind) throw new Error(`${query.name}: ${JSON.stringify(answer)}`);
}

function dialogue(solver: Solver): number {
  const terms = newTerms();
  const x = terms.symbol("x", intSort);
  const open = solver.open("QF_LIA");
  open.assert(terms.less(terms.integer(3), x));
  open.check([], [], effort);
  const found = times(200, (at) => open.check([terms.less(x, terms.integer(3 + (at % 4)))], [], effort));
  open.close();
  return found;
}

function measured(name: SolverName): Readonly<Record<string, number>> {
  const solver = chooseSolver(name);
  try {
    const first = time(() => expectAnswer(solver, smallQuery(5), "sat"));
    const trivial = times(60, (at) => expectAnswer(solver, smallQuery(4 + (at % 2)), at % 2 === 0 ? "unsat" : "sat"));
    const inDialogue = dialogue(solver);
    const words = time(() => expectAnswer(solver, factors(14), "unsat"));
    const horn = name === "cvc5" ? Number.NaN : time(() => expectAnswer(solver, countersQuery(10), "sat"));
    solver.ask(sumOfCubes(), { milliseconds: 50 });
    const restart = time(() => expectAnswer(solver, smallQuery(5), "sat"));
    return { first, trivial, inDialogue, words, horn, restart };
  } finally {
    solver.close();
  }
}

/** Resident memory after 500 and after 2,500 queries. */
function memory(name: SolverName): Readonly<Record<string, number>> {
  const solver = chooseSolver(name);
  try {
    const after = (count: number): number => {
      for (let at = 0; at < count; at += 1) expectAnswer(solver, smallQuery(4 + (at % 2), at % 3 === 0 ? "integers" : "words"), at % 2 === 0 ? "unsat" : "sat");
      return process.memoryUsage().rss / 1e6;
    };
    return { before: after(500), after: after(2_000) };
  } finally {
    solver.close();
  }
}

/** `solver-wasm`, `solver-z3`, `solver-cvc5`; and `solver-memory-…`. */
export const solverProbes: ReadonlyMap<string, () => Readonly<Record<string, number>>> = new Map(
  (["wasm", "z3", "cvc5"] as const).flatMap((name) => [
    [`solver-${name}`, () => measured(name)] as const,
    [`solver-memory-${name}`, () => memory(name)] as const,
  ]),
);
