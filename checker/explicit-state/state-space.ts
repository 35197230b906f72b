/** What an engine gives to the exploration: states, moves of one or more steps, and what is wrong with a state. */
import type { Role } from "../../calculus/core/index.ts";
import type { Step, StopReason } from "../../calculus/semantics/index.ts";
import type { Scene } from "../property/scene.ts";

/** A step without its target: what a trace keeps. */
export type TakenStep = Pick<Step<unknown>, "label" | "rules" | "site">;

/** One step of a move, and what can be seen right after it. */
export interface Moment {
  readonly step: TakenStep;
  readonly scene: Scene;
}

/** A move merges steps whose intermediate configurations need no exploration of their own. No steps at all: nothing happens but that roles are given up. */
export interface Move<State> {
  readonly moments: readonly Moment[];
  readonly target: State;
}

/** What is wrong with a configuration as such. At most one kind holds of a configuration. */
export type StateError =
  /** Nobody can move, and not only because somebody stopped. */
  | { readonly kind: "deadlock"; readonly waiting: readonly Waiting[] }
  /** Everybody is finished, and this message was never received. */
  | { readonly kind: "orphan"; readonly from: Role; readonly to: Role; readonly label: string }
  /** The role can only receive, and the message that it is offered is none that it expects. */
  | { readonly kind: "reception"; readonly role: Role; readonly from: Role; readonly label: string; readonly expected: readonly string[] };

export interface Waiting {
  readonly role: Role;
  readonly for: Role;
  /** Whoever is waited for has stopped, and why; absent while it runs. */
  readonly stopped?: StopReason;
}

export interface StateFacts {
  readonly isFinal: boolean;
  /** Nobody moves any more, and the engine did not give up a role to get here. */
  readonly isTerminal: boolean;
  readonly errors: readonly StateError[];
  /** Roles that wait where nobody moves any more. */
  readonly waiting: readonly Waiting[];
}

export interface StateSpace<State> {
  readonly initial: () => readonly State[];
  readonly key: (state: State) => string;
  /** How many parts of states `key` has numbered so far: it keeps them in memory. */
  readonly interned?: () => number;
  /** Which named limit the state exceeds: the exploration ends there. */
  readonly excess?: (state: State) => string | undefined;
  /** What can be seen in a state in which nothing happened yet. */
  readonly scene: (state: State) => Scene;
  readonly moves: (state: State) => readonly Move<State>[];
  /** `moves` are those of the state. */
  readonly facts: (state: State, moves: readonly Move<State>[]) => StateFacts;
}
