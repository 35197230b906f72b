/**
 * Shrinking of failing executions to 1-minimal ones, after Zeller and Hildebrandt ("Simplifying and isolating failure-inducing input", TSE 2002): first in
 * chunks, then one by one until nothing more can go. Every candidate is an execution of the semantics, so nothing impossible is ever shown.
 */
import { isFault } from "../../calculus/semantics/index.ts";
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { equalValues } from "../../calculus/values/index.ts";
import type { Configuration, Execution } from "../execution.ts";
import type { Attempt } from "./attempt.ts";
import { along, attempt, attemptStart, movesOf } from "./attempt.ts";
import type { Edit } from "./edits.ts";
import { coarseEdits, fineEdits, firstTouched, withoutCopy, withValue } from "./edits.ts";
import { weight } from "./simpler-values.ts";

export interface Shrunk<C> {
  readonly execution: Execution<C>;
  /** Whether no single edit is left; false only if the budget ended the search. */
  readonly minimal: boolean;
  /** Looks at enabled steps that the search took. */
  readonly effort: number;
}

export interface ShrinkOptions {
  /** The search ends after this many looks at enabled steps (and the candidate under way). */
  readonly budget: number;
}

/**
 * A failing execution in which nothing can be left out: if one role takes no steps, one step is not taken, one receive leaves no copy of its message, one choice (`any`, initial value, answer of a
 * function without body, branch of a `choose`) has the simplest value of its domain, or one integer of such a choice is halved (where the domain has the
 * half), then `fails` no longer holds or the execution is no smaller. After an edit every later move is taken if its role can still move and left out
 * otherwise. `fails` should ask for the same kind of failure, or shrinking drifts to another one; it must hold of `execution`, else this throws.
 * At most quadratically many candidates in the usual case, each replayed from the first step that the edit touches.
 */
export function shrink<C extends Configuration>(
  system: TransitionSystem<C>,
  execution: Execution<C>,
  fails: (candidate: Execution<C>) => boolean,
  options: ShrinkOptions = { budget: 20_000 },
): Shrunk<C> {
  let effort = 0;
  const count = (): void => {
    effort += 1;
  };
  const origin = attemptStart(system, execution.start.choices);
  let best = origin === undefined ? undefined : attempt(system, origin, movesOf(execution), count);
  if (best === undefined || !fails(best.execution)) throw new Error("the execution to shrink does not fail");

  /** Applies edits until none helps, going round so that work is not repeated after a success. False if the budget ran out. */
  const reduce = (start: Attempt<C>, editsOf: (of: Attempt<C>) => readonly Edit[]): boolean => {
    let smallest = start;
    let position = 0;
    for (;;) {
      const edits = editsOf(smallest);
      let tried = 0;
      for (; tried < edits.length; tried += 1) {
        if (effort > options.budget) return false;
        const place = (position + tried) % edits.length;
        const edit = edits[place];
        const candidate = edit === undefined ? undefined : edited(system, smallest, edit, count);
        if (candidate === undefined || !isSmaller(candidate, smallest) || !fails(candidate.execution)) continue;
        best = smallest = candidate;
        position = place;
        break;
      }
      if (tried >= edits.length) return true;
    }
  };
  const coarse = reduce(best, (of) => coarseEdits(movesOf(of.execution)));
  const minimal = coarse && reduce(best, (of) => fineEdits(movesOf(of.execution), of.made));
  return { execution: best.execution, minimal, effort };
}

/** What becomes of an execution under an edit; undefined if it can no longer start. */
function edited<C extends Configuration>(system: TransitionSystem<C>, from: Attempt<C>, edit: Edit, count: () => void): Attempt<C> | undefined {
  const moves = movesOf(from.execution);
  const choices = from.execution.start.choices;
  if (edit.kind === "value" && edit.made.step < 0) {
    const { description } = edit.made.request;
    const beginning = attemptStart(
      system,
      choices.map((choice) => (choice.request.description === description ? { ...choice, value: edit.value } : choice)),
    );
    return beginning === undefined ? undefined : attempt(system, beginning, moves, count);
  }
  const touched = firstTouched(edit);
  const beginning: Attempt<C> = {
    ...along(from.execution.start, from.path.slice(0, touched)),
    made: from.made.filter(({ step }) => step < touched),
  };
  const rest = moves.flatMap((move, index) => {
    if (index < touched) return [];
    if (edit.kind === "without-role") return move.role === edit.role ? [] : [move];
    if (edit.kind === "without-steps") return index < edit.to ? [] : [move];
    if (index !== touched) return [move];
    if (edit.kind === "value") return [{ ...move, wish: withValue(move.wish, edit.made, edit.value) }];
    if (edit.kind === "without-copy") return [{ ...move, wish: withoutCopy(move.wish) }];
    return [move.wish.kind === "choose" ? { ...move, wish: { ...move.wish, branch: 0 } } : move];
  });
  return attempt(system, beginning, rest, count);
}

/** Fewer faults; or as many, and fewer steps; or as many, and lighter choices; or as light ones, and more of them the simplest. Well-founded. */
function isSmaller<C>(candidate: Attempt<C>, than: Attempt<C>): boolean {
  const faults = faultsOf(candidate) - faultsOf(than);
  if (faults !== 0) return faults < 0;
  const steps = candidate.execution.steps.length - than.execution.steps.length;
  if (steps !== 0) return steps < 0;
  const [weightHere, weightThere] = [weightOf(candidate), weightOf(than)];
  if (weightHere !== weightThere) return weightHere < weightThere;
  return notSimplest(candidate) < notSimplest(than);
}

function faultsOf<C>({ execution }: Attempt<C>): number {
  return execution.steps.filter(({ label }) => isFault(label)).length;
}

function weightOf<C>({ made }: Attempt<C>): bigint {
  return made.reduce((sum, { value }) => sum + weight(value), 0n);
}

function notSimplest<C>({ made, execution }: Attempt<C>): number {
  const branches = execution.steps.filter(({ label }) => label.kind === "choose" && label.branch > 0).length;
  return branches + made.filter(({ value, simplest }) => !equalValues(value, simplest)).length;
}
