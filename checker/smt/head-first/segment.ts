/**
 * Symbolic execution of a segment: every way from one cut point to the next ones at once, as one formula whose size is linear in the segment, because ways that meet
 * are merged by conditionals (King, Symbolic execution and program testing, CACM 1976; merging as in Flanagan and Saxe, Avoiding exponential explosion, POPL 2001).
 *
 *              ┌─ c₁ ─▶ ℓ₁ ─┐                     reach(ℓ₃) = taken(c₁) ∨ taken(c₂)
 *     ℓ₀ ──────┤            ├─▶ ℓ₃                x at ℓ₃   = ite(taken(c₁), x after c₁, x after c₂)
 *              └─ c₂ ─▶ ℓ₂ ─┘                     taken(cᵢ) = reach(ℓ₀) ∧ guard(cᵢ) ∧ pickᵢ
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import { present } from "../../../calculus/present.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Cells, Context, SymbolicValue } from "../values/index.ts";
import { chooseValue, encodeGuard, encodeTerms, encodeUpdates, iteCell, refuse } from "../values/index.ts";
import { areExclusive } from "./exclusive.ts";
import type { Program } from "./program.ts";
import type { SymbolicStep } from "./reliance.ts";
import { countsIn, replaceable } from "./reliance.ts";

/** Where a run is, by what holds if it is there: the condition, and what the variables hold then, by their indices. */
export interface PathState {
  readonly reach: Term;
  readonly cells: readonly Cell[];
}

export interface Branch {
  readonly typed: TypedCommand;
  /** The run comes here, and the guard is passed. */
  readonly offered: Term;
  /** It goes this way. At most one branch of a visit is taken. */
  readonly taken: Term;
  /** What an `any` chooses. */
  readonly chosen?: SymbolicValue;
  /** What a communication carries. */
  readonly payload: readonly SymbolicValue[];
  readonly after: readonly Cell[];
}

/** A location on the way. */
export interface Visit {
  readonly location: number;
  readonly state: PathState;
  readonly branches: readonly Branch[];
}

export interface SegmentRun {
  /** In an order in which every location stands behind those that lead to it. */
  readonly visits: readonly Visit[];
  /** By cut point; what cannot be reached is absent. */
  readonly exits: ReadonlyMap<number, PathState>;
}

/**
 * Executes the segment of a cut point from the state. Names of symbols that it makes end in `@` and the tag: different tags, different symbols.
 * @throws Refusal for what has no encoding
 */
export function executeSegment(program: Program, point: number, start: PathState, tag: string, context: Context): SegmentRun {
  const { terms } = context;
  const arriving = new Map<number, PathState[]>([[point, [start]]]);
  const exits = new Map<number, PathState[]>();
  const visits: Visit[] = [];
  for (const location of program.cuts.segment(point)) {
    const arrived = merged(arriving.get(location) ?? [], program, context);
    if (arrived === undefined) continue;
    const state = remembering(program, location, arrived, context);
    const branches = branchesOf(program, location, followed(program, location, state, context), tag, context);
    visits.push({ location, state, branches });
    for (const { typed, taken, after } of branches) {
      if (taken.kind === "false") continue;
      const { target } = typed.command;
      const into = program.isCut(target) ? exits : arriving;
      const before = into.get(target);
      const arrival = { reach: taken, cells: after };
      if (before === undefined) into.set(target, [arrival]);
      else before.push(arrival);
    }
  }
  const ends = [...exits].flatMap(([target, all]) => {
    const state = merged(all, program, context);
    return state === undefined || state.reach === terms.false ? [] : [[target, state] as const];
  });
  return { visits, exits: new Map(ends) };
}

/** The state with what is noted of it. */
function remembering({ noted }: Program, location: number, state: PathState, context: Context): PathState {
  if (noted === undefined) return state;
  const value = { kind: "boolean" as const, term: noted.value(location, state.cells, context) };
  return { ...state, cells: state.cells.with(noted.index, { value, isSet: context.terms.true }) };
}

