/** The two ways of looking at all runs, each as one exploration that serves several questions. */
import type { Model } from "../calculus/core/index.ts";
import type { ChoreographyConfiguration, NetworkConfiguration, NetworkSystem, TransitionSystem, World } from "../calculus/semantics/index.ts";
import type { Conclusion } from "./conclude.ts";
import { conclude } from "./conclude.ts";
import { recordingChooser } from "./explicit-state/chooser.ts";
import type { RecordingChooser } from "./explicit-state/chooser.ts";
import { explore } from "./explicit-state/explore.ts";
import type { Exploration, ExplorationLimits, FoundRun } from "./explicit-state/explore.ts";
import { networkSpace } from "./explicit-state/network-space.ts";
import type { StateSpace } from "./explicit-state/state-space.ts";
import { headFirstSpace } from "./head-first/head-first.ts";
import type { HeadFirstOptions } from "./head-first/head-first.ts";
import type { Question } from "./items.ts";
import { readsPositions } from "./property/one-role.ts";
import { targetOf } from "./targets.ts";
import type { ThreadsTold } from "./verdict.ts";

/** `network`: every interleaving, by the rules; `explicit`: the same by generated code. */
export type Engine = "head-first" | "network" | "explicit";

/** A projectable choreography and its network, or a network alone. */
export interface Systems {
  readonly model: Model;
  readonly choreography?: TransitionSystem<ChoreographyConfiguration>;
  readonly network: TransitionSystem<NetworkConfiguration> & Pick<NetworkSystem, "parts">;
}

/** What one exploration found out. */
export interface Survey {
  readonly engine: Engine;
  readonly exploration: Exploration<Question>;
  readonly conclusions: ReadonlyMap<Question, Conclusion>;
  readonly chooser: RecordingChooser;
  /** The worlds of the initial configurations, by the numbers that found runs give. */
  readonly initial: readonly World[];
  /** The limit on states, where it is not that of the options. */
  readonly maxStates?: number;
  /** What the compiled engine left out, by name. */
  readonly reductions?: readonly string[];
  /** Its runs are not the shortest. */
  readonly isDepthFirst?: true;
  /** Who explored, where more than one thread was asked for. */
  readonly threads?: ThreadsTold;
  /** Why the compiled engine was not used, where it was wanted. */
  readonly notCompiled?: string;
}

/** Once a choice over an infinite domain was met nothing can be proved any more: so many states are still searched for violations. */
const statesAfterInfiniteChoice = 5_000;

/** Explores the network, every interleaving. */
export function surveyNetwork(systems: Systems, questions: readonly Question[], limits: ExplorationLimits): Survey {
  const chooser = recordingChooser();
  const tellsPositions = questions.some((question) => question.kind === "property" && readsPositions(question.property.formula));
  return survey("network", networkSpace(systems.network, chooser, tellsPositions), systems.model, questions, limits, chooser);
}

/** Explores the choreography head first. The questions must be ones that `headFirstDecides`. */
export function surveyHeadFirst(systems: Systems, questions: readonly Question[], limits: ExplorationLimits, options?: HeadFirstOptions): Survey {
  if (systems.choreography === undefined) throw new Error("only a choreography is explored head first");
  const chooser = recordingChooser();
  return survey("head-first", headFirstSpace(systems.choreography, systems.model, chooser, options), systems.model, questions, limits, chooser);
}

function survey<State>(
  engine: Engine,
  space: StateSpace<State>,
  model: Model,
  questions: readonly Question[],
  limits: ExplorationLimits,
  chooser: RecordingChooser,
): Survey {
  const unknown = new Map(questions.map((question) => [question, new Set<string>()]));
  const targets = new Map([...unknown].map(([question, reasons]) => [question, targetOf(question, model, (reason) => reasons.add(reason))]));
  const exploration = explore(space, targets, {
    ...limits,
    get maxStates() {
      return chooser.infinite.size > 0 ? Math.min(limits.maxStates, statesAfterInfiniteChoice) : limits.maxStates;
    },
  });
  return {
    engine,
    exploration,
    chooser,
    conclusions: new Map(questions.map((question) => [question, conclude(question, exploration, chooser, unknown.get(question) ?? new Set())])),
    initial: space.initial().map((state) => space.scene(state).world),
  };
}

/** The run that decides a question, if one was found. */
export function runOf({ exploration, initial }: Survey, question: Question): (FoundRun & { readonly world: World }) | undefined {
  const found = exploration.found.get(question);
  const world = found === undefined ? undefined : initial[found.initial];
  return found === undefined || world === undefined ? undefined : { ...found, world };
}
