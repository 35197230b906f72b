/** Properties of single configurations: safe, deadlock-free, never-terminating. A violation is certain however little of the graph is stored. */
import { present } from "../../calculus/present.ts";
import type { NetworkEdge } from "../automata/automata-network.ts";
import { evidence, type BehaviourEvidence, type Claim } from "./evidence.ts";
import { stuckConfigurations } from "./fair-run.ts";
import { edgesAt } from "./network-steps.ts";
import { runTo, type StepGraph } from "./step-graph.ts";

/** νX.(⋀ (⟨o(p,q,m)⟩⊤ ∧ ⟨i(p,q,–)⟩⊤ ⇒ ⟨t(p,q,m)⟩⊤) ∧ [t]X): the first configuration with a message that its receiver does not expect. */
export function unexpectedMessage(graph: StepGraph): BehaviourEvidence | undefined {
  const { network, kind } = graph.steps;
  const offered = kind === "fifo" ? headsOf(graph) : sendsOf(graph);
  for (let number = 0; number < graph.count; number++) {
    const configuration = graph.configuration(number);
    const found = offered(configuration, (receiver, channel, message) => isUnexpected(edgesAt(network, receiver, configuration), channel, message));
    if (found === undefined) continue;
    const { sender, receiver } = present(network.channels[found.channel]);
    const [from, to] = [present(network.roles[sender]), present(network.roles[receiver])];
    return ending(graph, number, { kind: "unexpected", sender: from, receiver: to, message: present(network.messages[found.message]) });
  }
  return undefined;
}

/** The first message on offer of which the test is true. */
type Offers = (
  configuration: Int32Array,
  test: (receiver: number, channel: number, message: number) => boolean,
) => { readonly channel: number; readonly message: number } | undefined;

function headsOf({ steps: { network, queues } }: StepGraph): Offers {
  const roles = network.states.length;
  return (configuration, test) => {
    for (const [channel, { receiver }] of network.channels.entries()) {
      const message = queues.head(present(configuration[roles + channel]));
      if (message !== undefined && receiver < roles && test(receiver, channel, message)) return { channel, message };
    }
    return undefined;
  };
}

function sendsOf({ steps: { network } }: StepGraph): Offers {
  const roles = network.states.length;
  return (configuration, test) => {
    for (let sender = 0; sender < roles; sender++) {
      for (const { sends, peer, channel, message } of edgesAt(network, sender, configuration)) {
        if (sends && peer < roles && test(peer, channel, message)) return { channel, message };
      }
    }
    return undefined;
  };
}

/** Whether messages of the channel are expected, and this one is not. */
function isUnexpected(edges: readonly NetworkEdge[], channel: number, message: number): boolean {
  let others = false;
  for (const edge of edges) {
    if (edge.sends || edge.channel !== channel) continue;
    if (edge.message === message) return false;
    others = true;
  }
  return others;
}

/** νZ.(([t]⊥ ⇒ [i]⊥ ∧ [o]⊥) ∧ [t]Z): the first configuration in which nobody can move although not everything is over. */
export function deadlock(graph: StepGraph): BehaviourEvidence | undefined {
  const found = stuckConfigurations(graph).find((configuration) => !isOver(graph, configuration));
  return found === undefined ? undefined : ending(graph, found, { kind: "deadlock" });
}

/** νX.(⟨t⟩⊤ ∧ [t]X): the first configuration in which nobody can move. */
export function stop(graph: StepGraph): BehaviourEvidence | undefined {
  const [found] = stuckConfigurations(graph);
  return found === undefined ? undefined : ending(graph, found, { kind: "stops" });
}

/** Whether all roles are final and all queues empty. */
function isOver({ steps: { network }, configuration }: StepGraph, number: number): boolean {
  const cells = configuration(number);
  return (
    network.states.every((states, role) => present(states[present(cells[role])]).isFinal) && cells.subarray(network.states.length).every((queue) => queue === 0)
  );
}

function ending(graph: StepGraph, configuration: number, claim: Claim): BehaviourEvidence {
  return evidence(graph, claim, runTo(graph, configuration));
}
