/**
 * The facts of a network from an exploration by generated code, without its graph: states, transitions and peaks are counted by the code, and what is wrong is
 * looked for among the rows only where something was seen. The figures are those of the graph that the rules give, unless something is left out.
 */
import type { Model } from "../../calculus/core/index.ts";
import type { BuiltMachine, MachineConfiguration } from "../../calculus/machine/index.ts";
import { present } from "../../calculus/present.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { CompilableNetwork, CompiledExploration, RowSteps, SearchLimits, Watch } from "../compiled/index.ts";
import { exploreCompiled, networkMachine } from "../compiled/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { networkErrors } from "../explicit-state/network-errors.ts";
import type { StateError } from "../explicit-state/state-space.ts";
import { planReduction } from "../reduction/index.ts";
import type { Reduction } from "../reduction/index.ts";
import { errorText, ofNetwork, stuckText } from "./facts.ts";
import type { GraphFacts, Wrong, WrongKind } from "./facts.ts";
import { peaksByCode } from "./graph-by-code.ts";
import { reasonsOf } from "./graph-of-system.ts";
import type { SystemGraph } from "./graph-of-system.ts";

export interface CodeFacts {
  readonly facts: GraphFacts;
  /** Why that is not all of the network, as of a graph. */
  readonly incomplete: readonly string[];
  readonly ending: SystemGraph<unknown>["ending"];
  /** What was left out, by name: figures are then those of the rest, and what is wrong in it is wrong in the network. */
  readonly reductions: readonly string[];
  /** Why one thread explored where more were asked for, as a clause. */
  readonly alone?: string;
  /** The initial configurations of the network, by the numbers that runs give. */
  readonly initial: readonly NetworkConfiguration[];
}

/** `reason`: a clause that says why the network is explored by the rules. */
export type FactsByCode = { readonly ok: true; readonly found: CodeFacts } | { readonly ok: false; readonly reason: string };

export interface CodeFactsOptions {
  /** Threads that explore; 1 by default. The result does not depend on it. */
  readonly workers?: number;
  readonly reduction?: Reduction;
}

const watches: readonly Watch[] = [{ kind: "terminal" }, { kind: "reception" }];

/** `shouldStop` is asked once for so many states. */
const statesBetweenQuestions = 4_096;

/** The facts. Time and memory those of the exploration, and time linear in the states where some are wrong. */
export function factsByCode(model: Model, network: CompilableNetwork, limits: SearchLimits, options: CodeFactsOptions = {}): FactsByCode {
  const machine = networkMachine(model, network, false);
  if (!machine.ok) return machine;
  const { workers = 1, reduction } = options;
  const plan = reduction === undefined ? undefined : planReduction(machine.built.machine, { kind: "local", reads: [] }, reduction);
  const result = exploreCompiled(machine.built, model, watches, limits, { decidedBy: [], longQueues: false, workers, ...(plan === undefined ? {} : { plan }) });
  if (!result.ok) return result;
  const { exploration } = result;
  const isPlain = exploration.ending.kind === "complete" && exploration.found.size === 0;
  const { expanded, alone } = exploration.threads;
  // Rows that several threads have entered are in no order.
  if (!isPlain && expanded.length > 1) {
    const again = factsByCode(model, network, limits, { ...options, workers: 1 });
    return again.ok ? { ok: true, found: { ...again.found, alone: "one looks at the states where nobody moves, in its order" } } : again;
  }
  const found = new Rows(machine.built, network, limits, exploration).found(isPlain);
  return { ok: true, found: { ...found, reductions: plan?.used ?? [], ...(alone === undefined ? {} : { alone }) } };
}

class Rows {
  readonly #built: BuiltMachine;
  readonly #network: CompilableNetwork;
  readonly #limits: SearchLimits;
  readonly #exploration: CompiledExploration;
  readonly #chooser = recordingChooser();
  readonly #initial: readonly NetworkConfiguration[];

