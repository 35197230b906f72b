/**
 * Constrained Horn clauses: an unknown predicate for each cut point, over what the variables hold there, that every run satisfies and nothing that is watched for
 * does. A solution is an inductive invariant (Bjørner, Gurfinkel, McMillan and Rybalchenko, Horn Clause Solvers for Program Verification, 2015; Spacer: Komuravelli,
 * Gurfinkel and Chaki, CAV 2014).
 *
 *     init(x)                       ⟹ P₀(x)
 *     P_ℓ(x) ∧ segment(x, y, ℓ, ℓ′) ⟹ P_ℓ′(y)
 *     P_ℓ(x) ∧ shows(x)             ⟹ false
 */
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { newTerms } from "../terms/index.ts";
import type { Definition, Pending, Query } from "../solver/index.ts";
import type { FunctionSymbol, Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { attempt, cellTerms, newContext } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { freeSymbols } from "./ask.ts";
import type { Watched } from "./conditions.ts";
import { conditionOf, quantifiesValues } from "./conditions.ts";
import type { Program } from "./program.ts";
import type { PathState } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, slotsAt, stored } from "./states.ts";
import { Unrolling } from "./unrolling.ts";

/** The clauses, whose solution says that no run shows what is watched for; states that an analysis excludes are shown not to come, too. @throws Refusal */
export function hornClauses(
  program: Program,
  watched: Watched,
  context: Context,
): { readonly clauses: readonly Term[]; readonly predicates: ReadonlyMap<number, FunctionSymbol>; readonly starts: ReadonlyMap<number, PathState> } {
  const { terms } = context;
  const layouts = new Map<number, readonly Slot[]>();
  for (const point of program.cuts.points) {
    const slots = slotsAt(program, point, context);
    if (slots !== undefined) layouts.set(point, slots);
  }
  const starts = new Map([...layouts].map(([point, slots]) => [point, anyState(slots, `horn ${String(point)}`, context)]));
  const predicates = new Map(
    [...starts].map(([point, { cells }]): readonly [number, FunctionSymbol] => [
      point,
      { name: `P${String(point)}`, domain: cells.flatMap(cellTerms).map(({ sort }) => sort), range: terms.true.sort },
    ]),
  );
  const bodies: { readonly body: Term; readonly head: Term }[] = [];
  const holdsAt = (point: number, { cells }: PathState): Term => terms.call(present(predicates.get(point)), ...cells.flatMap(cellTerms));
  const arrive = (premise: Term, point: number, state: PathState): void => {
    const slots = layouts.get(point);
    if (slots === undefined) return void bodies.push({ body: terms.and(premise, state.reach), head: terms.false });
    const { fits, ...kept } = stored(state, slots, context);
    bodies.push({ body: terms.and(premise, state.reach, terms.not(fits)), head: terms.false });
    bodies.push({ body: terms.and(premise, state.reach, fits), head: holdsAt(point, kept) });
  };
  arrive(terms.true, 0, initialState(program, context));
  for (const [point, start] of starts) {
    const here = terms.and(start.reach, holdsAt(point, start));
    const run = present(
      new Unrolling(program, new Map([[point, { ...start, reach: terms.true }]]), `horn ${String(point)}: `, context).layer(0).runs.get(point),
    );
    for (const [target, state] of run.exits) arrive(here, target, state);
    bodies.push({ body: terms.and(here, conditionOf(watched, run, program, context)), head: terms.false });
  }
  const clauses = bodies
    .filter(({ body }) => body.kind !== "false")
    .map(({ body, head }) => {
      const clause = terms.implies(terms.and(body, ...context.assumptions), head);
      return terms.forAll(freeSymbols(clause), clause);
    });
  return { clauses, predicates, starts };
}

/** The clauses in integers, with a context of their own. */
interface HornProblem {
  readonly query: Query;
  readonly context: Context;
  /** What the arguments of the predicate of each cut point are of. */
  readonly starts: ReadonlyMap<number, PathState>;
}

