/** What shows that a property fails: a run, or an endless run, with what is wrong on it, in words that do not depend on how it was found. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { eventOf } from "../automata/automata-network.ts";
import type { Fairness } from "./items.ts";
import type { Obligation } from "./obligations.ts";
import type { StepGraph } from "./step-graph.ts";

/** A role waits for a message of another, or has one for it. */
export interface Pending {
  readonly kind: "input" | "output";
  readonly sender: Role;
  readonly receiver: Role;
  /** Of an output. */
  readonly message?: string;
}

/** A configuration by names: the state of each automaton, in their order, and the queues that are not empty. */
export interface NamedConfiguration {
  readonly states: readonly number[];
  readonly queues: readonly { readonly sender: Role; readonly receiver: Role; readonly messages: readonly string[] }[];
}

export type Claim =
  /** At the end of the run the receiver may get this message from the sender, and expects others of it only. */
  | { readonly kind: "unexpected"; readonly sender: Role; readonly receiver: Role; readonly message: string }
  /** At the end of the run nobody can move, and not everything is over. */
  | { readonly kind: "deadlock" }
  /** At the end of the run nobody can move. */
  | { readonly kind: "stops" }
  /** The run never ends, and is fair. */
  | { readonly kind: "endless"; readonly fairness: Fairness }
  /** Pending after so many steps of the run, and not possible then or later on it; the run is complete and fair. */
  | { readonly kind: "starved"; readonly pending: Pending; readonly after: number; readonly fairness: Fairness }
  /**
   * Pending after so many steps of the run, in one of these configurations, in none of which it is possible. `every: "step"`: every step from one of them
   * leads to one of them. `every: "turn"`: every role that has steps in one of them has a step to one of them.
   */
  | {
      readonly kind: "closed";
      readonly pending: Pending;
      readonly after: number;
      readonly every: "step" | "turn";
      readonly configurations: readonly NamedConfiguration[];
    };

/** Events that stand for steps: on the synchronous network the send of a message stands for its send and its receipt. */
export interface BehaviourEvidence {
  readonly claim: Claim;
  readonly prefix: readonly SplitEvent[];
  /** Empty: the run ends. */
  readonly cycle: readonly SplitEvent[];
  /** Where each step of the prefix and then of the cycle leads; events alone do not tell for automata that are not deterministic. */
  readonly through: readonly NamedConfiguration[];
}

/** The claim with its run. */
export function evidence(graph: StepGraph, claim: Claim, prefix: readonly number[], cycle: readonly number[] = []): BehaviourEvidence {
  const through = [...prefix, ...cycle].map((edge) => namedConfiguration(graph, present(graph.targetOf[edge])));
  return { claim, prefix: eventsOf(graph, prefix), cycle: eventsOf(graph, cycle), through };
}

/** Steps of the graph as events. */
function eventsOf({ steps: { network }, actions, actionOf }: StepGraph, run: readonly number[]): readonly SplitEvent[] {
  return run.map((edge) => {
    const { kind, channel, message } = present(actions[present(actionOf[edge])]);
    return eventOf(network, { sends: kind !== "receive", channel, message });
  });
}

/** The obligation by names. */
export function namedObligation({ steps: { network } }: StepGraph, { kind, channel, message }: Obligation): Pending {
  const { sender, receiver } = present(network.channels[channel]);
  const ends = { kind, sender: present(network.roles[sender]), receiver: present(network.roles[receiver]) };
  return message === undefined ? ends : { ...ends, message: present(network.messages[message]) };
}

/** A configuration of the graph by names. */
export function namedConfiguration({ steps: { network, kind, queues }, configuration }: StepGraph, number: number): NamedConfiguration {
  const cells = configuration(number);
  const roles = network.states.length;
  const contents = kind === "synchronous" ? [] : network.channels;
  return {
    states: [...cells.subarray(0, roles)],
    queues: contents.flatMap(({ sender, receiver }, channel) => {
      const messages: string[] = [];
      for (let queue = present(cells[roles + channel]); queue !== 0; queue = queues.pop(queue))
        messages.push(present(network.messages[present(queues.head(queue))]));
      return messages.length === 0 ? [] : [{ sender: present(network.roles[sender]), receiver: present(network.roles[receiver]), messages }];
    }),
  };
}
