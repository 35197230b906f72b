/**
 * Head first: of the steps of a choreography only those of the role that can act first in the text, all its alternatives together. For projectable
 * programs with FIFO queues this is a persistent set (Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996) in every
 * configuration, because a role's next action and its alternatives depend on nobody else; so every run of the network has a representative, unless
 * the schedule ignores a role for ever. Hence the stop branches:
 *
 *   Let v be a step of some run of the network, and P the steps that v depends on and that are still to be taken, v included. If the role p that acts
 *   first has a step in P, then one of its alternatives is that step, and P shrinks. If not, any alternative leaves P possible. P stops shrinking
 *   only if a loop is unfolded, or a recursive call started, without end. When p unfolds a loop and no role of the loop has a step in P, a second
 *   successor gives the roles of the loop up: P consists of steps of others, which are all still possible without them. When some role of the loop
 *   has a step in P, its next one stands before the next round, because what it depends on stands before it in the text. Calls alike.
 *
 * A role that is given up is not finished: nothing is reported where only given-up roles could move. A role that really stops (a failure, a false
 * assumption) needs no second successor: it is the subject of no step, and the others go on by the delay rules.
 */
import type { Model, Role } from "../core/index.ts";
import { subject } from "../semantics/index.ts";
import type { Chooser, ChoreographyConfiguration, Step, TransitionSystem } from "../semantics/index.ts";
import { divergingRoles, recursiveProcedures } from "./divergence.ts";
import { liveKeys } from "./live-key.ts";

/** A configuration, and the roles that this run gives up: they take no step any more. Sorted. */
export interface HeadFirstState {
  readonly configuration: ChoreographyConfiguration;
  readonly givenUp: readonly Role[];
}

export interface HeadFirstOptions {
  /** Without them a role that is ignored for ever, or that stands behind one that stopped, is lost: a mutant for the theorem suite. */
  readonly stopBranches: boolean;
}

export type HeadFirstStep = Step<ChoreographyConfiguration>;

/** One step of the head-first transition system: what happens in it, in order, and where it leads. Nothing happens where roles are given up. */
export interface HeadFirstTransition {
  readonly steps: readonly HeadFirstStep[];
  readonly target: HeadFirstState;
}

export interface HeadFirstSchedule {
  /**
   * All steps from a state: the alternatives of the role that acts first, each with the receive that takes what it sent, or with the entries of the other roles
   * into the call that it starts; behind them that roles are given up.
   */
  readonly transitions: (state: HeadFirstState, chooser: Chooser) => readonly HeadFirstTransition[];
  /** The steps of the instruction that stands first among those that have any, without the roles that are given up. */
  readonly stepsOf: (state: HeadFirstState, chooser: Chooser) => readonly HeadFirstStep[];
  /** The receive that takes what a step has sent, in the state that it leads to; undefined where the receiver cannot take it yet, or never will. */
  readonly receipt: (sent: HeadFirstStep, state: HeadFirstState, chooser: Chooser) => HeadFirstStep | undefined;
  /**
   * The state in which the roles are given up that one of these steps of one role may keep going for ever; undefined where there are none, or nobody else
   * moves. `isPart`: also where nobody else moves in this term, because it is not all there is.
   */
  readonly givingUp: (state: HeadFirstState, steps: readonly HeadFirstStep[], chooser: Chooser, isPart?: boolean) => HeadFirstState | undefined;
  /** Equal keys iff equal states, where what dead roles have left undone is disregarded. */
  readonly key: (state: HeadFirstState) => string;
}

