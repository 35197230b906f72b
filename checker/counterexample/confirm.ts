/**
 * From a run that an engine found to what a person sees: replayed step by step in the network by the reference interpreter, shrunk, and replayed again.
 * A run that does not replay, or does not show what was claimed, is a disagreement between engines, never a counterexample.
 */
import { fifo, networkWords } from "../../calculus/core/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, TransitionSystem, World } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { current, describeReplay, endOf, firstValues, labelText, replay, shrink, traceOf, watching } from "../../interpreter/index.ts";
import type { Choice, Execution } from "../../interpreter/index.ts";
import type { TakenStep } from "../explicit-state/state-space.ts";
import { waitingRoles } from "../explicit-state/network-errors.ts";
import type { Question } from "../items.ts";
import { nameOf } from "../items.ts";
import { located } from "../property/evaluate.ts";
import type { Binding, Counterexample } from "./counterexample.ts";
import { diagnosisOf } from "./diagnosis.ts";
import type { Diagnosis } from "./diagnosis.ts";

export interface Claim {
  readonly question: Question;
  readonly model: Model;
  readonly subject: string;
  readonly network: TransitionSystem<NetworkConfiguration>;
  /** The world of the initial configuration that the run starts from. */
  readonly initial: World;
  readonly steps: readonly TakenStep[];
}

export type Confirmation =
  { readonly kind: "confirmed"; readonly counterexample: Counterexample; readonly minimal: boolean } | { readonly kind: "refuted"; readonly reason: string };

type NetworkExecution = Execution<NetworkConfiguration>;

/** So many looks at enabled steps are spent on making a counterexample smaller; fewer for long runs, where each look costs more and saves less. */
const shrinkingBudget = (steps: number): number => (steps > 500 ? 5_000 : 20_000);

/** Replays, shrinks and replays again. Linear in the run, plus the bounded cost of shrinking. */
export function confirm(claim: Claim): Confirmation {
  const { network, question, model } = claim;
  const choices = choicesOf(model, claim.initial);
  const first = replay(network, { initial: { choices }, steps: claim.steps.map(({ label }) => ({ label })) });
  if (first.kind !== "replayed") return refuted(describeReplay(first, { steps: [] }).join("; "));
  const found = diagnosisOf(first.execution, question, model, network);
  if (found === undefined) return refuted(`every step of the run is possible, and yet it does not show what was claimed about ${nameOf(question)}`);
  const fails = (candidate: NetworkExecution): boolean => diagnosisOf(candidate, question, model, network)?.kind === found.kind;
  const { execution, minimal } = shrink(network, first.execution, fails, { budget: shrinkingBudget(first.execution.steps.length) });
  const { chooser, obstacle } = watching(firstValues);
  const enabled = network.steps(current(execution), chooser);
  const end = endOf(network, execution, enabled, obstacle());
  const origin = {
    sources: model.sources,
    subject: claim.subject,
    mode: "network",
    seed: "0",
    schedule: `counterexample to ${nameOf(question)}`,
    on: network,
  } as const;
  const trace = traceOf(execution, end, origin);
  const again = replay(network, trace);
  if (again.kind !== "replayed") return refuted(`the shrunk run does not replay: ${describeReplay(again, trace).join("; ")}`);
  const diagnosis = diagnosisOf(again.execution, question, model, network);
  if (diagnosis === undefined) return refuted("the shrunk run does not show what was claimed");
  return { kind: "confirmed", minimal, counterexample: { ...present(claim, again.execution, diagnosis), trace } };
}

function refuted(reason: string): Confirmation {
  return { kind: "refuted", reason };
}

function present({ question, model, network }: Claim, execution: NetworkExecution, diagnosis: Diagnosis): Omit<Counterexample, "trace"> {
  const { world } = execution.start.configuration;
  return {
    kind: question.kind === "property" && question.property.kind === "witness" ? "witness" : "violation",
    message: diagnosis.message,
    initial: choicesOf(model, world).map(({ request, value }): Binding => ({ variable: request.description, value, text: printValue(value) })),
    steps: execution.steps.map(({ label, rules, site }, index) => ({
      number: index + 1,
      role: subject(label),
      label,
      text: labelText(label),
      rules,
      site,
    })),
    step: execution.steps.length,
    ...(diagnosis.role === undefined ? {} : { role: diagnosis.role }),
    ...(diagnosis.conjunct === undefined ? {} : { conjunct: diagnosis.conjunct }),
    waiting: diagnosis.isStuck ? waitingRoles(current(execution), network) : [],
    reproduce: reproduction(model, nameOf(question), whereText(network)),
  };
}

/** The options that name the network and the fault model of a run, where these are not the usual ones. */
export function whereText({ architecture = fifo, faults }: Pick<TransitionSystem<unknown>, "architecture" | "faults">): string {
  const words = networkWords(architecture);
  return `${words === "fifo" ? "" : ` --network ${quoted(words)}`}${faults === undefined ? "" : ` --faults ${faults.name}`}`;
}

/** The command that shows the run again. */
export function reproduction(model: Model, property: string, more = ""): string {
  return `choreo-verify verify ${quoted(model.sources[0]?.path ?? "-")} --property ${quoted(property)}${more}`;
}

/** A path as a word of a command line. */
function quoted(path: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** What the `any` fields of a world hold, as answers to the requests of its initial configuration. */
export function choicesOf(model: Model, world: World): readonly Choice[] {
  return [...world.store.keys()].flatMap((role) =>
    (model.roles.get(role) ?? []).flatMap(({ name, initial }): readonly Choice[] => {
      const value = initial.kind === "any" ? located(world, role, name) : undefined;
      return value === undefined ? [] : [{ request: { kind: "any", role, description: `${role}.${name}` }, value }];
    }),
  );
}
