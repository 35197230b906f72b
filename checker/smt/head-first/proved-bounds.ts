/** Whether what an analysis says of states at cut points holds whenever a run comes there: it does if it holds at the start and every segment keeps it. */
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { Program } from "./program.ts";
import type { PathState, SegmentRun } from "./segment.ts";
import { executeSegment } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, slotsAt, stored } from "./states.ts";

/** Asks the solver once; `runs`: of every cut point that has a layout, from any state there. @throws Refusal */
export function keepBounds(
  program: Program,
  layouts: ReadonlyMap<number, readonly Slot[]>,
  runs: readonly SegmentRun[],
  context: Context,
  oracle: Oracle,
): boolean {
  const conditions = arrivalsOf(program, layouts, runs, context).map(({ leaves }) => leaves);
  return isPossible("bounds", [context.terms.or(...conditions)], context, oracle, "core first").kind === "no";
}

/** Where a run comes from the start, or from a cut point to the next one; `leaves`: with something that does not fit there. */
export interface Arrival {
  readonly point: number;
  readonly state: PathState;
  readonly leaves: Term;
}

/** All arrivals. @throws Refusal */
export function arrivalsOf(program: Program, layouts: ReadonlyMap<number, readonly Slot[]>, runs: readonly SegmentRun[], context: Context): readonly Arrival[] {
  const { terms } = context;
  const arrivals = [[0, initialState(program, context)] as const, ...runs.flatMap(({ exits }) => [...exits])];
  return arrivals.map(([point, state]) => {
    const slots = layouts.get(point);
    return { point, state, leaves: slots === undefined ? state.reach : terms.and(state.reach, terms.not(stored(state, slots, context).fits)) };
  });
}

/** The same of a program by itself. @throws Refusal */
export function hasProvedBounds(program: Program, context: Context, oracle: Oracle): boolean {
  const layouts = new Map<number, readonly Slot[]>();
  for (const point of program.cuts.points) {
    const slots = slotsAt(program, point, context);
    if (slots !== undefined) layouts.set(point, slots);
  }
  const runs = [...layouts].map(([point, slots]) =>
    executeSegment(program, point, anyState(slots, `bounds ${String(point)}`, context), `bounds ${String(point)}`, context),
  );
  return keepBounds(program, layouts, runs, context, oracle);
}
