/**
 * Which values a role may still send to another before it does or sees anything else, as a formula over the registers of a state and the value: the ways of 0, 1, 2, …
 * messages between others, without quantifiers. `exact`: there are no longer ways, or they add nothing; otherwise the formula says less than there is.
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import { Beyond, exists } from "./eliminate.ts";
import { conjunction, disjunction, keyOf, withValue, type Formula } from "./formula.ts";
import { formulaOf, type Naming } from "./formula-of-condition.ts";
import { variable } from "./polynomial.ts";
import type { SlicedProtocol, SlicedTransition } from "./sliced.ts";

export interface Futures {
  /** Over `before r` for each register r and `sent`. */
  readonly formula: Formula;
  readonly exact: boolean;
}

/** Names in formulas. */
export const naming: Naming = { sent: "sent", before: (register) => `before ${register}`, after: (register) => `after ${register}` };

/** Longest ways that are looked at where messages between others go in circles. */
const longest = 6;

/** The futures from every state; a function of the sender, the receiver and the state, each computed once. */
export function futures(protocol: SlicedProtocol): (sender: Role, receiver: Role, state: number) => Futures | string {
  const known = new Map<string, readonly Futures[] | string>();
  return (sender, receiver, state) => {
    const key = JSON.stringify([sender, receiver]);
    let all = known.get(key);
    if (all === undefined) {
      try {
        all = from(protocol, sender, receiver);
      } catch (problem) {
        if (!(problem instanceof Beyond)) throw problem;
        all = problem.message;
      }
      known.set(key, all);
    }
    return typeof all === "string" ? all : present(all[state]);
  };
}

function from({ states }: SlicedProtocol, sender: Role, receiver: Role): readonly Futures[] {
  const isSilent = (transition: SlicedTransition): boolean => transition.sender !== sender && transition.receiver !== sender;
  const relations = new Map<SlicedTransition, Formula>();
  for (const { transitions } of states)
    for (const transition of transitions) {
      const isWanted = transition.sender === sender && transition.receiver === receiver;
      if (isWanted || isSilent(transition)) relations.set(transition, conjunction(transition.conjuncts.map((conjunct) => formulaOf(conjunct, naming))));
    }
  const at = (state: number): readonly string[] => present(states[state]).registers;
  /** After what is sent at once. */
  const now = states.map(({ transitions }) =>
    disjunction(
      transitions.flatMap((transition) => {
        const relation = relations.get(transition);
        if (relation === undefined || isSilent(transition)) return [];
        return [without(relation, [...at(transition.target), ...transition.passing].map(naming.after))];
      }),
    ),
  );
  let round: readonly Formula[] = now;
  for (let length = 1; length <= longest; length++) {
    const next = states.map(({ transitions }, state) =>
      disjunction([
        present(now[state]),
        ...transitions.filter(isSilent).flatMap((transition): readonly Formula[] => {
          const later = present(round[transition.target]);
          const relation = relations.get(transition);
          if (relation === undefined || later.kind === "false") return [];
          // What is sent then is not what is sent now.
          let then = withValue(later, naming.sent, variable("later"));
          for (const register of at(transition.target)) then = withValue(then, naming.before(register), variable(naming.after(register)));
          const both = conjunction([relation, then]);
          const free = without(both, [...[...at(transition.target), ...transition.passing].map(naming.after), naming.sent]);
          return [withValue(free, "later", variable(naming.sent))];
        }),
      ]),
    );
    const isSame = next.every((formula, state) => keyOf(formula) === keyOf(present(round[state])));
    round = next;
    if (isSame) return round.map((formula) => ({ formula, exact: true }));
  }
  // Where circles are out of reach, all ways have been looked at.
  const isCyclic = cyclic(states.map(({ transitions }) => transitions.filter(isSilent).map(({ target }) => target)));
  return round.map((formula, state) => ({ formula, exact: !present(isCyclic[state]) }));
}

/** When the transition is possible, over the registers. @throws Beyond */
export function enabled({ states }: SlicedProtocol, { conjuncts, passing, target }: SlicedTransition): Formula {
  const relation = conjunction(conjuncts.map((conjunct) => formulaOf(conjunct, naming)));
  return without(relation, [...[...present(states[target]).registers, ...passing].map(naming.after), naming.sent]);
}

function without(formula: Formula, names: readonly string[]): Formula {
  return names.reduce((left, name) => exists(name, left), formula);
}

/** Whether a state has a way of more steps than are looked at. */
function cyclic(next: readonly (readonly number[])[]): readonly boolean[] {
  let long: readonly boolean[] = next.map(() => true);
  for (let length = 0; length <= longest; length++) long = next.map((targets) => targets.some((target) => long[target]));
  return long;
}
