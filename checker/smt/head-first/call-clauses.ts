/**
 * What has to hold of calls that nest without end, as clauses over what is said of each cut point and of each call: whatever is said (unknown predicates, or formulas), if
 * the clauses hold no run shows what is watched for (`summaries.ts`; Bjørner, Gurfinkel, McMillan and Rybalchenko, 2015).
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { nothing, storeCell } from "../values/index.ts";
import type { CallingProgram } from "./calls.ts";
import { cellsOfCall } from "./calls.ts";
import { conditionInCall } from "./condition-in-call.ts";
import { conditionAt } from "./conditions.ts";
import type { Watched } from "./conditions.ts";
import type { PathState, Visit } from "./segment.ts";
import { executeSegment } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, stored } from "./states.ts";

export interface Clause {
  /** Which part of the proof it is: letters, digits and `-`. Several clauses have one name. */
  readonly name: string;
  readonly body: Term;
  readonly head: Term;
}

/** What is said of a cut point of a machine, or of the calls whose machine it is, where `point` is absent. */
export interface Said {
  readonly machine: number;
  readonly point?: number;
}

/** Of a cut point the cells are what the call remembers of what it was given, and the variables; of a call what it was given, and what it leaves. */
export type Meaning = (said: Said, cells: readonly Cell[]) => Term;

/** Clauses, made by `start` and by `follow` for each cut point of each program. */
export class CallClauses {
  readonly clauses: Clause[] = [];
  /** Whether something is watched for anywhere. */
  watches = false;
  readonly #programs: readonly CallingProgram[];
  readonly #context: Context;
  readonly #meaning: Meaning;
  readonly #layouts: readonly ReadonlyMap<number, readonly Slot[]>[];

