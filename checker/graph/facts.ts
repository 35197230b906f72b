/** What is told of a graph as a whole: sizes, ends, what is wrong where nobody can go on or nobody will listen, and shortest runs to it. */
import { present } from "../../calculus/present.ts";
import { isFault } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { awaitedText, movesItself, networkErrors } from "../explicit-state/network-errors.ts";
import type { Surroundings } from "../explicit-state/open-alternatives.ts";
import type { StateError } from "../explicit-state/state-space.ts";
import type { SystemGraph } from "./graph-of-system.ts";
import { runToState } from "./graph-of-system.ts";
import type { QueuePeak } from "./peaks.ts";
import { at } from "./transition-graph.ts";

/** `stuck`: no step, and not everybody is finished; where the system tells no more about it. `stopped`: so because a role failed, or stopped by itself. */
export type WrongKind = StateError["kind"] | "stuck" | "stopped";

export interface Wrong {
  readonly kind: WrongKind;
  /** In how many states. */
  readonly states: number;
  /** What it is in the first of them. */
  readonly text: string;
  /** The labels of a shortest run to that one, and the initial state that it begins in. */
  readonly run: { readonly initial: number; readonly labels: readonly Label[] };
}

export interface GraphFacts {
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** Steps to the farthest state, by a shortest run. */
  readonly depth: number;
  readonly peaks: readonly QueuePeak[];
  /** At most one of each kind. */
  readonly wrong: readonly Wrong[];
}

export const stuckText = "nobody can go on, and not everybody is finished";

/** Gathers the facts. `errorsIn` tells what is wrong with the configuration of a state, given the labels of its steps. Linear. */
export function graphFacts<C>(graph: SystemGraph<C>, errorsIn: (configuration: C, labels: readonly Label[]) => readonly StateError[] = () => []): GraphFacts {
  const wrong = new Map<WrongKind, { states: number; first: number; text: string }>();
  const note = (kind: WrongKind, state: number, text: string): void => {
    const before = wrong.get(kind);
    if (before === undefined) wrong.set(kind, { states: 1, first: state, text });
    else before.states += 1;
  };
  for (let state = 0; state < graph.expanded; state += 1) {
    const labels = [...graph.labels.subarray(at(graph.offsets, state), at(graph.offsets, state + 1))].map((label) => present(graph.actions[label]));
    const [error] = errorsIn(graph.configuration(state), labels);
    if (error !== undefined) note(error.kind, state, errorText(error));
    else if (labels.every(isFault) && graph.final[state] !== 1) note("stuck", state, stuckText);
  }
  return {
    states: graph.states,
    transitions: graph.targets.length,
    initialStates: graph.initial.length,
    finalStates: graph.final.reduce((sum, bit) => sum + bit, 0),
    depth: graph.depths.reduce((most, depth) => Math.max(most, depth), 0),
    peaks: graph.peaks,
    wrong: [...wrong].map(([kind, { states, first, text }]) => ({ kind, states, text, run: runToState(graph, first) })),
  };
}

/** The facts of a network, `around` being what its system says of itself. */
export function networkFacts(graph: SystemGraph<NetworkConfiguration>, around: Surroundings): GraphFacts {
  const facts = graphFacts(graph, (configuration, labels) =>
    networkErrors(configuration, labels.every(isFault), (role) => labels.some((label) => movesItself(label, role)), around),
  );
  return { ...facts, wrong: facts.wrong.map(ofNetwork) };
}

/** In a network nobody can go on for no other reason than those, but that somebody stopped. */
export function ofNetwork(wrong: Wrong): Wrong {
  return wrong.kind === "stuck" ? { ...wrong, kind: "stopped", text: "nobody can go on, because somebody stopped" } : wrong;
}

/** What is wrong, in words. */
export function errorText(error: StateError): string {
  switch (error.kind) {
    case "deadlock":
      return error.waiting.map((one) => `${one.role} waits for ${awaitedText(one)}`).join(", ");
    case "orphan":
      return `${error.label} from ${error.from} to ${error.to} is never received`;
    case "reception":
      return `${error.role} is offered ${error.label} by ${error.from} and expects ${error.expected.join(", ")}`;
  }
}
