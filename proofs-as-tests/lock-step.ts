/**
 * The product of a choreography and its projected network, explored together: what each theorem about projection has to say at every reachable pair.
 * One exploration serves them all; it goes on along the labels that both sides have, so that one mismatch does not hide another theorem's.
 */
import type { Model } from "../calculus/core/index.ts";
import { sameQueues, messageText, type Queues } from "../calculus/projection/index.ts";
import {
  channelsKey,
  labelKey,
  subject,
  worldKey,
  type ChoreographyConfiguration,
  type Label,
  type NetworkConfiguration,
  type Step,
} from "../calculus/semantics/index.ts";
import { exhaustive } from "../calculus/values/index.ts";
import { contradict } from "./contradiction.ts";
import type { Implementation, Systems } from "./implementation.ts";
import { describeDeadlock, describeOrphans, describeUnspecifiedReception } from "./network-errors.ts";
import { printChoreography, printProcesses } from "./print-terms.ts";
import type { Refutation } from "./theorem.ts";

/** What an exploration is asked for: nothing more is computed. */
export type Question = "T1" | "T3" | "T4" | "T5" | "T6" | "T7" | "T8" | "T9" | "T10";

export interface Exploration {
  /** The first refutation of each theorem, if any. */
  readonly refuted: ReadonlyMap<Question, Refutation>;
  readonly states: number;
  /** The cap was reached: the rest was not seen. */
  readonly capped: boolean;
  /** How often each rule stood in the derivation of an explored step, both sides. */
  readonly rules: ReadonlyMap<string, number>;
  /** Some role stopped in some state. */
  readonly stopped: boolean;
}

interface Node {
  readonly choreography: ChoreographyConfiguration;
  readonly network: NetworkConfiguration;
  readonly key: string;
  /** Successors by label, once the node is expanded. */
  successors?: ReadonlyMap<string, { readonly label: Label; readonly key: string }>;
}

/** The states of the product that are explored before giving up. */
export const stateCap = 600;

/** Explores breadth first from every initial pair, up to `cap` states in all. */
export function explore(model: Model, implementation: Implementation, cap: number = stateCap): Exploration {
  const systems = implementation.systems(model);
  if (systems === undefined) throw new Error("an unprojectable program has no network to explore");
  const { choreography, network } = systems;
  const chooser = exhaustive(() => undefined);
  const refuted = new Map<Question, Refutation>();
  const rules = new Map<string, number>();
  const refute: Refute = (question, kind, message) => {
    if (!refuted.has(question)) refuted.set(question, { kind, message: message() });
  };
  const nodes = new Map<string, Node>();
  const queue: Node[] = [];
  let capped = false;
  let stopped = false;
  const terminal = new Set<string>();

  const visit = (left: ChoreographyConfiguration, right: NetworkConfiguration): void => {
    const key = `${choreography.key(left)}\u0000${network.key(right)}`;
    if (nodes.has(key)) return;
    if (nodes.size >= cap) {
      capped = true;
      return;
    }
    const node: Node = { choreography: left, network: right, key: choreography.key(left) };
    nodes.set(key, node);
    queue.push(node);
  };

  const starts = network.initial(chooser);
  for (const [index, left] of choreography.initial(chooser).entries()) {
    const right = starts[index];
    if (right !== undefined) visit(left, right);
  }
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    const { choreography: C, network: N } = node;
    if (C.world.stopped.size > 0) stopped = true;
    compareStates(systems, implementation, C, N, refute);
    const [left, right] = [byLabel(choreography.steps(C, chooser), rules), byLabel(network.steps(N, chooser), rules)];
    for (const [key, steps] of left) {
      if (!right.has(key)) refute("T5", "choreography-only", () => `only the choreography makes the step ${key}\n${describe(C, N)}`);
      if (distinct(steps, (step) => choreography.key(step.target)) > 1) refute("T3", "label-not-deterministic", () => `two results of the label ${key}`);
    }
    for (const key of right.keys()) {
      if (!left.has(key)) refute("T6", "network-only", () => `only the network makes the step ${key}\n${describe(C, N)}`);
    }
    if (left.size === 0) terminal.add(choreography.key(C));
    if (left.size === 0 && C.term.kind !== "end" && C.world.stopped.size === 0) refute("T1", "no-progress", () => "no step although something is left to do");
    if (right.size === 0) {
      const deadlock = describeDeadlock(N);
      if (deadlock !== undefined) refute("T10", "deadlock", () => deadlock);
      const orphans = describeOrphans(N);
      if (orphans !== undefined) refute("T10", "orphan", () => orphans);
    }
    const unspecified = describeUnspecifiedReception(N);
    if (unspecified !== undefined) refute("T10", "unspecified-reception", () => unspecified);
    const successors = new Map<string, { readonly label: Label; readonly key: string }>();
    for (const [key, [step]] of left) {
      const other = right.get(key)?.[0];
      if (step === undefined) continue;
      successors.set(key, { label: step.label, key: choreography.key(step.target) });
      if (other !== undefined) visit(step.target, other.target);
    }
    node.successors = successors;
  }
  if (terminal.size > 1 && !capped) refute("T4", "several-ends", () => `${terminal.size} different states without a step`);
  checkDiamonds(nodes.values(), refute);
  return { refuted, states: nodes.size, capped, rules, stopped };
}

