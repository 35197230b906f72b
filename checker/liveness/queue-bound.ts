/** Whether some queue of a network ever holds more messages than a number: every state is looked at, and the first one that has more is shown with its run. */
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { subject as subjectOf } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { endOf, firstValues, labelText, past, traceOf, visited, watching } from "../../interpreter/index.ts";
import type { Execution } from "../../interpreter/index.ts";
import { choicesOf, reproduction, whereText } from "../counterexample/confirm.ts";
import type { Counterexample } from "../counterexample/counterexample.ts";
import { waitingRoles } from "../explicit-state/network-errors.ts";
import { graphOfSystem, runToState } from "../graph/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import { boundsOf, limitsOf } from "../options.ts";
import type { VerifyOptions } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import type { JudgedNetwork } from "./judge.ts";
import { peaksText } from "./queue-peaks.ts";

interface Queue {
  /** Absent for a mailbox. */
  readonly from?: string;
  readonly to: string;
  readonly messages: { readonly length: number };
}

/** A queue with more than so many messages. */
function longer({ channels }: NetworkConfiguration, bound: number): Queue | undefined {
  for (const queue of channels.values()) if (queue.messages.length > bound) return queue;
  return undefined;
}

/** The verdict on `bounded(k)`. Linear in the states up to the first that has a longer queue. */
export function judgeQueueBound(judged: JudgedNetwork, property: string, bound: number, span: Span, options: VerifyOptions): Verdict {
  const { network } = judged;
  const graph = graphOfSystem(network, limitsOf(options), {
    queues: ({ channels }) => channels.values(),
    excess: (configuration) => (longer(configuration, bound) === undefined ? undefined : "a longer queue was found"),
  });
  const base: Verdict = {
    subject: judged.subject,
    property,
    verdict: "unknown",
    definition: `in no reachable state of the network a queue holds more than ${String(bound)} message${bound === 1 ? "" : "s"}`,
    method: "network",
    bounds: boundsOf(options),
    network: judged.architecture,
    faults: judged.faults,
    assumptions: judged.assumptions,
    evidence: [peaksText(graph.peaks), `${String(graph.states)} states and ${String(graph.targets.length)} steps were explored`],
    states: graph.states,
    transitions: graph.targets.length,
    span,
  };
  for (let state = 0; state < graph.states; state += 1) {
    const queue = longer(graph.configuration(state), bound);
    if (queue === undefined) continue;
    const counterexample = shown(judged, property, graph, state, bound, queue);
    if (counterexample === undefined) return { ...base, verdict: "disagreement", reason: "the search found a run that the rules do not confirm" };
    return { ...base, verdict: "violated", counterexample };
  }
  if (graph.incomplete.length > 0) return { ...base, reason: graph.incomplete.join("; ") };
  if (graph.ending.kind === "depth") return { ...base, verdict: "verified-up-to", reason: `for runs of at most ${String(graph.ending.limit)} steps` };
  const [without] = graph.chooser.empty;
  if (without !== undefined) return { ...base, verdict: "vacuous", reason: `no value satisfies what is asked of ${without}` };
  return { ...base, verdict: "proved" };
}

/** The run to the state, repeated by the rules. */
function shown(
  { model, network, subject }: JudgedNetwork,
  property: string,
  graph: SystemGraph<NetworkConfiguration>,
  state: number,
  bound: number,
  { from, to }: Queue,
): Counterexample | undefined {
  const { initial, labels } = runToState(graph, state);
  const choices = choicesOf(model, graph.configuration(initial).world);
  const walked = visited(network, { choices, labels });
  if (walked.kind !== "visited") return undefined;
  const reached = walked.steps.at(-1)?.target ?? walked.start;
  const again = longer(reached, bound);
  if (again === undefined) return undefined;
  const execution: Execution<NetworkConfiguration> = { start: { configuration: walked.start, choices }, steps: walked.steps.map(past), reached };
  const { chooser, obstacle } = watching(firstValues);
  const end = endOf(network, execution, network.steps(reached, chooser), obstacle());
  const origin = { sources: model.sources, subject, mode: "network", seed: "0", schedule: `counterexample to ${property}`, on: network } as const;
  return {
    kind: "violation",
    message: `step ${String(labels.length)}: ${String(again.messages.length)} messages ${from === undefined ? "" : `from ${from} `}to ${to} wait to be received`,
    initial: choices.map(({ request, value }) => ({ variable: request.description, value, text: printValue(value) })),
    steps: walked.steps.map(({ label, rules, site }, index) => ({ number: index + 1, role: subjectOf(label), label, text: labelText(label), rules, site })),
    step: labels.length,
    ...(from === undefined ? {} : { role: from }),
    waiting: end.kind === "cut" ? [] : waitingRoles(reached, network),
    trace: traceOf(execution, end, origin),
    reproduce: reproduction(model, property, whereText(network)),
  };
}
