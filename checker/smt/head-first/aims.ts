/** What every run has to come to, and the runs that are looked at for it: with the branches in which roles are ignored, without them, and only until it is reached. */
import type { Model } from "../../../calculus/core/index.ts";
import type { Formula } from "../../../calculus/syntax/index.ts";
import { truthIn } from "./conditions.ts";
import { isCutOffAt } from "./endings.ts";
import type { Program } from "./program.ts";
import { withoutGivingUp } from "./program.ts";
import { isSeenInEveryOrder } from "./visible.ts";

export interface Aim {
  /** Absent: that everybody has finished and every message is received. */
  readonly formula: Formula | undefined;
  /** `leads-to`: whenever this is true, the formula is then or later. */
  readonly whenever?: Formula;
}

export interface AimPrograms {
  /** With the branches in which roles are ignored. */
  readonly whole: Program;
  /** Without them. */
  readonly runs: Program;
  /** Over for us where the aim is reached, if every order shows that, and where an assumption is false, after which runs do not count. */
  readonly untilAim: Program;
  /** Whether every order of the steps shows that the aim is reached. */
  readonly isAimSeen: boolean;
  /** Whether `untilAim` has all of the runs: nothing is over earlier. */
  readonly isFollowed: boolean;
}

/** The programs for an aim. Linear in the program. */
export function aimPrograms({ formula, whenever }: Aim, model: Model, whole: Program): AimPrograms {
  const runs = withoutGivingUp(whole);
  const isAimSeen = formula !== undefined && whenever === undefined && isSeenInEveryOrder(formula, model);
  const isOver: NonNullable<Program["isOver"]> = (location, cells, context) => {
    if (isCutOffAt(whole, location)) return context.terms.true;
    if (!isAimSeen) return context.terms.false;
    const { value, defined } = truthIn(formula, whole, location, cells, context);
    return context.terms.and(defined, value);
  };
  return { whole, runs, untilAim: { ...runs, isOver }, isAimSeen, isFollowed: !isAimSeen && !mayBeCutOff(runs) };
}

/** Whether some run may come to a false assumption. */
export function mayBeCutOff(program: Program): boolean {
  return program.process.locations.some((_, location) => isCutOffAt(program, location));
}
