/**
 * The explicit graph of a network, explored by generated code: states are rows of bits, and are decoded where they are asked for. It is the graph that the rules
 * give: the same states under the same numbers, the same steps in the same order with the same labels.
 */
import type { Model } from "../../calculus/core/index.ts";
import type { BuiltMachine } from "../../calculus/machine/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { CompilableNetwork, CompiledExploration, RowSteps, SearchLimits } from "../compiled/index.ts";
import { exploreCompiled, networkMachine } from "../compiled/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { limitOfMemory } from "../explicit-state/limit-reasons.ts";
import { reasonsOf } from "./graph-of-system.ts";
import type { SystemGraph } from "./graph-of-system.ts";
import { inOrderOfRoles } from "./peaks.ts";
import type { QueuePeak } from "./peaks.ts";
import { at } from "./transition-graph.ts";

export interface CodeGraphOptions {
  /** States that differ in statement labels only are told apart. */
  readonly tellsPositions?: boolean;
  /** More are not kept; `transitionsOfGraph` by default. */
  readonly maxTransitions?: number;
  /** What the graph will take for each transition, with all that is made of it. */
  readonly bytesPerTransition?: number;
}

/** `reason`: a clause that says why the network is explored by the rules. */
export type GraphByCode =
  | { readonly ok: true; readonly graph: SystemGraph<NetworkConfiguration>; readonly exploration: CompiledExploration }
  | { readonly ok: false; readonly reason: string };

/** A graph with more transitions is not kept, unless told otherwise. */
export const transitionsOfGraph = 10_000_000;

/** Targets and labels, and room to let them grow. */
const bytesOfTransition = 24;
/** Parents, labels of arrivals, depths, and where the transitions begin. */
const bytesOfState = 20;
/** `shouldStop` is asked once for so many states. */
const statesBetweenQuestions = 4_096;

/** The graph. Time and memory linear in the transitions, besides the exploration. */
export function graphByCode(model: Model, network: CompilableNetwork, limits: SearchLimits, options: CodeGraphOptions = {}): GraphByCode {
  const machine = networkMachine(model, network, options.tellsPositions ?? false);
  if (!machine.ok) return machine;
  const { maxTransitions = transitionsOfGraph, bytesPerTransition = bytesOfTransition } = options;
  const excess = excessOf(limits, maxTransitions, bytesPerTransition);
  const found = exploreCompiled(machine.built, model, [], excess.limits, { decidedBy: [], longQueues: false });
  if (!found.ok) return found;
  const { exploration } = found;
  const ending = endingOf(exploration, excess.reason());
  return { ok: true, graph: new Edges(machine.built, network, limits, exploration, ending, maxTransitions).graph(), exploration };
}

/** How an exploration ended that looks for nothing. `reason`: what the graph had too much of. */
function endingOf({ ending }: CompiledExploration, reason: string | undefined): SystemGraph<unknown>["ending"] {
  if (ending.kind === "interrupted" && ending.reason === reason) return { kind: "limit", reason };
  if (ending.kind === "decided") throw new Error("an exploration that looks for nothing has found it");
  return ending;
}

function excessText(most: number): string {
  return `the limit of ${String(most)} transitions of a graph was reached`;
}

/** Limits that end an exploration as soon as it is known to have more transitions than a graph may. */
function excessOf(limits: SearchLimits, most: number, bytesEach: number): { readonly limits: SearchLimits; readonly reason: () => string | undefined } {
  let reason: string | undefined;
  return {
    reason: () => reason,
    limits: {
      ...limits,
      onProgress: (progress) => {
        const { states, transitions, memory } = progress;
        if (transitions > most) reason ??= excessText(most);
        else if (memory + transitions * bytesEach + states * bytesOfState > limits.memory) reason ??= limitOfMemory(limits.memory);
        limits.onProgress?.(progress);
      },
      shouldStop: () => reason ?? limits.shouldStop?.(),
    },
  };
}

/** The longest queues of an exploration, of those that were used. */
export function peaksByCode({ machine }: BuiltMachine, { peaks }: CompiledExploration): readonly QueuePeak[] {
  const found = machine.channels.map(({ from, to }, index): QueuePeak => ({ ...(from === undefined ? {} : { from }), to, messages: peaks[index] ?? 0 }));
  return inOrderOfRoles(
    found.filter(({ messages }) => messages > 0),
    machine.processes.map(({ role }) => role),
  );
}

