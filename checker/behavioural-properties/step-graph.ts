/** The reachable configurations of a network with their steps, breadth first, as a graph in arrays: what all behavioural properties are decided on. */
import { present } from "../../calculus/present.ts";
import type { AutomataNetwork } from "../automata/automata-network.ts";
import { ConfigurationTable } from "../automata/configuration-table.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { BehaviourNetwork } from "./items.ts";
import { networkSteps, type Action, type NetworkSteps } from "./network-steps.ts";
import { limitOfMemory } from "../explicit-state/limit-reasons.ts";

/** The target of a step that leads to a configuration that is not stored. */
export const beyond = -1;

export interface StepGraph {
  readonly steps: NetworkSteps;
  readonly actions: readonly Action[];
  /** How many configurations there are; 0 is the initial one. */
  readonly count: number;
  readonly configuration: (number: number) => Int32Array;
  /** The steps of configuration c are those from `first[c]` up to, not including, `first[c + 1]`; those of one actor follow each other. */
  readonly first: Int32Array;
  readonly actionOf: Int32Array;
  readonly sourceOf: Int32Array;
  readonly targetOf: Int32Array;
  /** The step by which a configuration was first reached, -1 for the initial one: shortest runs. */
  readonly by: Int32Array;
  /** Why steps lead beyond what is stored; absent when the graph is whole. */
  readonly cut?: { readonly kind: "queue" | "limit" | "stopped"; readonly reason: string };
}

export interface GraphLimits {
  readonly maxConfigurations: number;
  /** Estimated bytes. */
  readonly memory: number;
  /** Messages in one queue. */
  readonly queueBound: number;
  readonly shouldStop?: () => string | undefined;
}

const betweenQuestions = 4096;

/** Explores a network. Linear in what is reachable within the limits. Every configuration that is stored has all its steps. */
export function stepGraph(network: AutomataNetwork, kind: BehaviourNetwork, limits: GraphLimits): StepGraph {
  const steps = networkSteps(network, kind, limits.queueBound);
  const width = steps.initial.length;
  const table = new ConfigurationTable(width);
  const [first, actionOf, sourceOf, targetOf, by] = [0, 1, 2, 3, 4].map(() => new GrowingNumbers()) as [
    GrowingNumbers,
    GrowingNumbers,
    GrowingNumbers,
    GrowingNumbers,
    GrowingNumbers,
  ];
  let cut: StepGraph["cut"];
  let mayGrow = true;
  table.add(steps.initial);
  by.push(-1);
  let source = 0;
  const emit = (action: number, next: Int32Array, isCut: boolean): void => {
    let target = beyond;
    if (isCut) cut ??= { kind: "queue", reason: `queues with more than ${limits.queueBound} messages are not followed` };
    else target = table.find(next);
    if (!isCut && target < 0) {
      if (mayGrow && table.count < limits.maxConfigurations) {
        target = table.count;
        table.add(next);
        by.push(targetOf.length);
      } else if (cut === undefined || cut.kind === "queue")
        cut = { kind: "limit", reason: `the limit of ${limits.maxConfigurations} configurations was reached` };
    }
    actionOf.push(action);
    sourceOf.push(source);
    targetOf.push(target);
  };
  for (; source < table.count; source++) {
    first.push(targetOf.length);
    steps.each(table.at(source), emit);
    if (source % betweenQuestions !== 0 || !mayGrow) continue;
    const reason = limits.shouldStop?.();
    if (reason !== undefined) cut = { kind: "stopped", reason };
    else if (8 * table.count * width + 32 * targetOf.length > limits.memory) cut = { kind: "limit", reason: limitOfMemory(limits.memory) };
    else continue;
    mayGrow = false;
  }
  first.push(targetOf.length);
  const arrays = { first: first.done(), actionOf: actionOf.done(), sourceOf: sourceOf.done(), targetOf: targetOf.done(), by: by.done() };
  return { steps, actions: steps.actions, count: table.count, configuration: (number) => table.at(number), ...arrays, ...(cut === undefined ? {} : { cut }) };
}

/** The steps of a shortest run from the initial configuration. */
export function runTo({ by, sourceOf }: StepGraph, configuration: number): readonly number[] {
  const run: number[] = [];
  for (let at = configuration; at !== 0; at = present(sourceOf[present(by[at])])) run.push(present(by[at]));
  return run.reverse();
}
