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
import type { Model, Role } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { ChoreographyConfiguration, Step, TransitionSystem } from "../../calculus/semantics/index.ts";
import { waiting } from "../../interpreter/index.ts";
import { choreographyScene } from "../property/scene.ts";
import type { RecordingChooser } from "../explicit-state/chooser.ts";
import type { Moment, Move, StateFacts, StateSpace } from "../explicit-state/state-space.ts";
import { liveKeys } from "./live-key.ts";
import { divergingRoles, recursiveProcedures } from "./divergence.ts";

/** A configuration, and the roles that this run gives up: they take no step any more. Sorted. */
export interface HeadFirstState {
  readonly configuration: ChoreographyConfiguration;
  readonly givenUp: readonly Role[];
}

export interface HeadFirstOptions {
  /** Without them a role that is ignored for ever, or that stands behind one that stopped, is lost: a mutant for the theorem suite. */
  readonly stopBranches: boolean;
}

type ChoreographyStep = Step<ChoreographyConfiguration>;

/** The head-first state space of a projectable choreography. */
export function headFirstSpace(
  system: TransitionSystem<ChoreographyConfiguration>,
  model: Model,
  chooser: RecordingChooser,
  options: HeadFirstOptions = { stopBranches: true },
): StateSpace<HeadFirstState> {
  const recursive = recursiveProcedures(model);
  const liveKey = liveKeys();

  /** The steps of the instruction that stands first among those that have any, without the roles that are given up. */
  const stepsOf = ({ configuration, givenUp }: HeadFirstState): readonly ChoreographyStep[] => {
    const steps = system.steps(configuration, chooser, { excluded: new Set(givenUp), isFirst: true });
    if (!options.stopBranches) return steps.filter(({ rules }) => !rules.some((name) => name === "D-INSTR" || name === "D-COND" || name === "D-LOOP"));
    return givenUp.length === 0 ? steps : steps.filter(({ label }) => !givenUp.includes(subject(label)));
  };

  /** The first step, the receive that takes what it sent, and the entries of the other roles into the call that it starts. */
  const moveOf = (first: ChoreographyStep, givenUp: readonly Role[]): Move<HeadFirstState> => {
    const moments: Moment[] = [];
    let latest = first;
    for (let next: ChoreographyStep | undefined = first; next !== undefined; next = followUp(latest, { configuration: latest.target, givenUp })) {
      const { label, rules, site, target } = next;
      moments.push({ step: { label, rules, site }, scene: choreographyScene(target, label) });
      latest = next;
    }
    return { moments, target: { configuration: latest.target, givenUp } };
  };

  const followUp = ({ label, rules }: ChoreographyStep, state: HeadFirstState): ChoreographyStep | undefined => {
    if (label.kind === "send") {
      if (state.givenUp.includes(label.to)) return undefined;
      const excluded = new Set(state.configuration.world.store.keys());
      excluded.delete(label.to);
      return system
        .steps(state.configuration, chooser, { excluded, isFirst: true })
        .find(({ label: next }) => next.kind === "receive" && next.from === label.from);
    }
    const axiom = rules.at(-1);
    if (axiom !== "C-CALL" && axiom !== "C-ENTER") return undefined;
    const [entry, ...others] = alternatives(stepsOf(state));
    return others.length === 0 && entry?.rules.at(-1) === "C-ENTER" ? entry : undefined;
  };

  const stopBranch = ({ configuration, givenUp }: HeadFirstState, steps: readonly ChoreographyStep[]): readonly Move<HeadFirstState>[] => {
    const first = steps.find(({ rules }) => rules.includes("C-LOOP") || rules.at(-1) === "C-CALL");
    if (first === undefined || !options.stopBranches) return [];
    const diverging = divergingRoles(configuration.term, subject(first.label), recursive);
    if (diverging === undefined) return [];
    const target = { configuration, givenUp: [...new Set([...givenUp, ...diverging])].sort() };
    return stepsOf(target).length === 0 ? [] : [{ moments: [], target }];
  };

  return {
    initial: () => system.initial(chooser.initial()).map((configuration) => ({ configuration, givenUp: [] })),
    key: ({ configuration, givenUp }) => {
      const dead = new Set([...givenUp, ...configuration.world.stopped.keys()]);
      const live = dead.size === 0 ? undefined : liveKey(configuration, dead);
      return live === undefined ? `${givenUp.join(",")}\u0002${system.key(configuration)}` : `${givenUp.join(",")}\u0005${live}`;
    },
    interned: () => system.interned?.() ?? 0,
    scene: ({ configuration }) => choreographyScene(configuration),
    moves: (state) => {
      const first = alternatives(stepsOf(state));
      const branch = stopBranch(state, first);
      return [...first.map((step) => moveOf(step, state.givenUp)), ...branch];
    },
    facts: (state, moves) => factsOf(state, moves.length === 0, system, chooser),
  };
}

/** All steps of the role that acts first. */
function alternatives(steps: readonly ChoreographyStep[]): readonly ChoreographyStep[] {
  const first = steps[0];
  if (first === undefined) return [];
  const role = subject(first.label);
  return steps.filter(({ label }) => subject(label) === role);
}

/** A choreography that is not finished always has a step unless somebody stopped, has no value to choose or met a limit: anything else is a deadlock. */
function factsOf(
  { configuration, givenUp }: HeadFirstState,
  isStuck: boolean,
  system: TransitionSystem<ChoreographyConfiguration>,
  chooser: RecordingChooser,
): StateFacts {
  const isFinal = system.isFinal(configuration);
  const isTerminal = isStuck && givenUp.length === 0;
  const waits = isStuck && !isFinal ? waiting(configuration).map(({ role, from }) => ({ role, for: from })) : [];
  const isDeadlock = isTerminal && !isFinal && configuration.world.stopped.size === 0 && chooser.empty.size === 0 && chooser.limits.size === 0;
  return {
    isFinal,
    isTerminal,
    errors: isDeadlock ? [{ kind: "deadlock", waiting: waits }] : [],
    waiting: waits.filter(({ role }) => !givenUp.includes(role)),
  };
}