  constructor(built: BuiltMachine, network: CompilableNetwork, limits: SearchLimits, exploration: CompiledExploration) {
    this.#built = built;
    this.#network = network;
    this.#limits = limits;
    this.#exploration = exploration;
    this.#initial = [...new Map(network.initial(this.#chooser.initial()).map((one) => [network.key(one), one])).values()];
  }

  /** `isPlain`: everything was explored, and nothing was seen. */
  found(isPlain: boolean): Omit<CodeFacts, "reductions"> {
    const { ending, states, transitions, initialStates, finalStates, depth } = this.#exploration;
    if (ending.kind === "decided") throw new Error("an exploration that looks for nothing to end it was ended by it");
    const looked = isPlain ? { wrong: [], finalStates, transitions } : this.#look(this.#exploration.steps(this.#chooser));
    const because = looked.stopped === undefined ? ending : ({ kind: "interrupted", reason: looked.stopped } as const);
    return {
      facts: {
        states,
        transitions: looked.transitions,
        initialStates,
        finalStates: looked.finalStates,
        depth,
        peaks: peaksByCode(this.#built, this.#exploration),
        wrong: looked.wrong,
      },
      incomplete: reasonsOf(because, this.#chooser),
      ending: because,
      initial: this.#initial,
    };
  }

  /** What is wrong in each state that was expanded, and which states are final. */
  #look(steps: RowSteps): { readonly wrong: readonly Wrong[]; readonly finalStates: number; readonly transitions: number; readonly stopped?: string } {
    const { states, ending } = this.#exploration;
    const isWhole = ending.kind === "complete";
    const seesReception = !isWhole || this.#exploration.found.has(watches.findIndex(({ kind }) => kind === "reception"));
    const expanded = this.#exploration.wholeStates();
    const noted = new Map<WrongKind, { states: number; first: number; text: string }>();
    let finalStates = 0;
    let transitions = isWhole ? this.#exploration.transitions : 0;
    let stopped: string | undefined;
    for (let state = 0; state < states && stopped === undefined; state += 1) {
      if (state % statesBetweenQuestions === 0) stopped = isWhole ? this.#limits.shouldStop?.() : undefined;
      const isExpanded = state < expanded;
      if (!isWhole && isExpanded)
        steps.tell(state, ({ length }) => {
          transitions += length;
        });
      const canMove = steps.canMove(state);
      const isFinal = !canMove && this.#network.isFinal(this.#configuration(state));
      if (isFinal) finalStates += 1;
      if (!isExpanded) continue;
      const error = this.#errorOf(state, canMove, seesReception ? steps : undefined);
      const kind = error?.kind ?? (canMove || isFinal ? undefined : "stuck");
      if (kind === undefined) continue;
      const before = noted.get(kind);
      if (before === undefined) noted.set(kind, { states: 1, first: state, text: error === undefined ? stuckText : errorText(error) });
      else before.states += 1;
    }
    const wrong = [...noted].map(([kind, { states: number, first, text }]): Wrong => {
      const { initialState, steps: taken } = this.#exploration.runTo(first);
      return ofNetwork({ kind, states: number, text, run: { initial: initialState, labels: taken.map(({ label }) => label) } });
    });
    return { wrong, finalStates, transitions, ...(stopped === undefined ? {} : { stopped }) };
  }

  /** The first of the errors of a state, as the rules name it. */
  #errorOf(state: number, canMove: boolean, steps: RowSteps | undefined): StateError | undefined {
    const reception = steps?.receptionError(state, (configuration, process, canMoveItself) => this.#receptionOf(configuration, process, canMoveItself));
    if (reception !== undefined || canMove) return reception;
    return networkErrors(this.#configuration(state), true, undefined, this.#network)[0];
  }

  #receptionOf(configuration: MachineConfiguration, process: number, canMove: boolean): StateError | undefined {
    const { role } = present(this.#built.machine.processes[process]);
    const errors = networkErrors(this.#built.configurationOf(configuration), false, (other) => other !== role || canMove, this.#network);
    return errors.find((error) => error.kind === "reception" && error.role === role);
  }

  #configuration(state: number): NetworkConfiguration {
    return this.#built.configurationOf(this.#exploration.configuration(state));
  }
}