function hornProblem(program: Program, watched: Watched, { definitions, ends, bounds }: Context): HornProblem {
  const context = newContext({
    terms: newTerms(),
    definitions,
    arithmetic: "integers",
    strings: "numbers",
    ...(ends === undefined ? {} : { ends }),
    ...(bounds === undefined ? {} : { bounds }),
  });
  const { clauses, predicates, starts } = hornClauses(program, watched, context);
  const query: Query = {
    name: "horn",
    logic: "HORN",
    options: spacer.plain,
    assertions: clauses.map((term) => ({ term })),
    predicates: { terms: context.terms, symbols: [...predicates.values()] },
  };
  return { query, context, starts };
}

/** Ways in which Spacer searches: as it does by itself, and one that finds more relations between what a call is given and what it leaves. */
export const spacer = {
  plain: ["fp.spacer.eq_prop true", "fp.spacer.order_children 0"],
  relations: ["fp.spacer.eq_prop false", "fp.spacer.order_children 1"],
  /** As the second, and what it finds says something of every predicate by itself. It outlasts a query: `together` takes it back. */
  apart: ["fp.spacer.eq_prop false", "fp.spacer.order_children 1", "fp.xform.inline_linear false", "fp.xform.inline_eager false"],
  /** As the second again, behind that. */
  together: ["fp.spacer.eq_prop false", "fp.spacer.order_children 1", "fp.xform.inline_linear true", "fp.xform.inline_eager true"],
} as const;

/** The clauses as a query. @throws Refusal */
export function hornQuery(program: Program, watched: Watched, context: Context): Query {
  return hornProblem(program, watched, context).query;
}

/** A solution: for each cut point, in the order of their numbers, the definition of its predicate over the terms of `cells`. */
export interface HornSolution {
  readonly context: Context;
  readonly points: readonly { readonly point: number; readonly cells: readonly Cell[]; readonly definition: Definition }[];
}

/** The search for invariants that exclude what is watched for, which goes on aside while other things are asked. */
export interface HornSearch {
  /** Begins, unless it has begun. */
  readonly begin: () => void;
  /** Whether it has begun and is over. */
  readonly isOver: () => boolean;
  /** Waits for its end. Undefined where it was not begun, where the solver finds none, and where bodies would have quantifiers or no encoding. */
  readonly solution: () => HornSolution | undefined;
  /** Ends it, if it is not over. */
  readonly cancel: () => void;
}

/** Nothing is asked before it begins; `program`: as it is known then. */
export function hornSearch(program: () => Program, watched: Watched, given: Context, { solver, effort }: Oracle): HornSearch {
  let begun: (HornProblem & { readonly pending: Pending }) | "refused" | undefined;
  let found: { readonly solution: HornSolution | undefined } | undefined;
  const begin = (): HornProblem & { readonly pending: Pending } => {
    const problem = hornProblem(program(), watched, given);
    return { ...problem, pending: solver.begin(problem.query, effort) };
  };
  const solution = (): HornSolution | undefined => {
    if (begun === undefined || begun === "refused") return undefined;
    const { pending, context, starts } = begun;
    const answer = pending.answer();
    if (answer.kind !== "sat") return undefined;
    const points = [...starts].map(([point, { cells }], index) => ({ point, cells, definition: present(answer.definitions[index]) }));
    return { context, points };
  };
  return {
    begin: () => {
      if (begun !== undefined) return;
      const { commands, machine } = program();
      const isQuantified = watched.kind === "condition" ? watched.isQuantified : watched.kind === "no-value" && quantifiesValues(commands, machine.definitions);
      const made = isQuantified ? undefined : attempt(nowhere, begin);
      begun = made?.kind === "encoded" ? made.result : "refused";
    },
    isOver: () => begun === "refused" || found !== undefined || begun?.pending.isAnswered() === true,
    solution: () => (found ??= { solution: solution() }).solution,
    cancel: () => {
      if (begun !== undefined && begun !== "refused" && found === undefined) begun.pending.cancel();
    },
  };
}
