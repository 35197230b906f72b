/**
 * Two runs of a protocol that a role cannot tell apart, as one transition system: the pairs of configurations that are simultaneously reachable for it. Events of the
 * role are taken by both together, with equal values; all others by one alone. What coherence and sink-finality exclude are its goals (Li, Stutz, Wies and Zufferey,
 * OOPSLA 2025; docs/implementability.md).
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { ConditionName } from "../../calculus/protocols/index.ts";
import type { Term, Terms } from "../smt/terms/index.ts";
import { formulaTerm, conditionTerm } from "./encode.ts";
import { disjunction, negated } from "./formula.ts";
import { enabled, naming, type Futures } from "./futures.ts";
import { allEqual, chosenBy, relationOf, type Placed } from "./relation.ts";
import type { SlicedProtocol, SlicedTransition } from "./sliced.ts";
import type { Cells, Move, System } from "./system.ts";

export type Claim = ConditionName | "sink-final";

/** What a move of the product is: a step of both runs, of one of them, or towards a violation. */
export interface Told {
  readonly kind: "both" | "left" | "right" | "overtaking" | "ahead" | "violation";
  readonly claim?: Claim;
  readonly left?: Placed;
  readonly right?: Placed;
}

/** The pieces that a test may replace by wrong ones: each must be noticed. */
export interface ProductParts {
  /** What the values have to do with each other that the role sends or receives in both runs. */
  readonly synchronised: (left: Term, right: Term, terms: Terms) => Term;
  /** The registers of the second run; `first` are those of the first. */
  readonly secondRegisters: (own: readonly Term[], first: readonly Term[]) => readonly Term[];
  /** Who is blocked once a message of a blocked sender has come: with its receiver. */
  readonly blocks: (blocked: ReadonlySet<Role>, receiver: Role) => ReadonlySet<Role>;
}

export const productParts: ProductParts = {
  synchronised: (left, right, terms) => terms.equal(left, right),
  secondRegisters: (own) => own,
  blocks: (blocked, receiver) => new Set([...blocked, receiver]),
};

export interface Product {
  readonly system: System<Told>;
  /** A goal of send coherence may be one although the role may still send so: longer continuations were not looked at. */
  readonly isCoarse: boolean;
  /** Why send coherence has no goals. */
  readonly beyond?: string;
  /** Pairs of states. */
  readonly pairs: number;
}

