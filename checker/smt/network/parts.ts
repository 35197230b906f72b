/** The pieces of the encoding that a mutant may replace. */
import type { MachineVariable, Update } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { SymbolicSlot } from "./network-state.ts";

export interface NetworkParts {
  /** What a variable holds after a step in which nobody writes it. */
  readonly frame: (
    cell: Cell,
    place: { readonly process: number; readonly index: number; readonly tag: string },
    program: NetworkProgram,
    context: Context,
  ) => Cell;
  /** Whether the variable holds after a crash what it held before. */
  readonly survives: (variable: MachineVariable) => boolean;
  /** Whether the message at this position may change places with the one behind it, where there is one. */
  readonly overtaken: (slots: readonly SymbolicSlot[], position: number, context: Context) => Term;
  /** Whether the next message is put into the slot at this position. */
  readonly isNext: (slots: readonly SymbolicSlot[], position: number, context: Context) => Term;
  /** Whether messages of one label that carry values of different types are told apart. */
  readonly claimsTypes: boolean;
  /** After so many steps of bounded model checking the product is asked. */
  readonly productAt: number;
  /** In the product, what a receive writes to the variables that it binds. */
  readonly received: (updates: readonly Update[]) => readonly Update[];
}

export const usualParts: NetworkParts = {
  frame: (cell) => cell,
  survives: ({ durable }) => durable,
  overtaken: (_slots, _position, { terms }) => terms.true,
  isNext: (slots, position, { terms }) => terms.and(terms.not(present(slots[position]).taken), slots[position - 1]?.taken ?? terms.true),
  claimsTypes: true,
  productAt: 1,
  received: (updates) => updates,
};
