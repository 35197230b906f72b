/** What every run has to come to, and the runs that are looked at for it: with the branches in which roles are ignored, without them, and only until it is reached. */
import type { Model } from "../../../calculus/core/index.ts";
import type { Formula } from "../../../calculus/syntax/index.ts";
import type { MachineVariable } from "../../../calculus/machine/index.ts";
import { boolType } from "../../../calculus/values/index.ts";
import { join, shapeOfValue } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import type { Watched } from "./conditions.ts";
import { conditionAt, truthIn } from "./conditions.ts";
import { isCutOffAt } from "./endings.ts";
import type { Program } from "./program.ts";
import { withoutGivingUp } from "./program.ts";
import { isOfOneRole, isSeenInEveryOrder } from "./visible.ts";

const bothTruths = join(shapeOfValue(true), shapeOfValue(false));

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

/**
 * The program remembers whether what should lead to the formula has been true, and, if one role sees both, whether the formula has not been true since. Undefined where
 * that depends on the order of the steps. Linear in the program.
 */
export function rememberingTrigger({ formula, whenever }: Aim, model: Model, program: Program): Program | undefined {
  if (formula === undefined || whenever === undefined || !isOfOneRole(whenever, model)) return undefined;
  const isOfBoth = isOfOneRole({ kind: "and", left: whenever, right: formula, span: whenever.span }, model);
  const index = program.process.variables.length;
  const variable: MachineVariable = {
    ...{ name: "'triggered", source: { role: "", variable: "'triggered" }, type: boolType, durable: false },
    initial: { kind: "value", value: false },
  };
  return {
    ...program,
    process: { ...program.process, variables: [...program.process.variables, variable] },
    known: (location) => {
      const known = program.known(location);
      return known === undefined ? undefined : [...known, { shape: bothTruths, mayBeUnset: false }];
    },
    noted: {
      index,
      value: (location, cells, context) => {
        const { terms } = context;
        const isTrue = (one: Formula): Term => {
          const { value, defined } = truthIn(one, program, location, cells, context);
          return terms.and(defined, value);
        };
        const triggered = terms.or(remembered(cells, index, context), isTrue(whenever));
        return isOfBoth ? terms.and(triggered, terms.not(isTrue(formula))) : triggered;
      },
    },
  };
}

/** A run that ends without the formula, after what should have led to it. */
export function missedAfterTrigger(formula: Formula | undefined, program: Program): Watched {
  return {
    kind: "condition",
    isQuantified: false,
    at: (visit, context) =>
      context.terms.and(conditionAt({ kind: "missed", formula }, visit, program, context), remembered(visit.state.cells, program.noted?.index ?? -1, context)),
  };
}

function remembered(cells: readonly Cell[], index: number, { terms }: Context): Term {
  const value = cells[index]?.value;
  return value?.kind === "boolean" ? value.term : terms.false;
}

/** Whether some run may come to a false assumption. */
export function mayBeCutOff(program: Program): boolean {
  return program.process.locations.some((_, location) => isCutOffAt(program, location));
}
