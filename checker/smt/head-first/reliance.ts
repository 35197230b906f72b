/**
 * What a proof relies on: with a symbol for each statement, and for each initial value, that says whether it counts. Where it does not, a statement gives anything to
 * the variables that it writes, and goes any of its ways; an initial value is any of its type. So the symbols in an unsatisfiable core name what a proof needs.
 */
import type { Command, MachineProcess, MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Cell, Context, SymbolicValue } from "../values/index.ts";
import { freshValue, iteValue, shapeOf } from "../values/index.ts";

/** The names of the symbols; undefined of what always counts. All commands of one statement have one. */
export interface Reliance {
  readonly statement: (command: Command) => string | undefined;
  readonly initial: (variable: MachineVariable) => string | undefined;
  /** The variables that a command gives anything to where it does not count, by their indices. Whatever else it writes always counts. */
  readonly writes: (typed: TypedCommand) => readonly number[];
}

/** One command, encoded. */
export interface SymbolicStep {
  readonly guard: Term;
  readonly possible: Term;
  readonly after: readonly Cell[];
  readonly chosen?: SymbolicValue;
  readonly payload: readonly SymbolicValue[];
}

/** The symbol with this name, or true. */
export function countsIn(name: string | undefined, { terms }: Context): Term {
  return name === undefined ? terms.true : terms.symbol(name, boolSort);
}

/** The variables that a command gives values to, by their indices: not those that it forgets. */
export function written({ bound, updates }: TypedCommand): readonly number[] {
  return [...new Set([...bound, ...updates.filter(({ value }) => value.kind !== "unset").map(({ variable }) => variable)])];
}

/** The cell where `counts`, otherwise any value of the type. @throws Refusal for types that have no layout without bounds */
export function replaceableCell(
  { value, isSet }: Cell,
  counts: Term,
  type: Type,
  name: string,
  context: Context,
): { readonly cell: Cell; readonly wellFormed: Term } {
  const any = freshValue(name, shapeOf(type, context), context);
  return { cell: { value: iteValue(counts, value, any.value, context), isSet }, wellFormed: any.wellFormed };
}

/** The step as it is where `counts`, otherwise one that is possible anyhow and writes anything. Whether a choice has a value is asked of those that count alone. @throws Refusal */
export function replaceable(
  step: SymbolicStep,
  counts: Term,
  typed: TypedCommand,
  { process, reliance }: { readonly process: MachineProcess; readonly reliance?: Reliance },
  place: string,
  context: Context,
): SymbolicStep {
  const { terms } = context;
  const after = [...step.after];
  const conditions: Term[] = [];
  for (const index of reliance?.writes(typed) ?? []) {
    const { name, type } = present(process.variables[index]);
    const { cell, wellFormed } = replaceableCell(present(after[index]), counts, type, `${name} any ${place}`, context);
    after[index] = cell;
    conditions.push(wellFormed);
  }
  return { ...step, guard: terms.and(counts, step.guard), possible: terms.and(terms.implies(counts, step.possible), ...conditions), after };
}
