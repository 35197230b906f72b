/**
 * How a network of automata moves, in two ways. Synchronous: p▷q!m and q◁p?m are one step p→q:m (Scalas and Yoshida, POPL 2019, typing contexts). Fifo: a
 * message is put into the queue from p to q and later taken from its front (Brand and Zafiropulo, JACM 1983). Both number configurations by rows of integers.
 */
import { present } from "../../calculus/present.ts";
import type { AutomataNetwork, NetworkEdge } from "../automata/automata-network.ts";
import { Queues } from "../automata/queues.ts";
import type { BehaviourNetwork } from "./items.ts";

/** What can happen. `actor` is the role whose choice it is: the sender of a synchronisation. */
export interface Action {
  readonly kind: "synchronisation" | "send" | "receive";
  readonly actor: number;
  readonly channel: number;
  readonly message: number;
}

/** `cut`: the step exists, and is not followed. */
export type Emit = (action: number, next: Int32Array, cut: boolean) => void;

export interface NetworkSteps {
  readonly kind: BehaviourNetwork;
  readonly network: AutomataNetwork;
  readonly initial: Int32Array;
  /** By number, in the order in which they were first seen; grows while steps are taken. */
  readonly actions: readonly Action[];
  readonly queues: Queues;
  /** Tells all steps of a configuration; those of one actor follow each other. `next` is valid during the call only. */
  readonly each: (configuration: Int32Array, emit: Emit) => void;
}

/** The steps of the network; queues longer than `queueBound` are not followed. */
export function networkSteps(network: AutomataNetwork, kind: BehaviourNetwork, queueBound: number): NetworkSteps {
  return kind === "fifo" ? fifoSteps(network, queueBound) : synchronousSteps(network);
}

function synchronousSteps(network: AutomataNetwork): NetworkSteps {
  const { actions, numberOf } = numberedActions(network);
  const next = new Int32Array(network.states.length);
  const each = (configuration: Int32Array, emit: Emit): void => {
    for (let sender = 0; sender < network.states.length; sender++) {
      for (const sent of edgesAt(network, sender, configuration)) {
        if (!sent.sends || sent.peer >= network.states.length) continue;
        for (const received of edgesAt(network, sent.peer, configuration)) {
          if (received.sends || received.channel !== sent.channel || received.message !== sent.message) continue;
          next.set(configuration);
          next[sender] = sent.target;
          next[sent.peer] = received.target;
          emit(numberOf("synchronisation", sender, sent), next, false);
        }
      }
    }
  };
  return { kind: "synchronous", network, initial: Int32Array.from(network.initial), actions, queues: new Queues(), each };
}

function fifoSteps(network: AutomataNetwork, queueBound: number): NetworkSteps {
  const { actions, numberOf } = numberedActions(network);
  const queues = new Queues();
  const roles = network.states.length;
  const initial = Int32Array.from([...network.initial, ...network.channels.map(() => 0)]);
  const next = new Int32Array(initial.length);
  const each = (configuration: Int32Array, emit: Emit): void => {
    for (let role = 0; role < roles; role++) {
      for (const edge of edgesAt(network, role, configuration)) {
        const place = roles + edge.channel;
        const queue = present(configuration[place]);
        if (!edge.sends && queues.head(queue) !== edge.message) continue;
        const cut = edge.sends && queues.length(queue) >= queueBound;
        next.set(configuration);
        if (!cut) {
          next[role] = edge.target;
          next[place] = edge.sends ? queues.push(queue, edge.message) : queues.pop(queue);
        }
        emit(numberOf(edge.sends ? "send" : "receive", role, edge), next, cut);
      }
    }
  };
  return { kind: "fifo", network, initial, actions, queues, each };
}

/** What a role may do in its present state. */
export function edgesAt(network: AutomataNetwork, role: number, configuration: Int32Array): readonly NetworkEdge[] {
  return present(present(network.states[role])[present(configuration[role])]).edges;
}

function numberedActions({ messages }: AutomataNetwork): {
  readonly actions: readonly Action[];
  readonly numberOf: (kind: Action["kind"], actor: number, edge: NetworkEdge) => number;
} {
  const actions: Action[] = [];
  const numbers = new Map<number, number>();
  return {
    actions,
    numberOf: (kind, actor, { channel, message }) => {
      const key = 2 * (channel * messages.length + message) + (kind === "receive" ? 1 : 0);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, actions.length);
      actions.push({ kind, actor, channel, message });
      return actions.length - 1;
    },
  };
}
