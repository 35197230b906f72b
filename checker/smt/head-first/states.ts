/** States of a program that runs begin in: the initial ones, and any state at a cut point that an analysis does not exclude. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context, ValueShape } from "../values/index.ts";
import { chooseValue, encodeExpression, encodeLiteral, freshCell, nothing, shapeOf, storeCell } from "../values/index.ts";
import type { Program } from "./program.ts";
import { countsIn, replaceableCell } from "./reliance.ts";
import type { PathState } from "./segment.ts";

/** All initial states at once: `reach` says that what variables hold is what their declarations allow. What is chosen is called `x@tag`. @throws Refusal */
export function initialState({ process, scope, reliance }: Pick<Program, "process" | "scope" | "reliance">, context: Context, tag = "0"): PathState {
  const { terms } = context;
  const environment = { scope, cells: (): Cell => ({ value: nothing, isSet: terms.false }) };
  const conditions: Term[] = [];
  const cells = process.variables.map((variable): Cell => {
    const { name, type, initial } = variable;
    if (initial === undefined) return { value: nothing, isSet: terms.false };
    const counts = countsIn(reliance?.initial(variable), context);
    const begins = (cell: Cell, ...all: readonly Term[]): Cell => {
      if (counts.kind === "true") {
        conditions.push(...all);
        return cell;
      }
      const replaced = replaceableCell(cell, counts, type, `${name} any@0`, context);
      conditions.push(terms.implies(counts, terms.and(...all)), replaced.wellFormed);
      return replaced.cell;
    };
    switch (initial.kind) {
      case "value":
        return { value: encodeLiteral(initial.value, context), isSet: terms.true };
      case "expression": {
        const { value, defined, answered } = encodeExpression(initial.expression, environment, context, type);
        return begins({ value, isSet: terms.true }, defined, answered);
      }
      case "any": {
        const { value, holds, defined, answered } = chooseValue(`${name}@${tag}`, initial.domain, environment, context);
        return begins({ value, isSet: terms.true }, defined, answered, holds);
      }
      default:
        return assertNever(initial);
    }
  });
  return { reach: terms.and(...conditions), cells };
}

/** How a variable is laid out at a cut point. */
export interface Slot {
  readonly name: string;
  readonly type: Type;
  readonly shape: ValueShape;
  readonly mayBeUnset: boolean;
}

/** The layout of the variables at a location, by their indices; undefined where nobody comes. @throws Refusal */
export function slotsAt({ process, known }: Program, location: number, context: Context): readonly Slot[] | undefined {
  const here = known(location);
  return here?.map(({ shape, mayBeUnset, sizes }, index) => {
    const { name, type } = present(process.variables[index]);
    const isNever = mayBeUnset && shape.kind === "none";
    return { name, type, mayBeUnset, shape: isNever ? { kind: "nothing" } : shapeOf(type, context, shape, (place) => sizes?.get(place)) };
  });
}

/** Any state with these slots: `reach` says that the values are within them. Symbols are called `x@tag`. */
export function anyState(slots: readonly Slot[], tag: string, context: Context): PathState {
  const fresh = slots.map(({ name, shape, mayBeUnset }) => freshCell(`${name}@${tag}`, shape, mayBeUnset, context));
  return { reach: context.terms.and(...fresh.map(({ wellFormed }) => wellFormed)), cells: fresh.map(({ cell }) => cell) };
}

/** The state in these slots, and that it fits, which an analysis says of every state that is reached. */
export function stored({ reach, cells }: PathState, slots: readonly Slot[], context: Context): PathState & { readonly fits: Term } {
  const all = slots.map(({ shape, mayBeUnset }, index) => storeCell(present(cells[index]), shape, mayBeUnset, context));
  return { reach, cells: all.map(({ cell }) => cell), fits: context.terms.and(...all.map(({ fits }) => fits)) };
}