/** The schedule for a projectable choreography of the model. */
export function headFirstSchedule(
  system: Pick<TransitionSystem<ChoreographyConfiguration>, "steps" | "key">,
  model: Model,
  options: HeadFirstOptions = { stopBranches: true },
): HeadFirstSchedule {
  const recursive = recursiveProcedures(model);
  const liveKey = liveKeys();

  const stepsOf: HeadFirstSchedule["stepsOf"] = ({ configuration, givenUp }, chooser) => {
    const steps = system.steps(configuration, chooser, { excluded: new Set(givenUp), isFirst: true });
    if (!options.stopBranches) return steps.filter(({ rules }) => !rules.some((name) => name === "D-INSTR" || name === "D-COND" || name === "D-LOOP"));
    return givenUp.length === 0 ? steps : steps.filter(({ label }) => !givenUp.includes(subject(label)));
  };

  const receipt: HeadFirstSchedule["receipt"] = ({ label }, { configuration, givenUp }, chooser) => {
    if (label.kind !== "send" || givenUp.includes(label.to)) return undefined;
    const excluded = new Set(configuration.world.store.keys());
    excluded.delete(label.to);
    return system.steps(configuration, chooser, { excluded, isFirst: true }).find(({ label: next }) => next.kind === "receive" && next.from === label.from);
  };

  const givingUp: HeadFirstSchedule["givingUp"] = ({ configuration, givenUp }, steps, chooser, isPart = false) => {
    const first = steps.find(mayGoOnForEver);
    if (first === undefined || !options.stopBranches) return undefined;
    const diverging = divergingRoles(configuration.term, subject(first.label), recursive);
    if (diverging === undefined) return undefined;
    const target = { configuration, givenUp: [...new Set([...givenUp, ...diverging])].sort() };
    return isPart || stepsOf(target, chooser).length > 0 ? target : undefined;
  };

  const followUp = (step: HeadFirstStep, state: HeadFirstState, chooser: Chooser): HeadFirstStep | undefined => {
    if (step.label.kind === "send") return receipt(step, state, chooser);
    if (!isEntry(step)) return undefined;
    const [entry, ...others] = alternatives(stepsOf(state, chooser));
    return others.length === 0 && entry?.rules.at(-1) === "C-ENTER" ? entry : undefined;
  };

  const transition = (first: HeadFirstStep, givenUp: HeadFirstState["givenUp"], chooser: Chooser): HeadFirstTransition => {
    const steps: HeadFirstStep[] = [];
    let latest = first;
    for (let next: HeadFirstStep | undefined = first; next !== undefined; next = followUp(latest, { configuration: latest.target, givenUp }, chooser)) {
      steps.push(next);
      latest = next;
    }
    return { steps, target: { configuration: latest.target, givenUp } };
  };

  return {
    transitions: (state, chooser) => {
      const first = alternatives(stepsOf(state, chooser));
      const target = givingUp(state, first, chooser);
      return [...first.map((step) => transition(step, state.givenUp, chooser)), ...(target === undefined ? [] : [{ steps: [], target }])];
    },
    stepsOf,
    receipt,
    givingUp,
    key: ({ configuration, givenUp }) => {
      const dead = new Set([...givenUp, ...configuration.world.stopped.keys()]);
      const live = dead.size === 0 ? undefined : liveKey(configuration, dead);
      return live === undefined ? `${givenUp.join(",")}\u0002${system.key(configuration)}` : `${givenUp.join(",")}\u0005${live}`;
    },
  };
}

/** Whether a role enters a call by the step. */
export function isEntry({ rules }: Pick<HeadFirstStep, "rules">): boolean {
  const axiom = rules.at(-1);
  return axiom === "C-CALL" || axiom === "C-ENTER";
}

/** Whether the step unfolds a loop or starts a call. */
function mayGoOnForEver({ rules }: HeadFirstStep): boolean {
  return rules.includes("C-LOOP") || rules.at(-1) === "C-CALL";
}

/** All steps of the role that acts first. */
export function alternatives(steps: readonly HeadFirstStep[]): readonly HeadFirstStep[] {
  const first = steps[0];
  if (first === undefined) return [];
  const role = subject(first.label);
  return steps.filter(({ label }) => subject(label) === role);
}