  /** `slotsOf`: how variables are laid out at a cut point, where somebody comes there. @throws Refusal */
  constructor(
    programs: readonly CallingProgram[],
    context: Context,
    meaning: Meaning,
    slotsOf: (program: CallingProgram, point: number) => readonly Slot[] | undefined,
  ) {
    this.#programs = programs;
    this.#context = context;
    this.#meaning = meaning;
    this.#layouts = programs.map((program) => {
      const layouts = new Map<number, readonly Slot[]>();
      for (const point of program.cuts.points) {
        const slots = slotsOf(program, point);
        if (slots !== undefined) layouts.set(point, slots);
      }
      return layouts;
    });
  }

  start(): void {
    const main = present(this.#programs[0]);
    this.#arrive("initiation", this.#context.terms.true, main, [], 0, initialState(main, this.#context));
  }

  /** What begins at a cut point. */
  follow(program: CallingProgram, point: number, contraries: readonly Watched[]): void {
    const { terms } = this.#context;
    const slots = this.#layouts[program.number]?.get(point);
    if (slots === undefined) return;
    const tag = `horn ${String(program.number)}.${String(point)}`;
    const given = anyState(this.#rememberedSlots(program), `${tag} given`, this.#context);
    const start = anyState(slots, tag, this.#context);
    const here = terms.and(start.reach, given.reach, this.#at(program, given.cells, point, start.cells));
    const run = executeSegment(program, point, { ...start, reach: terms.true }, tag, this.#context);
    const call = program.calls.get(point);
    const place = `${String(program.number)}-${String(point)}`;
    for (const [target, state] of run.exits) {
      const summary = call === undefined ? terms.true : this.#summary(here, program, point, present(this.#programs[call.callee]), start.cells, state.cells);
      this.#arrive(`consecution-${place}`, terms.and(here, summary), program, given.cells, target, state);
    }
    if (call !== undefined) this.#enter(here, program, point, present(this.#programs[call.callee]), start.cells);
    for (const visit of run.visits) {
      const { location, state } = visit;
      if (program.between.has(location)) continue;
      const isEnd = program.number > 0 && program.process.locations[location]?.isEnd === true;
      if (isEnd) this.#leave(terms.and(here, state.reach), program, given.cells, state.cells);
      const shown = terms.or(...contraries.map((watched) => this.#shown(watched, visit, program)));
      const isLeft = program.leaving.has(location) ? state.reach : terms.false;
      if (shown.kind !== "false" || isLeft.kind !== "false") this.watches = true;
      this.#exclude(`safety-${place}`, terms.and(here, shown));
      this.#exclude(`leaving-${place}`, terms.and(here, isLeft));
    }
  }

  #shown(watched: Watched, visit: Visit, program: CallingProgram): Term {
    if (program.number === 0) return conditionAt(watched, visit, program, this.#context);
    if (!program.parts.looksIntoCalls) return this.#context.terms.false;
    return conditionInCall(watched, visit, program, new Set(this.#programs[0]?.process.of), this.#context);
  }

  #exclude(name: string, body: Term): void {
    this.clauses.push({ name, body, head: this.#context.terms.false });
  }

  /** The layout of what a call remembers. */
  #rememberedSlots(program: CallingProgram): readonly Slot[] {
    const slots = present(this.#layouts[program.number]?.get(0));
    return program.remembered.map((index) => present(slots[index]));
  }

  #at({ number }: CallingProgram, given: readonly Cell[], point: number, cells: readonly Cell[]): Term {
    return this.#meaning({ machine: number, point }, [...given, ...cells]);
  }

  #arrive(name: string, premise: Term, program: CallingProgram, given: readonly Cell[], point: number, state: PathState): void {
    const { terms } = this.#context;
    const slots = this.#layouts[program.number]?.get(point);
    const body = terms.and(premise, state.reach);
    if (slots === undefined) {
      this.#exclude(name, body);
      return;
    }
    const { fits, cells } = stored(state, slots, this.#context);
    this.#exclude(name, terms.and(body, terms.not(fits)));
    this.clauses.push({ name, body: terms.and(body, fits), head: this.#at(program, given, point, cells) });
  }

  /** These cells in the layout of what a callee is given. What does not fit is shown not to come. */
  #passed(name: string, premise: Term, callee: CallingProgram, variables: readonly number[], cells: readonly Cell[]): readonly Cell[] {
    const slots = present(this.#layouts[callee.number]?.get(0));
    const passed = variables.map((index, position) => storeCell(present(cells[position]), present(slots[index]).shape, false, this.#context));
    const { terms } = this.#context;
    this.#exclude(name, terms.and(premise, terms.not(terms.and(...passed.map(({ fits }) => fits)))));
    return passed.map(({ cell }) => cell);
  }

  #enter(premise: Term, caller: CallingProgram, location: number, callee: CallingProgram, cells: readonly Cell[]): void {
    const name = `entering-${String(caller.number)}-${String(location)}`;
    const given = this.#passed(name, premise, callee, callee.given, cellsOfCall(caller, location, callee, callee.given, cells));
    const unset: Cell = { value: nothing, isSet: this.#context.terms.false };
    const begun = callee.process.variables.map((_, index) => given[callee.given.indexOf(index)] ?? unset);
    const remembered = callee.remembered.map((index) => present(begun[index]));
    this.#arrive(name, premise, callee, remembered, 0, { reach: this.#context.terms.true, cells: begun });
  }

  #leave(premise: Term, callee: CallingProgram, remembered: readonly Cell[], cells: readonly Cell[]): void {
    const now = (variables: readonly number[]): readonly Cell[] => variables.map((index) => present(cells[index]));
    const given = callee.given.map((index) => present(remembered[callee.remembered.indexOf(index)] ?? cells[index]));
    const name = `summary-${String(callee.number)}`;
    const all = this.#passed(name, premise, callee, [...callee.given, ...callee.left], [...given, ...now(callee.left)]);
    this.clauses.push({ name, body: premise, head: this.#summaryOf(callee, all) });
  }

  #summary(premise: Term, caller: CallingProgram, location: number, callee: CallingProgram, before: readonly Cell[], after: readonly Cell[]): Term {
    const name = `entering-${String(caller.number)}-${String(location)}`;
    const given = this.#passed(name, premise, callee, callee.given, cellsOfCall(caller, location, callee, callee.given, before));
    // These were chosen just now: they fit.
    const left = this.#passed(name, this.#context.terms.false, callee, callee.left, cellsOfCall(caller, location, callee, callee.left, after));
    return this.#summaryOf(callee, [...given, ...left]);
  }

  /** Of what the call was given and of what it has left. */
  #summaryOf({ number }: CallingProgram, all: readonly Cell[]): Term {
    return this.#meaning({ machine: number }, all);
  }
}
