/**
 * Measures: linear functions of the integers that all cut points of some loops have, with coefficients −1 and 1, of which one may be a ranking function. A Boolean
 * counts as 1 or 0 (templates as in Podelski and Rybalchenko, A Complete Method for the Synthesis of Linear Ranking Functions, VMCAI 2004).
 */
import { present } from "../../../calculus/present.ts";
import type { Cell, Context, SymbolicInteger } from "../values/index.ts";
import { constantsOf, placesOf } from "./candidates.ts";
import type { Program } from "./program.ts";
import type { Slot } from "./states.ts";
import { namedVariables } from "./variable-names.ts";

/** An integer of every state. */
export interface Quantity {
  /** As an expression. */
  readonly text: string;
  /** 0 where it is not there. */
  readonly at: (cells: readonly Cell[]) => SymbolicInteger;
}

/** The sum of some quantities, by their numbers, each as it is or subtracted; and a number that is added. */
export interface Measure {
  readonly parts: readonly { readonly quantity: number; readonly isSubtracted: boolean }[];
  readonly offset: bigint;
}

/** So many quantities are looked at, and so many of them in sums of three. */
const most = { quantities: 28, inTriples: 9 } as const;

/** The quantities of all these layouts. Linear. */
export function quantitiesOf(layouts: readonly (readonly Slot[])[], program: Program, context: Context): readonly Quantity[] {
  const all = layouts.map((slots) => new Map(ofSlots(slots, program, context).map((one) => [one.text, one])));
  return [...(all[0]?.values() ?? [])].filter(({ text }) => all.every((others) => others.has(text))).slice(0, most.quantities);
}

function ofSlots(slots: readonly Slot[], program: Program, context: Context): readonly Quantity[] {
  const { integers, terms } = context;
  const zero = integers.literal(0n);
  const names = namedVariables(program.process);
  const ofIntegers = placesOf(slots, program, context).map(({ text, at }): Quantity => ({
    text,
    at: (cells) => {
      const found = at(cells);
      return found === undefined ? zero : integers.choose(found.isThere, found.value, zero);
    },
  }));
  const rest = slots.flatMap(({ shape }, index): readonly Quantity[] => {
    const { text: name } = present(names[index]);
    if (shape.kind !== "boolean") return [];
    return [
      {
        text: `(if ${name} then 1 else 0)`,
        at: (cells) => {
          const { value, isSet } = present(cells[index]);
          return value.kind === "boolean" ? integers.choose(terms.and(isSet, value.term), integers.literal(1n), zero) : zero;
        },
      },
    ];
  });
  return [...ofIntegers, ...rest];
}

/** Measures of so many quantities, the simplest first. Cubic in the quantities, up to a bound. */
export function measuresOf(count: number, program: Program): readonly Measure[] {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const plus = (quantity: number): Measure["parts"][number] => ({ quantity, isSubtracted: false });
  const minus = (quantity: number): Measure["parts"][number] => ({ quantity, isSubtracted: true });
  const pairs = numbers.flatMap((one) => numbers.filter((other) => other !== one).map((other) => [one, other] as const));
  const ordered = pairs.filter(([one, other]) => one < other);
  const few = numbers.slice(0, most.inTriples);
  const triples = few.flatMap((one) =>
    few.flatMap((other) => few.flatMap((third) => (one < other && third !== one && third !== other ? [[one, other, third] as const] : []))),
  );
  const sums: readonly Measure["parts"][] = [
    ...numbers.map((one) => [plus(one)]),
    ...numbers.map((one) => [minus(one)]),
    ...pairs.map(([one, other]) => [plus(one), minus(other)]),
    ...ordered.map(([one, other]) => [plus(one), plus(other)]),
    ...ordered.map(([one, other]) => [minus(one), minus(other)]),
    ...triples.map(([one, other, third]) => [plus(one), plus(other), minus(third)]),
    ...triples.map(([one, other, third]) => [plus(third), minus(one), minus(other)]),
  ];
  const largest = constantsOf(program).reduce((bound, one) => (one > bound ? one : -one > bound ? -one : bound), 0n);
  return [0n, largest + 1n].flatMap((offset) => sums.map((parts) => ({ parts, offset })));
}

/** The measure in a state, as a term. */
export function measureAt({ parts, offset }: Measure, quantities: readonly SymbolicInteger[], { integers }: Context): SymbolicInteger {
  return parts.reduce((sum, { quantity, isSubtracted }) => {
    const one = present(quantities[quantity]);
    return isSubtracted ? integers.subtract(sum, one) : integers.add(sum, one);
  }, integers.literal(offset));
}

/** The measure of known quantities. */
export function measureOf({ parts, offset }: Measure, quantities: readonly bigint[]): bigint {
  return parts.reduce((sum, { quantity, isSubtracted }) => {
    const one = present(quantities[quantity]);
    return isSubtracted ? sum - one : sum + one;
  }, offset);
}

/** As an expression of the language. */
export function measureText({ parts, offset }: Measure, quantities: readonly Quantity[]): string {
  const leads = parts.some(({ isSubtracted }) => !isSubtracted);
  const sum = parts.reduce(
    (before, { quantity, isSubtracted }) => {
      const { text } = present(quantities[quantity]);
      return before === "" ? text : `${before} ${isSubtracted ? "-" : "+"} ${text}`;
    },
    leads ? "" : String(offset),
  );
  return leads && offset !== 0n ? `${sum} + ${String(offset)}` : sum;
}
