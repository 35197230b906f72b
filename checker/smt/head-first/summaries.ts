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
import type { Query } from "../solver/index.ts";
import type { FunctionSymbol, Term } from "../terms/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { cellTerms, newContext, nothing, refuse, storeCell } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { freeSymbols, hasQuantifier } from "./ask.ts";
import type { CallingProgram } from "./calls.ts";
import { cellsOfCall } from "./calls.ts";
import { conditionInCall } from "./condition-in-call.ts";
import type { Watched } from "./conditions.ts";
import { spacer } from "./horn.ts";
import { conditionAt } from "./conditions.ts";
import type { PathState, Visit } from "./segment.ts";
import { executeSegment } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, slotsAt, stored } from "./states.ts";

interface Clause {
  readonly body: Term;
  readonly head: Term;
}

/** The clauses whose solution says that no run shows it. @throws Refusal */
export function summaryClauses(
  programs: readonly CallingProgram[],
  watched: Watched,
  context: Context,
): { readonly clauses: readonly Term[]; readonly predicates: readonly FunctionSymbol[] } {
  const { terms } = context;
  const made = new Clauses(programs, context);
  made.start();
  for (const program of programs) for (const point of program.cuts.points) made.follow(program, point, watched);
  const clauses = made.clauses
    .filter(({ body }) => body.kind !== "false")
    .map(({ body, head }) => {
      if (hasQuantifier(body)) refuse("quantifiers in Horn clauses");
      const clause = terms.implies(terms.and(body, ...context.assumptions), head);
      return terms.forAll(freeSymbols(clause), clause);
    });
  return { clauses, predicates: [...made.predicates.values()] };
}

/** Whether there is no state and no step that could show it, or after which nothing would be told. @throws Refusal */
export function isWatchedNowhere(programs: readonly CallingProgram[], watched: Watched, context: Context): boolean {
  const made = new Clauses(programs, context);
  for (const program of programs) for (const point of program.cuts.points) made.follow(program, point, watched);
  return !made.watches;
}

/** As a query, in integers, with a context of its own. @throws Refusal */
export function summaryQuery(programs: readonly CallingProgram[], watched: Watched, { definitions, ends, bounds }: Context): Query {
  const options = { ...(ends === undefined ? {} : { ends }), ...(bounds === undefined ? {} : { bounds }) };
  const context = newContext({ terms: newTerms(), definitions, arithmetic: "integers", strings: "numbers", ...options });
  const { clauses, predicates } = summaryClauses(programs, watched, context);
  if (context.applications.length > 0) refuse("functions without body where calls nest without end");
  return {
    name: "horn",
    logic: "HORN",
    assertions: clauses.map((term) => ({ term })),
    predicates: { terms: context.terms, symbols: predicates },
  };
}

/** Whether the solver finds summaries that exclude what is watched for. @throws Refusal */
export function excludedBySummaries(programs: readonly CallingProgram[], watched: Watched, context: Context, { solver, effort }: Oracle): boolean {
  const query = summaryQuery(programs, watched, context);
  const within = effort.steps === undefined ? effort : { ...effort, steps: effort.steps / 4 };
  return [spacer.relations, spacer.plain].some((options) => solver.ask({ ...query, options }, within).kind === "sat");
}

class Clauses {
  readonly clauses: Clause[] = [];
  readonly predicates = new Map<string, FunctionSymbol>();
  /** Whether something is watched for anywhere. */
  watches = false;
  readonly #programs: readonly CallingProgram[];
  readonly #context: Context;
  readonly #layouts: readonly ReadonlyMap<number, readonly Slot[]>[];

