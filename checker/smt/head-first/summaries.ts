/**
 * Calls that nest without end, by Horn clauses: beside a predicate for each cut point a **summary** for each call, which relates what it is given with what it leaves
 * (Sharir and Pnueli, Two approaches to interprocedural data flow analysis, 1981; as Horn clauses: Bjørner, Gurfinkel, McMillan and Rybalchenko, 2015). The predicates
 * of a call remember what it was given and may not find again, g:
 *
 *     init(x)                                        ⟹ P₀(x)
 *     P_ℓ(g, x) ∧ segment(x, y, ℓ, ℓ′)               ⟹ P_ℓ′(g, y)
 *     P_ℓ(g, x)                                      ⟹ Q₀(given(x), given(x))      ℓ calls Q
 *     P_ℓ(g, x) ∧ S_Q(given(x), left(y)) ∧ frame     ⟹ P_ℓ′(g, y)                  ℓ calls Q and returns to ℓ′
 *     Q_ℓ(g, x), ℓ its end                           ⟹ S_Q(g, left(x))
 *     P_ℓ(g, x) ∧ (shows(x) ∨ leaves(x))             ⟹ false
 *
 * Everything is watched for inside of calls, too. Where somebody is through with a call that never ends for others (`leaves`), who stopped or are ignored, the clauses
 * would tell nothing of what follows: so that must not happen, or nothing is proved.
 */
import { present } from "../../../calculus/present.ts";
import type { Definition, Query } from "../solver/index.ts";
import type { FunctionSymbol, Term } from "../terms/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { cellTerms, newContext, refuse } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { freeSymbols, hasQuantifier } from "./ask.ts";
import type { Meaning, Said } from "./call-clauses.ts";
import { CallClauses } from "./call-clauses.ts";
import type { CallingProgram } from "./calls.ts";
import type { Watched } from "./conditions.ts";
import { spacer } from "./horn.ts";
import { slotsAt } from "./states.ts";

interface Clauses {
  readonly clauses: readonly Term[];
  readonly predicates: readonly FunctionSymbol[];
  /** What the predicates are of, in their order, and cells of which their arguments are the terms. */
  readonly said: readonly { readonly said: Said; readonly cells: readonly Cell[] }[];
}

/** The clauses whose solution says that no run shows it. @throws Refusal */
function summaryClauses(programs: readonly CallingProgram[], watched: Watched, context: Context): Clauses {
  const { terms } = context;
  const predicates = new Map<string, FunctionSymbol>();
  const said: { readonly said: Said; readonly cells: readonly Cell[] }[] = [];
  const made = clausesOf(programs, context, (one, cells) => {
    const leaves = cells.flatMap(cellTerms);
    const name = one.point === undefined ? `S${String(one.machine)}` : `P${String(one.machine)}.${String(one.point)}`;
    let symbol = predicates.get(name);
    if (symbol === undefined) {
      predicates.set(name, (symbol = { name, domain: leaves.map(({ sort }) => sort), range: terms.true.sort }));
      said.push({ said: one, cells });
    }
    return terms.call(symbol, ...leaves);
  });
  made.start();
  for (const program of programs) for (const point of program.cuts.points) made.follow(program, point, [watched]);
  const clauses = made.clauses
    .filter(({ body }) => body.kind !== "false")
    .map(({ body, head }) => {
      if (hasQuantifier(body)) refuse("quantifiers in Horn clauses");
      const clause = terms.implies(terms.and(body, ...context.assumptions), head);
      return terms.forAll(freeSymbols(clause), clause);
    });
  return { clauses, predicates: [...predicates.values()], said };
}

function clausesOf(programs: readonly CallingProgram[], context: Context, meaning: Meaning): CallClauses {
  return new CallClauses(programs, context, meaning, (program, point) => slotsAt(program, point, context));
}

/** Whether there is no state and no step that could show it, or after which nothing would be told. @throws Refusal */
export function isWatchedNowhere(programs: readonly CallingProgram[], watched: Watched, context: Context): boolean {
  const made = clausesOf(programs, context, () => context.terms.true);
  for (const program of programs) for (const point of program.cuts.points) made.follow(program, point, [watched]);
  return !made.watches;
}

function problemOf(
  programs: readonly CallingProgram[],
  watched: Watched,
  { definitions, ends, bounds }: Context,
): { readonly query: Query; readonly context: Context; readonly said: Clauses["said"] } {
  const options = { ...(ends === undefined ? {} : { ends }), ...(bounds === undefined ? {} : { bounds }) };
  const context = newContext({ terms: newTerms(), definitions, arithmetic: "integers", strings: "numbers", ...options });
  const { clauses, predicates, said } = summaryClauses(programs, watched, context);
  if (context.applications.length > 0) refuse("functions without body where calls nest without end");
  const query: Query = {
    name: "horn",
    logic: "HORN",
    assertions: clauses.map((term) => ({ term })),
    predicates: { terms: context.terms, symbols: predicates },
  };
  return { query, context, said };
}

/** What is said of cut points and of calls, as definitions of predicates over the terms of `cells`. */
export interface SummarySolution {
  readonly context: Context;
  readonly said: readonly { readonly said: Said; readonly cells: readonly Cell[]; readonly definition: Definition }[];
}

/** Summaries that exclude what is watched for; undefined where the solver finds none. @throws Refusal */
export function summarySolution(
  programs: readonly CallingProgram[],
  watched: Watched,
  given: Context,
  { solver, effort }: Oracle,
  ways: readonly (readonly string[])[] = [spacer.relations, spacer.plain],
): SummarySolution | undefined {
  const { query, context, said } = problemOf(programs, watched, given);
  const within = effort.steps === undefined ? effort : { ...effort, steps: effort.steps / 4 };
  for (const options of ways) {
    const answer = solver.ask({ ...query, options }, within);
    if (answer.kind === "sat") return { context, said: said.map((one, index) => ({ ...one, definition: present(answer.definitions[index]) })) };
  }
  return undefined;
}

/** Whether the solver finds summaries that exclude what is watched for. @throws Refusal */
export function excludedBySummaries(programs: readonly CallingProgram[], watched: Watched, context: Context, oracle: Oracle): boolean {
  return summarySolution(programs, watched, context, oracle) !== undefined;
}
