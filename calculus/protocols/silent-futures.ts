/** Which events of its own a role can be at after silent steps. Decided backwards from the states with the event, once for each event that is asked about. */
import { present } from "../present.ts";
import type { RoleView } from "./role-view.ts";

export interface SilentFutures {
  /** Can the state reach, by steps without the role, a state with this event? */
  readonly reaches: (state: number, event: number) => boolean;
}

/** Linear for each event that is asked about where it is not enabled at once. */
export function silentFutures(view: RoleView): SilentFutures {
  const { numbered, own, silent } = view;
  const answers = new Map<number, ReadonlySet<number>>();
  let before: readonly (readonly number[])[] | undefined;
  let holders: ReadonlyMap<number, readonly number[]> | undefined;
  const backwards = (event: number): ReadonlySet<number> => {
    before ??= predecessors(view);
    holders ??= statesWith(view);
    const reached = new Set(holders.get(event) ?? []);
    for (const state of reached) for (const one of before[state] ?? []) reached.add(one);
    return reached;
  };
  return {
    reaches: (state, event) => {
      if (own[state]?.some(({ edge }) => numbered.event[edge] === event) === true) return true;
      if (silent[state]?.length === 0) return false;
      let answer = answers.get(event);
      if (answer === undefined) answers.set(event, (answer = backwards(event)));
      return answer.has(state);
    },
  };
}

function predecessors({ silent, numbered }: RoleView): readonly (readonly number[])[] {
  const before: number[][] = Array.from({ length: numbered.states }, () => []);
  silent.forEach((steps, state) => {
    for (const { to } of steps) present(before[to]).push(state);
  });
  return before;
}

function statesWith({ own, numbered }: RoleView): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<number, number[]>();
  own.forEach((steps, state) => {
    for (const { edge } of steps) {
      const event = present(numbered.event[edge]);
      const known = holders.get(event);
      if (known === undefined) holders.set(event, [state]);
      else known.push(state);
    }
  });
  return holders;
}
