/**
 * `npm run peers:solvers`: the embedded Z3 against z3 and cvc5 of this machine, on terms that are made by chance (with a fixed seed) and on a few that are made for the
 * purpose. What one proves no other refutes, and every model is one; turned round or strengthened they are answered alike. Then each of them is killed, capped and asked
 * again. Without both solvers it fails.
 */
import { chooseSolver, countersQuery, factors, smallQuery, sumOfCubes } from "../checker/smt/backends/index.ts";
import { agreeing } from "../checker/smt/solver/index.ts";
import type { Answer, Effort, Query, Solver } from "../checker/smt/solver/index.ts";
import { boolSort, chosenSymbols, chosenTerm, evaluateTerm, intSort, newTerms } from "../checker/smt/terms/index.ts";
import type { Sort, Symbol, Term } from "../checker/smt/terms/index.ts";

const effort: Effort = { milliseconds: 20_000 };
const problems: string[] = [];
const expectThat = (holds: boolean, what: string): void => {
  if (!holds) problems.push(what);
};
const summary = (answer: Answer): string => (answer.kind === "unknown" ? `unknown (${answer.reason}: ${answer.detail})` : answer.kind);

/** Numbers by chance (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014: the mixing function with 32 bits). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

interface RandomQuery {
  readonly query: Query;
  /** One assertion more. */
  readonly more: Query["assertions"][number];
}

function randomQueries(count: number): readonly RandomQuery[] {
  const next = numbers(1);
  return Array.from({ length: count }, (_, at) => {
    const terms = newTerms();
    const some = (): Query["assertions"][number] => ({
      term: chosenTerm(terms, Array.from({ length: 20 + (next() % 60) }, next)).term,
      name: `assertion ${String(next())}`,
    });
    const query = { name: `random-${String(at)}`, assertions: [some(), some()], values: chosenSymbols.map(({ name, sort }) => terms.symbol(name, sort)) };
    return { query, more: some() };
  });
}

/** What needs more than the sorts of the random terms, and is satisfiable or not by construction. */
function specialQueries(): readonly (readonly [Query, "sat" | "unsat"])[] {
  const terms = newTerms();
  const thing: Sort = { kind: "opaque", name: "a thing" };
  const [s, t, x] = [terms.symbol("s", thing), terms.symbol("t", thing), terms.symbol("x", intSort)];
  const weight = { name: "weight", domain: [thing], range: intSort };
  const heavier = terms.less(terms.call(weight, s), terms.call(weight, t));
  const array = terms.symbol("array", { kind: "array", index: intSort, element: thing });
  const written = terms.equal(terms.select(terms.store(array, x, s), terms.add(x, terms.integer(0))), t);
  let deep: Term = x;
  const p = terms.symbol("p", boolSort);
  for (let height = 0; height < 3_000; height += 1) deep = terms.ite(p, terms.integer(height), terms.subtract(deep, terms.integer(1)));
  const query = (name: string, ...assertions: readonly Term[]): Query => ({ name, assertions: assertions.map((term) => ({ term })), values: [s, t, x] });
  return [
    [query("functions", heavier), "sat"],
    [query("functions-of-equals", heavier, terms.equal(s, t)), "unsat"],
    [query("arrays", written), "sat"],
    [query("arrays-of-equals", written, terms.not(terms.equal(s, t))), "unsat"],
    [query("deep", terms.equal(deep, terms.integer(-3_000)), terms.equal(x, terms.integer(0))), "sat"],
    [
      query(
        "quantifier",
        terms.forAll([terms.symbol("u", thing)], terms.less(terms.call(weight, terms.symbol("u", thing)), terms.integer(0))),
        terms.less(terms.integer(0), terms.call(weight, s)),
      ),
      "unsat",
    ],
    [{ ...factors(14), values: [] }, "unsat"],
    [smallQuery(5, "words"), "sat"],
    [smallQuery(4), "unsat"],
  ];
}

function isModel(query: Query, answer: Extract<Answer, { readonly kind: "sat" }>): boolean {
  const values = new Map((query.values ?? []).map((term, index) => [term, answer.values[index]] as const));
  const valueOf = (symbol: Symbol): NonNullable<(typeof answer.values)[number]> => values.get(symbol) ?? { kind: "boolean", value: false };
  return query.assertions.every(({ term }) => {
    const truth = evaluateTerm(term, { symbol: valueOf });
    return truth.kind === "boolean" && truth.value;
  });
}

