/**
 * Houdini: of candidates those that are inductive together are found by dropping, again and again, what a model refutes (Flanagan and Leino, Houdini, an annotation
 * assistant for ESC/Java, FME 2001). What is left holds whenever a run comes to the cut point:
 *
 *     init ⟹ ⋀ C₀        for every segment from ℓ to ℓ′:  ⋀ C_ℓ ∧ segment ⟹ ⋀ C_ℓ′
 */
import { present } from "../../../calculus/present.ts";
import type { Context } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { Candidate, CandidateForms } from "./candidates.ts";
import { candidatesAt } from "./candidates.ts";
import type { Program } from "./program.ts";
import type { PathState } from "./segment.ts";
import { anyState, initialState, slotsAt } from "./states.ts";
import { Unrolling } from "./unrolling.ts";

/** By cut point, what holds there. */
export type Invariants = ReadonlyMap<number, readonly Candidate[]>;

export const noInvariants: Invariants = new Map();

/** The largest inductive set of candidates; undefined where the solver does not know. At most as many queries as candidates and cut points. `tag`: of its symbols. @throws Refusal */
export function inductiveCandidates(
  program: Program,
  context: Context,
  oracle: Oracle,
  forms: CandidateForms = "all",
  tag = "houdini",
): Invariants | undefined {
  const { terms } = context;
  const left = new Map<number, readonly Candidate[]>();
  const starts = new Map<number, PathState>();
  for (const point of program.cuts.points) {
    const slots = slotsAt(program, point, context);
    if (slots === undefined) continue;
    left.set(point, candidatesAt(slots, program, context, forms));
    starts.set(point, anyState(slots, `${tag} ${String(point)}`, context));
  }
  /** Drops what does not hold in some of these arrivals; false if the solver does not know. */
  const weaken = (name: string, premise: readonly Candidate[], from: PathState, arrivals: readonly (readonly [number, PathState])[]): boolean | undefined => {
    let changed = false;
    for (;;) {
      const refuted = terms.or(
        ...arrivals.map(([point, { reach, cells }]) => terms.and(reach, terms.not(terms.and(...(left.get(point) ?? []).map(({ holds }) => holds(cells)))))),
      );
      const possible = isPossible(name, [...premise.map(({ holds }) => holds(from.cells)), refuted], context, oracle);
      if (possible.kind === "no") return changed;
      if (possible.kind === "unknown") return undefined;
      changed = true;
      let dropped = 0;
      const isTrue = (term: typeof refuted): boolean => {
        const value = possible.read(term);
        return value.kind === "boolean" && value.value;
      };
      for (const [point, { reach, cells }] of arrivals)
        if (isTrue(reach)) {
          const before = left.get(point) ?? [];
          const kept = before.filter(({ holds }) => isTrue(holds(cells)));
          dropped += before.length - kept.length;
          left.set(point, kept);
        }
      if (dropped === 0) return undefined;
      // What a segment begins with has become weaker: the premise is looked at again by the caller.
      if (arrivals.some(([point]) => starts.get(point) === from)) return true;
    }
  };
  const initial = initialState(program, context);
  if (weaken("invariants-start", [], initial, [[0, initial]]) === undefined) return undefined;
  const segments = [...starts].map(([point, start]) => {
    const run = present(new Unrolling(program, new Map([[point, start]]), `${tag} `, context).layer(0).runs.get(point));
    return { point, start, arrivals: [...run.exits] };
  });
  for (let isStable = !program.parts.looksAtConsecution; !isStable;) {
    isStable = true;
    for (const { point, start, arrivals } of segments) {
      if (arrivals.length === 0) continue;
      const changed = weaken(`invariants-${String(point)}`, left.get(point) ?? [], start, arrivals);
      if (changed === undefined) return undefined;
      if (changed) isStable = false;
    }
  }
  return new Map([...left].map(([point, all]) => [point, withoutRepetition(all)]));
}

/** Without what is said to hold under a condition and holds anyway. */
function withoutRepetition(candidates: readonly Candidate[]): readonly Candidate[] {
  const texts = new Set(candidates.map(({ text }) => text));
  return candidates.filter(({ unconditional }) => unconditional === undefined || !texts.has(unconditional));
}
