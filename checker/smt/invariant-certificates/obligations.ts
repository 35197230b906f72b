/**
 * What has to be impossible for an argument to hold, in the words of Floyd: an invariant holds at the start, is kept by every segment between cut points, and excludes
 * the contrary (Floyd, Assigning Meanings to Programs, 1967); k-induction as in Sheeran, Singh and Stålmarck, FMCAD 2000.
 *
 *     initiation   init ∧ ¬I₀                         consecution  I_ℓ ∧ segment(ℓ, ℓ′) ∧ ¬I_ℓ′
 *     safety       I_ℓ ∧ shows(ℓ)                     (k = 0)      or: not in the first k rounds, nor in round k + 1 after k without it
 */
import { present } from "../../../calculus/present.ts";
import { conditionOf } from "../head-first/conditions.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import type { PathState } from "../head-first/segment.ts";
import { anyState, initialState, stored } from "../head-first/states.ts";
import type { Slot } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { shapeOf } from "../values/index.ts";
import type { Argument, Sizes } from "./certificate.ts";
import type { ReadFormula, ReadMeasure } from "./read-formula.ts";

export interface Obligation {
  /** Letters, digits and `-`. */
  readonly name: string;
  readonly premises: readonly Premise[];
  /** What must not be possible where the premises hold. */
  readonly excluded: Term;
  /** Why the argument fails if it is possible: a clause. */
  readonly otherwise: string;
}

export interface Premise {
  readonly term: Term;
  /** The formula that it is of, for cores; absent: of the program. */
  readonly formula?: ReadFormula;
}

export type Formulas = ReadonlyMap<number, readonly ReadFormula[]>;

/** The obligations of an argument that none of these is ever shown, in the order in which they are best asked. @throws Refusal */
export function* obligationsOf(
  program: Program,
  argument: Argument,
  formulas: Formulas,
  contraries: readonly Watched[],
  context: Context,
): Generator<Obligation, void> {
  if (argument.kind === "rounds") return yield* roundObligations(program, argument.last, contraries, context);
  const { k, sizes } = argument;
  const scene: Scene = { program, formulas, contraries, slots: slotsOf(program, sizes, context), context };
  yield* inductiveness(scene);
  yield* k === 0 ? safety(scene) : induction(scene, k);
}

interface Scene {
  readonly program: Program;
  readonly formulas: Formulas;
  readonly contraries: readonly Watched[];
  readonly slots: readonly Slot[];
  readonly context: Context;
}

/** The layout of any state, from the types of the variables alone; what a list, set or map holds is at most as many items as the sizes say. @throws Refusal */
export function slotsOf({ process: { variables } }: Program, sizes: Sizes, context: Context): readonly Slot[] {
  const bounded: Context = { ...context, bounds: sizes };
  return variables.map(({ name, type }) => ({ name, type, mayBeUnset: true, shape: shapeOf(type, bounded) }));
}

/** Initiation and consecution. */
function* inductiveness({ program, formulas, slots, context }: Scene): Generator<Obligation, void> {
  const { terms } = context;
  const initial = initialState(program, context);
  yield {
    name: "initiation",
    premises: [{ term: initial.reach }],
    excluded: missed(initial, formulas.get(0) ?? [], slots, context),
    otherwise: "an invariant does not hold at the start",
  };
  for (const point of program.cuts.points) {
    const { start, premises } = anywhereAt(point, formulas, slots, context);
    const run = present(unrolled(program, point, start, "from", context).layer(0).runs.get(point));
    const leaves = [...run.exits].map(([target, state]) => terms.and(state.reach, missed(state, formulas.get(target) ?? [], slots, context)));
    yield {
      name: `consecution-${String(point)}`,
      premises,
      excluded: terms.or(...leaves),
      otherwise: `an invariant is not kept by what follows location ${String(point)}`,
    };
  }
}

/** The tuples of measures at cut points, read; those of one certificate are as long as each other. */
export type Tuples = ReadonlyMap<number, readonly ReadMeasure[]>;

/** What must be impossible for the tuples to fall on every way from one cut point to the next one, where the invariants hold: those are kept, and no way makes it not fall. @throws Refusal */
export function* rankingObligations(program: Program, tuples: Tuples, sizes: Sizes, formulas: Formulas, context: Context): Generator<Obligation, void> {
  const scene: Scene = { program, formulas, contraries: [], slots: slotsOf(program, sizes, context), context };
  yield* inductiveness(scene);
  const { terms } = context;
  for (const point of program.cuts.points) {
    const { start, premises } = anywhereAt(point, formulas, scene.slots, context);
    const run = present(unrolled(program, point, start, "from", context).layer(0).runs.get(point));
    const strays = [...run.exits].map(([target, { reach, cells }]) =>
      terms.and(reach, terms.not(falls(tuples.get(point) ?? [], start.cells, tuples.get(target) ?? [], cells, context))),
    );
    yield {
      name: `ranking-${String(point)}`,
      premises,
      excluded: terms.or(...strays),
      otherwise: `the measures do not fall on a way from location ${String(point)}`,
    };
  }
}