function compare(solvers: readonly Solver[]): void {
  const counts = { sat: 0, unsat: 0, unknown: 0 };
  const all = agreeing(solvers);
  for (const { query, more } of randomQueries(150)) {
    const answers = solvers.map((solver) => solver.ask(query, effort));
    const [sat, unsat] = [answers.some(({ kind }) => kind === "sat"), answers.some(({ kind }) => kind === "unsat")];
    counts[sat ? "sat" : unsat ? "unsat" : "unknown"] += 1;
    expectThat(!sat || !unsat, `${query.name}: ${answers.map(summary).join(", ")}`);
    answers.forEach((answer, index) => {
      if (answer.kind === "sat") expectThat(isModel(query, answer), `${query.name}: no model by ${solvers[index]?.name ?? ""}`);
      // The order of assertions does not matter, and where nothing satisfies some, nothing satisfies them and one more.
      const solver = solvers[index];
      const [turned, stronger] = [[...query.assertions].reverse(), [more, ...query.assertions]].map(
        (assertions) => solver?.ask({ ...query, assertions }, effort).kind,
      );
      if (answer.kind !== "unknown")
        expectThat(turned === answer.kind || turned === "unknown", `${query.name}: ${answer.kind}, but ${turned ?? ""} in another order`);
      if (answer.kind === "unsat") expectThat(stronger !== "sat", `${query.name}: unsat, but sat with one assertion more`);
      if (answer.kind === "unknown") expectThat(answer.reason === "incomplete" || answer.reason === "time", `${query.name}: ${summary(answer)}`);
      const { core } = answer.kind === "unsat" ? answer : {};
      if (core === undefined) return;
      const again = all.ask({ ...query, assertions: query.assertions.filter(({ name }) => name !== undefined && core.includes(name)) }, effort);
      expectThat(again.kind === "unsat" || again.kind === "unknown", `${query.name}: ${solvers[index]?.name ?? ""} gives a core that is satisfiable`);
    });
  }
  process.stdout.write(`random terms: ${String(counts.sat)} sat, ${String(counts.unsat)} unsat, ${String(counts.unknown)} unknown\n`);
}

function alone(solver: Solver): void {
  const { name } = solver;
  const check = (what: string, answer: Answer, expected: string): void =>
    expectThat((answer.kind === "unknown" ? answer.reason : answer.kind) === expected, `${name}, ${what}: ${summary(answer)}, expected ${expected}`);
  const works = (): void => check("the next query", solver.ask(smallQuery(5), effort), "sat");
  for (const [query, expected] of specialQueries()) check(query.name, solver.ask(query, effort), expected);
  check("too little time", solver.ask(sumOfCubes(), { milliseconds: 200 }), "time");
  works();
  check("too few steps", solver.ask(sumOfCubes(), { ...effort, steps: 5_000 }), "steps");
  works();
  check("too little memory", solver.ask(factors(512), { milliseconds: 60_000, memory: 64 }), "memory");
  works();
  if (name.startsWith("z3")) {
    check("Horn clauses", solver.ask(countersQuery(10), effort), "sat");
    check("Horn clauses that are not so", solver.ask(countersQuery(9), effort), "unsat");
  }
  const again = (): string => JSON.stringify(solver.ask(smallQuery(50), effort), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  const [first, ...others] = Array.from({ length: 20 }, again);
  expectThat(
    others.every((one) => one === first),
    `${name}: the model depends on what was asked before`,
  );
}

const solvers = [chooseSolver("wasm"), chooseSolver("z3"), chooseSolver("cvc5")];
const missing = solvers.filter(({ name }) => name.endsWith("(missing)"));
if (missing.length > 0) {
  process.stderr.write(`${missing.map(({ name }) => name).join(", ")}: apt-get install z3 cvc5\n`);
  process.exit(1);
}
process.stdout.write(`${solvers.map(({ name }) => name).join(", ")}\n`);
solvers.forEach(alone);
compare(solvers);
for (const solver of solvers) solver.close();
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? "solvers agree\n" : `${String(problems.length)} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
