/** Transitions of protocols with data as relations between terms, and what a run of a system says of them. */
import { present } from "../../calculus/present.ts";
import type { Term, Terms } from "../smt/terms/index.ts";
import type { Taken } from "./bounded.ts";
import { conditionTerm } from "./encode.ts";
import type { SlicedProtocol, SlicedTransition } from "./sliced.ts";
import type { Cells } from "./system.ts";

/** Where a move of a system has the numbers of a transition. */
export interface Placed {
  readonly transition: SlicedTransition;
  /** Of the first register of its source among the integers before. */
  readonly before: number;
  /** Of the first register of its target among the integers after; `chosen`: they are chosen, behind what is sent. */
  readonly after: number | "chosen";
  /** Of what is sent among the integers that are chosen; registers that nothing reads later come last. */
  readonly chosen: number;
}

/** How many integers the transition chooses. */
export function chosenBy({ states }: SlicedProtocol, { transition, after }: Pick<Placed, "transition" | "after">): number {
  return 1 + (after === "chosen" ? present(states[transition.target]).registers.length : 0) + transition.passing.length;
}

/** The condition of the transition; `before` are the registers of its source. */
export function relationOf(protocol: SlicedProtocol, placed: Placed, cells: Cells, before: readonly Term[] = cells.before.slice(placed.before)): Term {
  const { transition } = placed;
  const { terms } = cells;
  const [source, target] = [present(protocol.states[transition.source]), present(protocol.states[transition.target])];
  const later = namesAfter(target.registers, transition, placed);
  const condition = {
    sent: present(cells.chosen[placed.chosen]),
    before: (register: string): Term => present(before[source.registers.indexOf(register)]),
    after: (register: string): Term => {
      const [where, index] = present(later.get(register));
      return present(cells[where][index]);
    },
  };
  return terms.and(...transition.conjuncts.map((conjunct) => conditionTerm(conjunct, condition, terms)));
}

type Place = readonly ["after" | "chosen", number];

function namesAfter(registers: readonly string[], { passing }: SlicedTransition, { after, chosen }: Placed): ReadonlyMap<string, Place> {
  const places = registers.map((register, index): readonly [string, Place] => [
    register,
    after === "chosen" ? ["chosen", chosen + 1 + index] : ["after", after + index],
  ]);
  const behind = chosen + 1 + (after === "chosen" ? registers.length : 0);
  return new Map([...places, ...passing.map((register, index): readonly [string, Place] => [register, ["chosen", behind + index]])]);
}

/** Equal integers, pairwise. */
export function allEqual(left: readonly Term[], right: readonly Term[], terms: Terms): Term {
  return terms.and(...left.map((one, index) => terms.equal(one, present(right[index]))));
}

/** A transition with its values. */
export interface ConcreteStep {
  readonly transition: SlicedTransition;
  readonly sent: bigint;
  /** Registers that matter. */
  readonly before: ReadonlyMap<string, bigint>;
  /** The same, and those that only the condition speaks of. */
  readonly after: ReadonlyMap<string, bigint>;
}

/** What the transition does in a move that was taken. */
export function stepTaken<Told>(protocol: SlicedProtocol, placed: Placed, { before, after, chosen }: Omit<Taken<Told>, "move">): ConcreteStep {
  const { transition } = placed;
  const [source, target] = [present(protocol.states[transition.source]), present(protocol.states[transition.target])];
  const later = namesAfter(target.registers, transition, placed);
  return {
    transition,
    sent: present(chosen[placed.chosen]),
    before: new Map(source.registers.map((register, index) => [register, present(before[placed.before + index])])),
    after: new Map([...later].map(([register, [where, index]]) => [register, present((where === "after" ? after : chosen)[index])])),
  };
}