function compareStates(systems: Systems, { parts }: Implementation, C: ChoreographyConfiguration, N: NetworkConfiguration, refute: Refute): void {
  const here = (): string => describe(C, N);
  if (worldKey(C.world) !== worldKey(N.world)) {
    refute(
      "T5",
      "different-worlds",
      () => `the same steps lead to different stores, stopped roles or answers\n${worldKey(C.world)}\n${worldKey(N.world)}\n${here()}`,
    );
  }
  const queues = parts.queuesOf(C.term);
  if (queues === undefined) refute("T7", "branches-differ", () => `branches have different messages in transit\n${here()}`);
  else if (!sameQueues(queues, queuesIn(N))) refute("T7", "queues-differ", here);
  for (const [role, process] of N.processes) {
    const projected = systems.project(C.term, role);
    if (projected === undefined) refute("T8", "projection-lost", () => `the projection to ${role} is no longer defined\n${here()}`);
    else if (!systems.isAbove(process, projected)) refute("T8", "not-above-projection", () => `the process of ${role} is not above the projection\n${here()}`);
  }
  if (!systems.isStronglyProjectable(C.term)) refute("T9", "not-strongly-projectable", here);
}

type Refute = (question: Question, kind: string, message: () => string) => void;

function queuesIn(N: NetworkConfiguration): Queues {
  return new Map([...N.channels].map(([channel, { messages }]) => [channel, messages.map(({ label, values }) => messageText(label, values))]));
}

/** Distinct subjects commute, unless they answer the same application of an oracle differently. */
function checkDiamonds(nodes: Iterable<Node>, refute: Refute): void {
  const all = [...nodes];
  const byKey = new Map(all.map((node) => [node.key, node]));
  for (const { successors } of all) {
    if (successors === undefined) continue;
    const entries = [...successors];
    for (const [index, [oneKey, one]] of entries.entries()) {
      for (const [otherKey, other] of entries.slice(index + 1)) {
        if (subject(one.label) === subject(other.label) || contradict(one.label, other.label)) continue;
        const first = byKey.get(one.key)?.successors;
        const second = byKey.get(other.key)?.successors;
        if (first === undefined || second === undefined) continue;
        if (first.get(otherKey)?.key !== second.get(oneKey)?.key || !first.has(otherKey)) {
          refute("T3", "no-diamond", () => `${oneKey} and ${otherKey} do not commute`);
        }
      }
    }
  }
}

function byLabel<Configuration>(steps: readonly Step<Configuration>[], rules: Map<string, number>): ReadonlyMap<string, readonly Step<Configuration>[]> {
  const result = new Map<string, Step<Configuration>[]>();
  for (const step of steps) {
    for (const rule of step.rules) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    const key = labelKey(step.label);
    const known = result.get(key);
    if (known === undefined) result.set(key, [step]);
    else known.push(step);
  }
  return result;
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): number {
  return items.length < 2 ? items.length : new Set(items.map(key)).size;
}

function describe(C: ChoreographyConfiguration, N: NetworkConfiguration): string {
  return `choreography: ${printChoreography(C.term)}\n${printProcesses(N)}\nqueues: ${channelsKey(N.channels)}`;
}
