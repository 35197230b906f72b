/** The state space of a choreography head first (`calculus/head-first` says which steps stand for all, and why): moves of one or more steps, and what is wrong where nobody moves. */
import type { Model } from "../../calculus/core/index.ts";
import { headFirstSchedule } from "../../calculus/head-first/index.ts";
import type { HeadFirstOptions, HeadFirstState, HeadFirstTransition } from "../../calculus/head-first/index.ts";
import type { ChoreographyConfiguration, TransitionSystem } from "../../calculus/semantics/index.ts";
import { waiting } from "../../interpreter/index.ts";
import { choreographyScene } from "../property/scene.ts";
import type { RecordingChooser } from "../explicit-state/chooser.ts";
import type { Moment, Move, StateFacts, StateSpace } from "../explicit-state/state-space.ts";

export type { HeadFirstOptions, HeadFirstState } from "../../calculus/head-first/index.ts";

/** The head-first state space of a projectable choreography. */
export function headFirstSpace(
  system: TransitionSystem<ChoreographyConfiguration>,
  model: Model,
  chooser: RecordingChooser,
  options: HeadFirstOptions = { stopBranches: true },
): StateSpace<HeadFirstState> {
  const schedule = headFirstSchedule(system, model, options);

  return {
    initial: () => system.initial(chooser.initial()).map((configuration) => ({ configuration, givenUp: [] })),
    key: schedule.key,
    interned: () => system.interned?.() ?? 0,
    scene: ({ configuration }) => choreographyScene(configuration),
    moves: (state) => schedule.transitions(state, chooser).map(moveOf),
    facts: (state, moves) => factsOf(state, moves.length === 0, system, chooser),
  };
}

function moveOf({ steps, target: reached }: HeadFirstTransition): Move<HeadFirstState> {
  const moments = steps.map(({ label, rules, site, target }): Moment => ({ step: { label, rules, site }, scene: choreographyScene(target, label) }));
  return { moments, target: reached };
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
