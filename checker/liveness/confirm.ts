/**
 * From a lasso of the search to what a person sees: repeated by the rules, with the fairness of its round and the truth of the property along it judged
 * afresh. What does not pass is a disagreement, never a counterexample.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { present } from "../../calculus/present.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { NetworkConfiguration, TransitionSystem } from "../../calculus/semantics/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { endOf, firstValues, labelText, past, traceOf, watching } from "../../interpreter/index.ts";
import type { Execution } from "../../interpreter/index.ts";
import { choicesOf, reproduction, whereText } from "../counterexample/confirm.ts";
import type { Binding, Counterexample } from "../counterexample/counterexample.ts";
import { waitingRoles } from "../explicit-state/network-errors.ts";
import type { SystemGraph } from "../graph/index.ts";
import type { Lasso } from "./lasso.ts";
import type { MomentGraph } from "./moments.ts";
import { recheckRun } from "./recheck.ts";
import type { ClaimedRun, Recheck } from "./recheck.ts";
import { usualFairness } from "./run-property.ts";
import type { RunProperty } from "./run-property.ts";

/** What a run of the network is said to violate. */
export interface ViolationClaim {
  readonly name: string;
  readonly subject: string;
  readonly property: RunProperty;
  readonly fairness: Fairness;
  readonly model: Model;
  readonly network: TransitionSystem<NetworkConfiguration>;
}

/** A run of the network, as a lasso of a graph, that is said to violate a property. */
export interface RunClaim extends ViolationClaim {
  readonly graph: SystemGraph<NetworkConfiguration>;
  readonly moments: MomentGraph;
  readonly lasso: Lasso;
}

export type RunConfirmation = { readonly kind: "confirmed"; readonly counterexample: Counterexample } | Extract<Recheck, { kind: "refuted" }>;

/** Repeats the lasso and says what it shows. Linear in its length. */
export function confirmRun(claim: RunClaim): RunConfirmation {
  const { model, graph, moments, lasso } = claim;
  const edges = [...lasso.prefix, ...lasso.cycle].map((step) => present(moments.edgeOf[step]));
  const labels = edges.map((edge) => present(graph.actions[present(graph.labels[edge])]));
  const choices = choicesOf(model, graph.configuration(present(moments.stateOf[lasso.start])).world);
  const loop = lasso.cycle.length === 0 ? undefined : lasso.prefix.length;
  return confirmSteps(claim, { choices, labels, ...(loop === undefined ? {} : { loop }) });
}

/** Repeats a run that is given by its labels and says what it shows. Linear in its length. */
export function confirmSteps(claim: ViolationClaim, run: ClaimedRun): RunConfirmation {
  const { model, network, property, fairness } = claim;
  const { choices, loop } = run;
  const found = recheckRun(network, property, fairness, run);
  if (found.kind === "refuted") return found;
  const reached = found.steps.at(-1)?.target ?? found.start;
  const execution: Execution<NetworkConfiguration> = { start: { configuration: found.start, choices }, steps: found.steps.map(past), reached };
  const { chooser, obstacle } = watching(firstValues);
  const end = loop === undefined ? endOf(network, execution, network.steps(reached, chooser), obstacle()) : ({ kind: "loop", after: loop } as const);
  const origin = {
    sources: model.sources,
    subject: claim.subject,
    mode: "network",
    seed: "0",
    schedule: `counterexample to ${claim.name}`,
    on: network,
  } as const;
  const bindings = choices.map(({ request, value }): Binding => ({ variable: request.description, value, text: printValue(value) }));
  return {
    kind: "confirmed",
    counterexample: {
      kind: "violation",
      message: messageOf(property, found.after, loop),
      initial: bindings,
      steps: found.steps.map(({ label, rules, site }, index) => ({ number: index + 1, role: subject(label), label, text: labelText(label), rules, site })),
      ...(loop === undefined ? {} : { loop }),
      step: found.after,
      waiting: loop === undefined ? waitingRoles(reached, network) : [],
      trace: traceOf(execution, end, origin),
      reproduce: reproduction(model, claim.name, `${whereText(network)}${fairness === usualFairness ? "" : ` --fairness ${fairness}`}`),
    },
  };
}

function messageOf({ shape, atoms }: RunProperty, after: number, loop: number | undefined): string {
  const [first = "", second = ""] = atoms.map(({ text }) => `\`${text}\``);
  const when = after === 0 ? "at the start" : `after step ${String(after)}`;
  const how = loop === undefined ? "the run is over" : "the run goes round for ever";
  switch (shape) {
    case "eventually":
      return `${first} is never true: ${how}`;
    case "leads-to":
      return `${first} is true ${when}, and ${second} never then or later: ${how}`;
    case "until":
      return `${second} is not true up to the moment ${when}, and ${first} is false there, or ${how}`;
    default:
      return assertNever(shape);
  }
}