/** The product for a role, with the goals of these claims. Quadratic in the states, and exponential in the roles where messages overtake. */
export function productOf(
  protocol: SlicedProtocol,
  role: Role,
  claims: ReadonlySet<Claim>,
  futuresOf: (sender: Role, receiver: Role, state: number) => Futures | string,
  parts: ProductParts = productParts,
  /** Send coherence has its goal where the others cannot go on and the role cannot send, not already where it cannot send soon. */
  waits = false,
): Product {
  const { states, initial, start, name } = protocol;
  const registers = (state: number): readonly string[] => present(states[state]).registers;
  const leaving = (state: number): readonly SlicedTransition[] => present(states[state]).transitions;
  const places: { readonly key: string; readonly count: number }[] = [];
  const numbers = new Map<string, number>();
  const waiting: (() => void)[] = [];
  const moves: Move<Told>[] = [];
  let isCoarse = false;
  let beyond: string | undefined;
  let pairs = 0;

  function placeOf(key: string, count: number, expand: (place: number) => void): number {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const place = places.length;
    numbers.set(key, place);
    places.push({ key, count });
    waiting.push(() => expand(place));
    return place;
  }

  const pair = (left: number, right: number): number =>
    placeOf(JSON.stringify([left, right]), registers(left).length + registers(right).length, (place) => {
      pairs += 1;
      expandPair(place, left, right);
    });

  function secondBefore(left: number, cells: Cells): readonly Term[] {
    const count = registers(left).length;
    return parts.secondRegisters(cells.before.slice(count), cells.before.slice(0, count));
  }

  function expandPair(place: number, left: number, right: number): void {
    const ownLeft = registers(left).length;
    for (const transition of leaving(left)) {
      if (isOf(transition)) continue;
      const placed: Placed = { transition, before: 0, after: 0, chosen: 0 };
      const after = registers(transition.target).length;
      moves.push({
        ...{ from: place, to: pair(transition.target, right), chosen: chosenBy(protocol, placed), told: { kind: "left", left: placed } },
        relation: (cells) => cells.terms.and(relationOf(protocol, placed, cells), allEqual(cells.before.slice(ownLeft), cells.after.slice(after), cells.terms)),
      });
    }
    for (const transition of leaving(right)) {
      if (isOf(transition)) continue;
      const placed: Placed = { transition, before: ownLeft, after: ownLeft, chosen: 0 };
      moves.push({
        ...{ from: place, to: pair(left, transition.target), chosen: chosenBy(protocol, placed), told: { kind: "right", right: placed } },
        relation: (cells) =>
          cells.terms.and(
            relationOf(protocol, placed, cells, secondBefore(left, cells)),
            allEqual(cells.before.slice(0, ownLeft), cells.after.slice(0, ownLeft), cells.terms),
          ),
      });
    }
    for (const one of leaving(left)) {
      if (!isOf(one)) continue;
      for (const other of leaving(right)) {
        if (one.sender !== other.sender || one.receiver !== other.receiver || excludeEachOther(one, other)) continue;
        const first: Placed = { transition: one, before: 0, after: 0, chosen: 0 };
        const second: Placed = { transition: other, before: ownLeft, after: registers(one.target).length, chosen: chosenBy(protocol, first) };
        moves.push({
          from: place,
          to: pair(one.target, other.target),
          chosen: second.chosen + chosenBy(protocol, second),
          told: { kind: "both", left: first, right: second },
          relation: (cells) =>
            cells.terms.and(
              relationOf(protocol, first, cells),
              relationOf(protocol, second, cells, secondBefore(left, cells)),
              parts.synchronised(present(cells.chosen[first.chosen]), present(cells.chosen[second.chosen]), cells.terms),
            ),
        });
      }
    }
    addGoals(place, left, right, ownLeft);
  }

  function isOf({ sender, receiver }: SlicedTransition): boolean {
    return sender === role || receiver === role;
  }

  function addGoals(place: number, left: number, right: number, ownLeft: number): void {
    const chosenLeft = (transition: SlicedTransition): Placed => ({ transition, before: 0, after: "chosen", chosen: 0 });
    if (claims.has("sink-final") && present(states[left]).isFinal) {
      for (const transition of leaving(right)) {
        if (!isOf(transition)) continue;
        const placed: Placed = { transition, before: ownLeft, after: "chosen", chosen: 0 };
        moves.push({
          ...{ from: place, to: "goal", chosen: chosenBy(protocol, placed), told: { kind: "violation", claim: "sink-final", right: placed } },
          relation: (cells) => relationOf(protocol, placed, cells, secondBefore(left, cells)),
        });
      }
    }
    for (const one of leaving(left)) {
      if (one.sender === role) {
        if (claims.has("send-coherent")) addUnsendable(place, left, right, chosenLeft(one));
        if (claims.has("no-mixed-choice"))
          for (const other of leaving(right)) if (other.receiver === role) addTwo(place, left, chosenLeft(one), other, ownLeft);
      }
      if (one.receiver !== role || !claims.has("receive-coherent")) continue;
      for (const other of leaving(right)) {
        if (other.receiver !== role || other.sender === one.sender) continue;
        const first = chosenLeft(one);
        const second: Placed = { transition: other, before: ownLeft, after: 1, chosen: chosenBy(protocol, first) };
        moves.push({
          from: place,
          to: ahead(one.sender, new Set([role]), other.target),
          chosen: second.chosen + chosenBy(protocol, second),
          told: { kind: "overtaking", left: first, right: second },
          relation: (cells) =>
            cells.terms.and(
              relationOf(protocol, first, cells),
              relationOf(protocol, second, cells, secondBefore(left, cells)),
              cells.terms.equal(present(cells.chosen[0]), present(cells.after[0])),
            ),
        });
      }
    }
  }

  /** The role may send after the first run what it cannot send after any continuation of the second without it. */
  function addUnsendable(place: number, left: number, right: number, placed: Placed): void {
    const { sender, receiver } = placed.transition;
    const later = futuresOf(sender, receiver, right);
    if (typeof later === "string") {
      beyond = later;
      return;
    }
    const not = negated(later.formula);
    if (not.kind === "false") return;
    if (waits) {
      moves.push({
        ...{ from: place, to: othersGoOn(sender, receiver, right), chosen: chosenBy(protocol, placed), told: { kind: "overtaking", left: placed } },
        relation: (cells) => {
          const second = secondBefore(left, cells);
          return cells.terms.and(relationOf(protocol, placed, cells), allEqual([present(cells.chosen[0]), ...second], cells.after, cells.terms));
        },
      });
      return;
    }
    isCoarse ||= !later.exact;
    moves.push({
      ...{ from: place, to: "goal", chosen: chosenBy(protocol, placed), told: { kind: "violation", claim: "send-coherent", left: placed } },
      relation: (cells) => {
        const second = secondBefore(left, cells);
        const own = new Map(registers(right).map((register, index) => [naming.before(register), present(second[index])]));
        const cell = (text: string): Term => (text === naming.sent ? present(cells.chosen[placed.chosen]) : present(own.get(text)));
        return cells.terms.and(relationOf(protocol, placed, cells), formulaTerm(not, cell, cells.terms));
      },
    });
  }

  /** In the second run, the role not having moved: the others go on as long as it cannot soon send the value, which is first among the integers. */
  function othersGoOn(sender: Role, receiver: Role, state: number): number {
    const own = registers(state);
    return placeOf(JSON.stringify(["waiting", sender, receiver, state]), 1 + own.length, (place) => {
      const later = futuresOf(sender, receiver, state);
      const not = typeof later === "string" ? negated({ kind: "false" }) : negated(later.formula);
      const silent = leaving(state).filter((transition) => !isOf(transition));
      const stuck = negated(disjunction(silent.map((transition) => enabled(protocol, transition))));
      const notSoon = (cells: Cells): Term => {
        const values = new Map([[naming.sent, 0] as const, ...own.map((register, index) => [naming.before(register), index + 1] as const)]);
        const cell = (text: string): Term => present(cells.before[present(values.get(text))]);
        return formulaTerm(not, cell, cells.terms);
      };
      for (const transition of silent) {
        const placed: Placed = { transition, before: 1, after: 1, chosen: 0 };
        moves.push({
          ...{ from: place, to: othersGoOn(sender, receiver, transition.target), chosen: chosenBy(protocol, placed), told: { kind: "ahead", right: placed } },
          relation: (cells) =>
            cells.terms.and(notSoon(cells), relationOf(protocol, placed, cells), cells.terms.equal(present(cells.before[0]), present(cells.after[0]))),
        });
      }
      moves.push({
        ...{ from: place, to: "goal", chosen: 0, told: { kind: "violation", claim: "send-coherent" } },
        relation: (cells) => {
          const cell = (text: string): Term => present(cells.before[1 + own.findIndex((register) => naming.before(register) === text)]);
          return cells.terms.and(notSoon(cells), formulaTerm(stuck, cell, cells.terms));
        },
      });
    });
  }

  /** The role sends after the first run and receives after the second. */
  function addTwo(place: number, left: number, first: Placed, other: SlicedTransition, before: number): void {
    const second: Placed = { transition: other, before, after: "chosen", chosen: chosenBy(protocol, first) };
    moves.push({
      from: place,
      to: "goal",
      chosen: second.chosen + chosenBy(protocol, second),
      told: { kind: "violation", claim: "no-mixed-choice", left: first, right: second },
      relation: (cells) => cells.terms.and(relationOf(protocol, first, cells), relationOf(protocol, second, cells, secondBefore(left, cells))),
    });
  }

  /** In the second run, the role not having moved: may the message of the first, its value first among the integers, be the next of its sender's? */
  function ahead(sender: Role, blocked: ReadonlySet<Role>, state: number): number {
    const key = JSON.stringify([sender, [...blocked].toSorted(), state]);
    return placeOf(key, 1 + registers(state).length, (place) => {
      for (const transition of leaving(state)) {
        const isBlocked = blocked.has(transition.sender);
        if (!isBlocked && transition.sender === sender && transition.receiver === role) {
          const placed: Placed = { transition, before: 1, after: "chosen", chosen: 0 };
          moves.push({
            ...{ from: place, to: "goal", chosen: chosenBy(protocol, placed), told: { kind: "violation", claim: "receive-coherent", right: placed } },
            relation: (cells) => cells.terms.and(relationOf(protocol, placed, cells), cells.terms.equal(present(cells.chosen[0]), present(cells.before[0]))),
          });
          continue;
        }
        const placed: Placed = { transition, before: 1, after: 1, chosen: 0 };
        moves.push({
          from: place,
          to: ahead(sender, isBlocked ? parts.blocks(blocked, transition.receiver) : blocked, transition.target),
          chosen: chosenBy(protocol, placed),
          told: { kind: "ahead", right: placed },
          relation: (cells) => cells.terms.and(relationOf(protocol, placed, cells), cells.terms.equal(present(cells.before[0]), present(cells.after[0]))),
        });
      }
    });
  }

  const first = pair(initial, initial);
  for (let expand = waiting.pop(); expand !== undefined; expand = waiting.pop()) expand();
  const own = registers(initial);
  const system: System<Told> = {
    name: `${name}-${role}`,
    places: places.map(({ count }) => count),
    initial: first,
    start: (variables, terms) => {
      const halves = [variables.slice(0, own.length), variables.slice(own.length)];
      return terms.and(...halves.map((half, index) => startTerm(start, own, half, `start ${String(index)} `, terms)));
    },
    moves,
  };
  return { system, isCoarse, ...(beyond === undefined ? {} : { beyond }), pairs };
}

/** What holds of the registers at first; those that do not matter are any that fit. */
export function startTerm(start: SlicedProtocol["start"], registers: readonly string[], variables: readonly Term[], prefix: string, terms: Terms): Term {
  const cell = (register: string): Term => {
    const index = registers.indexOf(register);
    return index < 0 ? terms.symbol(`${prefix}${register}`, { kind: "int" }) : present(variables[index]);
  };
  const cells = { sent: terms.integer(0), before: cell, after: cell };
  return terms.and(...start.map((conjunct) => conditionTerm(conjunct, cells, terms)));
}

/** Whether both say which constant is sent, and not the same one. */
function excludeEachOther(one: SlicedTransition, other: SlicedTransition): boolean {
  const [left, right] = [constantOf(one), constantOf(other)];
  return left !== undefined && right !== undefined && left !== right;
}

function constantOf({ conjuncts }: SlicedTransition): bigint | undefined {
  for (const conjunct of conjuncts) {
    if (conjunct.kind !== "comparison" || conjunct.operator !== "=") continue;
    const { left, right } = conjunct;
    if (left.kind === "sent" && right.kind === "integer") return right.value;
    if (right.kind === "sent" && left.kind === "integer") return left.value;
  }
  return undefined;
}
