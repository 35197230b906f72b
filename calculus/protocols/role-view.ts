/**
 * What one role sees of a global automaton: events that are not its own are silent. States from which silent steps lead to one place only, whatever
 * happens, are passed over, so that long stretches without the role cost nothing (they have the same futures for it).
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";

/** A step of the view: the edge, and the state behind the silent steps that follow inevitably; `cost` counts all of them. */
export interface ViewStep {
  readonly edge: number;
  readonly to: number;
  readonly cost: number;
}

export interface RoleView {
  readonly role: Role;
  readonly numbered: NumberedAutomaton;
  readonly initial: number;
  /** Steps that wait for the initial state to be reached. */
  readonly initialCost: number;
  /** By state; empty for states that are passed over. Steps with the same target and no event of the role are one. */
  readonly own: readonly (readonly ViewStep[])[];
  readonly silent: readonly (readonly ViewStep[])[];
  /** Is the role the sender of this event (which is one of its own)? */
  readonly sends: (event: number) => boolean;
  /** The edges from a state to the state that stands for it. */
  readonly passage: (state: number) => readonly number[];
}

const nothing: readonly ViewStep[] = [];

/**
 * The view of a role; linear. With `passOver` false every state is kept.
 * @throws Error when the role is not one of the automaton
 */
export function roleView(numbered: NumberedAutomaton, role: Role, passOver = true): RoleView {
  const { states, first, target, event, sender, receiver, automaton } = numbered;
  const number = present(numbered.roleNumber.get(role));
  const isOwn = (edge: number): boolean => sender[present(event[edge])] === number || receiver[present(event[edge])] === number;
  const { stand, next, distance } = passOver ? passedOver(numbered, isOwn) : everyState(states);
  const own: (readonly ViewStep[])[] = [];
  const silent: (readonly ViewStep[])[] = [];
  for (let state = 0; state < states; state++) {
    own.push(nothing);
    silent.push(nothing);
    if (stand[state] !== state) continue;
    const [ownSteps, silentSteps]: [ViewStep[], ViewStep[]] = [[], []];
    for (let edge = present(first[state]); edge < present(first[state + 1]); edge++) {
      const behind = present(target[edge]);
      const step = { edge, to: present(stand[behind]), cost: 1 + present(distance[behind]) };
      if (isOwn(edge)) ownSteps.push(step);
      else if (step.to !== state) addSilent(silentSteps, step);
    }
    if (ownSteps.length > 0) own[state] = ownSteps;
    if (silentSteps.length > 0) silent[state] = silentSteps;
  }
  return {
    role,
    numbered,
    initial: present(stand[automaton.initial]),
    initialCost: present(distance[automaton.initial]),
    own,
    silent,
    sends: (one) => sender[one] === number,
    passage: (from) => {
      const edges: number[] = [];
      for (let state = from; stand[state] !== state; state = present(target[present(edges.at(-1))])) edges.push(present(next[state]));
      return edges;
    },
  };
}

/** Keeps the cheapest of the steps to one state. Choices have few branches. */
function addSilent(steps: ViewStep[], step: ViewStep): void {
  const same = steps.findIndex(({ to }) => to === step.to);
  if (same === -1) steps.push(step);
  else if (step.cost < present(steps[same]).cost) steps[same] = step;
}

interface Passing {
  /** The state that stands for a state: itself if it is kept. */
  readonly stand: Int32Array;
  /** The edge to take towards it, and how many there are. */
  readonly next: Int32Array;
  readonly distance: Int32Array;
}

function everyState(states: number): Passing {
  return { stand: Int32Array.from({ length: states }, (_, state) => state), next: new Int32Array(states).fill(-1), distance: new Int32Array(states) };
}

/** Decides in the order in which a depth-first search leaves the states; a state on the search's path stands for itself. */
function passedOver({ states, first, target, automaton }: NumberedAutomaton, isOwn: (edge: number) => boolean): Passing {
  const { stand, next, distance } = everyState(states);
  const left = new Uint8Array(states);
  const entered = new Uint8Array(states);
  const position = Int32Array.from(first);
  const leave = (state: number): void => {
    left[state] = 1;
    const [from, to] = [present(first[state]), present(first[state + 1])];
    if (from === to) return;
    let best = from;
    for (let edge = from; edge < to; edge++) {
      const behind = present(target[edge]);
      if (isOwn(edge) || left[behind] === 0 || behind === state || stand[behind] !== stand[present(target[from])]) return;
      if (present(distance[behind]) < present(distance[present(target[best])])) best = edge;
    }
    const towards = present(target[best]);
    stand[state] = present(stand[towards]);
    next[state] = best;
    distance[state] = present(distance[towards]) + 1;
  };
  const path = [automaton.initial];
  entered[automaton.initial] = 1;
  for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
    const edge = present(position[state]);
    if (edge === first[state + 1]) {
      leave(state);
      path.pop();
      continue;
    }
    position[state] = edge + 1;
    const behind = present(target[edge]);
    if (entered[behind] === 1) continue;
    entered[behind] = 1;
    path.push(behind);
  }
  return { stand, next, distance };
}