  constructor(programs: readonly CallingProgram[], context: Context) {
    this.#programs = programs;
    this.#context = context;
    this.#layouts = programs.map((program) => {
      const layouts = new Map<number, readonly Slot[]>();
      for (const point of program.cuts.points) {
        const slots = slotsAt(program, point, context);
        if (slots !== undefined) layouts.set(point, slots);
      }
      return layouts;
    });
  }

  start(): void {
    const main = present(this.#programs[0]);
    this.#arrive(this.#context.terms.true, main, [], 0, initialState(main, this.#context));
  }

  /** What begins at a cut point. */
  follow(program: CallingProgram, point: number, watched: Watched): void {
    const { terms } = this.#context;
    const slots = this.#layouts[program.number]?.get(point);
    if (slots === undefined) return;
    const tag = `horn ${String(program.number)}.${String(point)}`;
    const given = anyState(this.#rememberedSlots(program), `${tag} given`, this.#context);
    const start = anyState(slots, tag, this.#context);
    const here = terms.and(start.reach, given.reach, this.#at(program, given.cells, point, start.cells));
    const run = executeSegment(program, point, { ...start, reach: terms.true }, tag, this.#context);
    const call = program.calls.get(point);
    for (const [target, state] of run.exits) {
      const summary = call === undefined ? terms.true : this.#summary(here, program, point, present(this.#programs[call.callee]), start.cells, state.cells);
      this.#arrive(terms.and(here, summary), program, given.cells, target, state);
    }
    if (call !== undefined) this.#enter(here, program, point, present(this.#programs[call.callee]), start.cells);
    for (const visit of run.visits) {
      const { location, state } = visit;
      if (program.between.has(location)) continue;
      const isEnd = program.number > 0 && program.process.locations[location]?.isEnd === true;
      if (isEnd) this.#leave(terms.and(here, state.reach), program, given.cells, state.cells);
      const shown = this.#shown(watched, visit, program);
      const isLeft = program.leaving.has(location) ? state.reach : terms.false;
      if (shown.kind !== "false" || isLeft.kind !== "false") this.watches = true;
      this.#exclude(terms.and(here, shown));
      this.#exclude(terms.and(here, isLeft));
    }
  }

  #shown(watched: Watched, visit: Visit, program: CallingProgram): Term {
    if (program.number === 0) return conditionAt(watched, visit, program, this.#context);
    if (!program.parts.looksIntoCalls) return this.#context.terms.false;
    return conditionInCall(watched, visit, program, new Set(this.#programs[0]?.process.of), this.#context);
  }

  #exclude(body: Term): void {
    this.clauses.push({ body, head: this.#context.terms.false });
  }

  /** The layout of what a call remembers. */
  #rememberedSlots(program: CallingProgram): readonly Slot[] {
    const slots = present(this.#layouts[program.number]?.get(0));
    return program.remembered.map((index) => present(slots[index]));
  }

  #predicate(name: string, ...cells: readonly (readonly Cell[])[]): Term {
    const { terms } = this.#context;
    const leaves = cells.flat().flatMap(cellTerms);
    let symbol = this.predicates.get(name);
    if (symbol === undefined) this.predicates.set(name, (symbol = { name, domain: leaves.map(({ sort }) => sort), range: terms.true.sort }));
    return terms.call(symbol, ...leaves);
  }

  #at({ number }: CallingProgram, given: readonly Cell[], point: number, cells: readonly Cell[]): Term {
    return this.#predicate(`P${String(number)}.${String(point)}`, given, cells);
  }

  #arrive(premise: Term, program: CallingProgram, given: readonly Cell[], point: number, state: PathState): void {
    const { terms } = this.#context;
    const slots = this.#layouts[program.number]?.get(point);
    const body = terms.and(premise, state.reach);
    if (slots === undefined) {
      this.#exclude(body);
      return;
    }
    const { fits, cells } = stored(state, slots, this.#context);
    this.#exclude(terms.and(body, terms.not(fits)));
    this.clauses.push({ body: terms.and(body, fits), head: this.#at(program, given, point, cells) });
  }

  /** These cells in the layout of what a callee is given. What does not fit is shown not to come. */
  #passed(premise: Term, callee: CallingProgram, variables: readonly number[], cells: readonly Cell[]): readonly Cell[] {
    const slots = present(this.#layouts[callee.number]?.get(0));
    const passed = variables.map((index, position) => storeCell(present(cells[position]), present(slots[index]).shape, false, this.#context));
    const { terms } = this.#context;
    this.#exclude(terms.and(premise, terms.not(terms.and(...passed.map(({ fits }) => fits)))));
    return passed.map(({ cell }) => cell);
  }

  #enter(premise: Term, caller: CallingProgram, location: number, callee: CallingProgram, cells: readonly Cell[]): void {
    const given = this.#passed(premise, callee, callee.given, cellsOfCall(caller, location, callee, callee.given, cells));
    const unset: Cell = { value: nothing, isSet: this.#context.terms.false };
    const begun = callee.process.variables.map((_, index) => given[callee.given.indexOf(index)] ?? unset);
    const remembered = callee.remembered.map((index) => present(begun[index]));
    this.#arrive(premise, callee, remembered, 0, { reach: this.#context.terms.true, cells: begun });
  }

  #leave(premise: Term, callee: CallingProgram, remembered: readonly Cell[], cells: readonly Cell[]): void {
    const now = (variables: readonly number[]): readonly Cell[] => variables.map((index) => present(cells[index]));
    const given = callee.given.map((index) => present(remembered[callee.remembered.indexOf(index)] ?? cells[index]));
    const all = this.#passed(premise, callee, [...callee.given, ...callee.left], [...given, ...now(callee.left)]);
    this.clauses.push({ body: premise, head: this.#summaryOf(callee, all) });
  }

  #summary(premise: Term, caller: CallingProgram, location: number, callee: CallingProgram, before: readonly Cell[], after: readonly Cell[]): Term {
    const given = this.#passed(premise, callee, callee.given, cellsOfCall(caller, location, callee, callee.given, before));
    // These were chosen just now: they fit.
    const left = this.#passed(this.#context.terms.false, callee, callee.left, cellsOfCall(caller, location, callee, callee.left, after));
    return this.#summaryOf(callee, [...given, ...left]);
  }

  /** Of what the call was given and of what it has left. */
  #summaryOf({ number }: CallingProgram, all: readonly Cell[]): Term {
    return this.#predicate(`S${String(number)}`, all);
  }
}