/** The first that is not the same is smaller, and was not negative. */
function falls(from: readonly ReadMeasure[], before: readonly Cell[], to: readonly ReadMeasure[], after: readonly Cell[], context: Context): Term {
  const { terms, integers } = context;
  const rest = (index: number): Term => {
    const [old, fresh] = [from[index]?.at(before, context), to[index]?.at(after, context)];
    if (old === undefined || fresh === undefined) return terms.false;
    const isSmaller = terms.and(integers.less(fresh, old), integers.atMost(integers.literal(0n), old));
    const isSame = terms.and(integers.atMost(fresh, old), integers.atMost(old, fresh));
    return terms.or(isSmaller, terms.and(isSame, rest(index + 1)));
  };
  return rest(0);
}

/** k = 0: the invariants alone exclude what is watched for. */
function* safety({ program, formulas, contraries, slots, context }: Scene): Generator<Obligation, void> {
  for (const point of program.cuts.points) {
    const { start, premises } = anywhereAt(point, formulas, slots, context);
    const unrolling = unrolled(program, point, start, "from", context);
    const otherwise = `the invariants do not exclude the contrary behind location ${String(point)}`;
    yield { name: `safety-${String(point)}`, premises, excluded: shown(unrolling, 0, contraries, program, context), otherwise };
  }
}

/** k > 0: base and step. */
function* induction({ program, formulas, contraries, slots, context }: Scene, k: number): Generator<Obligation, void> {
  const { terms } = context;
  yield* base(program, k, contraries, context);
  for (const point of program.cuts.points) {
    const { start, premises } = anywhereAt(point, formulas, slots, context);
    const unrolling = unrolled(program, point, start, "from", context);
    const all: Premise[] = [...premises];
    for (let depth = 0; depth <= k; depth += 1) {
      if (depth > 0)
        for (const [at, { reach, cells }] of unrolling.layer(depth).arriving)
          for (const formula of formulas.get(at) ?? []) all.push({ term: terms.implies(reach, formula.holds(cells, context)), formula });
      if (depth < k) all.push({ term: terms.not(shown(unrolling, depth, contraries, program, context)) });
    }
    yield {
      name: `safety-${String(point)}`,
      premises: all,
      excluded: shown(unrolling, k, contraries, program, context),
      otherwise: `the contrary is not excluded in the round after ${String(k)} from location ${String(point)}`,
    };
  }
}

/** Nothing is shown in the first rounds of runs from the start. */
function* base(program: Program, rounds: number, contraries: readonly Watched[], context: Context): Generator<Obligation, Unrolling> {
  const unrolling = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  for (let depth = 0; depth < rounds; depth += 1)
    yield {
      name: `round-${String(depth)}`,
      premises: [],
      excluded: shown(unrolling, depth, contraries, program, context),
      otherwise: `the contrary is possible in round ${String(depth)}`,
    };
  return unrolling;
}

function* roundObligations(program: Program, last: number, contraries: readonly Watched[], context: Context): Generator<Obligation, void> {
  const unrolling = yield* base(program, last + 1, contraries, context);
  yield {
    name: "over",
    premises: [],
    excluded: context.terms.or(...[...unrolling.layer(last + 1).arriving.values()].map(({ reach }) => reach)),
    otherwise: `a run is not over after round ${String(last)}`,
  };
}

/** Any state at the cut point where its formulas hold. */
function anywhereAt(
  point: number,
  formulas: Formulas,
  slots: readonly Slot[],
  context: Context,
): { readonly start: PathState; readonly premises: readonly Premise[] } {
  const start = anyState(slots, `at ${String(point)}`, context);
  const own = (formulas.get(point) ?? []).map((formula): Premise => ({ term: formula.holds(start.cells, context), formula }));
  return { start: { ...start, reach: context.terms.true }, premises: [{ term: start.reach }, ...own] };
}

/** The state does not fit into the layout, or one of the formulas does not hold. */
export function missed(state: PathState, formulas: readonly ReadFormula[], slots: readonly Slot[], context: Context): Term {
  const { fits, cells } = stored(state, slots, context);
  return context.terms.not(context.terms.and(fits, ...formulas.map(({ holds }) => holds(cells, context))));
}

function unrolled(program: Program, point: number, start: PathState, tag: string, context: Context): Unrolling {
  return new Unrolling(program, new Map([[point, start]]), `${tag} ${String(point)}: `, context);
}

/** One of them is shown in the round with this number. */
export function shown(unrolling: Unrolling, depth: number, contraries: readonly Watched[], program: Program, context: Context): Term {
  const runs = [...unrolling.layer(depth).runs.values()];
  return context.terms.or(...runs.flatMap((run) => contraries.map((watched) => conditionOf(watched, run, program, context))));
}