/** The state, if runs are followed from it. */
function followed({ isOver }: Program, location: number, state: PathState, context: Context): PathState {
  if (isOver === undefined) return state;
  const { terms } = context;
  return { ...state, reach: terms.and(state.reach, terms.not(isOver(location, state.cells, context))) };
}

/** One state for several that exclude each other; undefined for none. Linear in variables and states. */
export function merged(states: readonly PathState[], { parts }: Program, context: Context): PathState | undefined {
  const [first, ...others] = states.filter(({ reach }) => reach.kind !== "false");
  if (first === undefined) return undefined;
  return others.reduce<PathState>(
    (all, one) => ({
      reach: context.terms.or(all.reach, one.reach),
      cells: all.cells.map((cell, index) => iteCell(parts.meeting(one.reach, context.terms), present(one.cells[index]), cell, context)),
    }),
    first,
  );
}

/** The commands of a location. Where several can be possible at once the solver picks: the first that is possible and picked, and the last if no other is. */
function branchesOf(program: Program, location: number, { reach, cells }: PathState, tag: string, context: Context): readonly Branch[] {
  const { terms } = context;
  const commands = present(program.commands[location]);
  const picks = !areExclusive(commands) || program.reliance !== undefined;
  let open: Term = reach;
  return commands.map((typed, index) => {
    const step = stepOf(program, typed, cells, `${String(location)}.${String(index)}@${tag}`, context);
    const isLast = index === commands.length - 1;
    const pick = picks && !isLast ? terms.symbol(`'pick ${String(location)}.${String(index)}@${tag}`, terms.true.sort) : terms.true;
    const taken = terms.and(open, pick, step.possible);
    if (picks) open = terms.and(open, terms.not(pick));
    return {
      typed,
      offered: terms.and(reach, step.guard),
      taken,
      after: step.after,
      payload: step.payload,
      ...(step.chosen === undefined ? {} : { chosen: step.chosen }),
    };
  });
}

function stepOf(program: Program, typed: TypedCommand, cells: readonly Cell[], place: string, context: Context): SymbolicStep {
  const { terms } = context;
  const look: Cells = (_, index) => present(cells[index]);
  const guard = encodeGuard(typed.guard, 0, look, context);
  const counts = countsIn(program.reliance?.statement(typed.command), context);
  if (guard.kind === "false" && counts.kind === "true") return { guard, possible: guard, after: cells, payload: [] };
  const { effect } = typed.command;
  const bound = [...cells];
  let chosen: SymbolicValue | undefined;
  let payload: readonly SymbolicValue[] = [];
  let possible = guard;
  switch (effect.kind) {
    case "any": {
      const [variable = 0] = typed.bound;
      const { name } = present(program.process.variables[variable]);
      const choice = chooseValue(`${name} ${place}`, effect.domain, { scope: program.scope, cells: look }, context);
      chosen = choice.value;
      bound[variable] = { value: choice.value, isSet: terms.true };
      possible = terms.and(possible, choice.answered, choice.defined, choice.holds);
      break;
    }
    case "transfer": {
      const sent = encodeTerms(
        typed.payload.map((term) => term ?? refuse("an expression that is too large")),
        look,
        context,
      );
      payload = sent.values;
      for (const [index, variable] of typed.bound.entries()) bound[variable] = { value: present(sent.values[index]), isSet: terms.true };
      possible = terms.and(possible, sent.answered, sent.defined);
      break;
    }
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
    case "give-up":
      break;
    case "send":
    case "receive":
      throw new Error("head first, messages are transferred");
    default:
      return assertNever(effect);
  }
  const updated = encodeUpdates(typed.updates, typed.guard, 0, (_, index) => present(bound[index]), context);
  const after = updated.cells.size === 0 ? bound : bound.map((cell, index) => updated.cells.get(index) ?? cell);
  const step = { guard, possible: terms.and(possible, updated.answered), after, payload, ...(chosen === undefined ? {} : { chosen }) };
  return counts.kind === "true" ? step : replaceable(step, counts, typed, program, place, context);
}