/** The edges of an exploration with their labels, and what follows from them. */
class Edges {
  readonly #built: BuiltMachine;
  readonly #network: CompilableNetwork;
  readonly #exploration: CompiledExploration;
  readonly #limits: SearchLimits;
  readonly #chooser = recordingChooser();
  readonly #steps: RowSteps;
  readonly #offsets: Int32Array;
  readonly #targets: Int32Array;
  readonly #labels: Int32Array;
  readonly #parents: Int32Array;
  readonly #arrivals: Int32Array;
  readonly #depths: Int32Array;
  readonly #maxTransitions: number;
  #ending: SystemGraph<unknown>["ending"];

  constructor(
    built: BuiltMachine,
    network: CompilableNetwork,
    limits: SearchLimits,
    exploration: CompiledExploration,
    ending: SystemGraph<unknown>["ending"],
    maxTransitions: number,
  ) {
    this.#maxTransitions = maxTransitions;
    this.#built = built;
    this.#network = network;
    this.#limits = limits;
    this.#exploration = exploration;
    this.#ending = ending;
    const { first, target } = exploration.graph();
    this.#offsets = new Int32Array(first.buffer);
    this.#targets = new Int32Array(target.buffer);
    this.#labels = new Int32Array(target.length);
    const { states } = exploration;
    this.#parents = new Int32Array(states).fill(-1);
    this.#arrivals = new Int32Array(states).fill(-1);
    this.#depths = new Int32Array(states);
    network.initial(this.#chooser.initial());
    this.#steps = exploration.steps(this.#chooser);
  }

  graph(): SystemGraph<NetworkConfiguration> {
    const { initialStates } = this.#exploration;
    const { expanded, states } = this.#label();
    // Those of states that were only numbered are met below, and are not of the graph.
    const actions = [...this.#steps.labels];
    const edges = at(this.#offsets, expanded);
    this.#offsets.fill(edges, expanded);
    const own = (numbers: Int32Array): Int32Array => numbers.subarray(0, states);
    const configuration = (state: number): NetworkConfiguration => this.#built.configurationOf(this.#exploration.configuration(state));
    return {
      states,
      initial: Array.from({ length: initialStates }, (_, state) => state),
      offsets: this.#offsets.subarray(0, states + 1),
      targets: this.#targets.subarray(0, edges),
      labels: this.#labels.subarray(0, edges),
      actions,
      final: Uint8Array.from({ length: states }, (_, state) => (!this.#steps.canMove(state) && this.#network.isFinal(configuration(state)) ? 1 : 0)),
      configuration,
      steps: (state) => this.#network.steps(configuration(state), this.#chooser),
      expanded,
      parents: own(this.#parents),
      arrivals: own(this.#arrivals),
      depths: own(this.#depths),
      peaks: peaksByCode(this.#built, this.#exploration),
      ending: this.#ending,
      incomplete: reasonsOf(this.#ending, this.#chooser),
      chooser: this.#chooser,
    };
  }

  /** Labels the edges of one state after the other, as far as the rules would expand them. How many those are, and how many states are numbered by then. */
  #label(): { readonly expanded: number; readonly states: number } {
    const { states, initialStates } = this.#exploration;
    const whole = this.#exploration.wholeStates();
    let entered = initialStates;
    const look = (state: number): void => {
      const [from, to] = [at(this.#offsets, state), at(this.#offsets, state + 1)];
      let edge = from;
      this.#steps.tell(state, (labels) => {
        if (edge + labels.length <= to) this.#labels.set(labels, edge);
        edge += labels.length;
      });
      if (edge !== to) throw new Error(`the code has ${String(to - from)} steps where the machine has ${String(edge - from)}`);
      for (let k = from; k < to; k += 1) {
        const target = at(this.#targets, k);
        if (target < entered || target >= states) continue;
        this.#parents[target] = state;
        this.#arrivals[target] = at(this.#labels, k);
        this.#depths[target] = at(this.#depths, state) + 1;
        entered = target + 1;
      }
    };
    for (let state = 0; state < whole; state += 1) {
      const reason = state % statesBetweenQuestions === 0 ? this.#limits.shouldStop?.() : undefined;
      if (reason !== undefined) this.#ending = { kind: "interrupted", reason };
      else if (at(this.#offsets, state + 1) > this.#maxTransitions) this.#ending = { kind: "limit", reason: excessText(this.#maxTransitions) };
      else {
        look(state);
        continue;
      }
      return { expanded: state, states: entered };
    }
    // The state whose steps lead beyond a limit was looked at: the others of its targets are numbered.
    if (this.#ending.kind === "limit" && at(this.#offsets, whole) < this.#targets.length) look(whole);
    return { expanded: whole, states };
  }
}
