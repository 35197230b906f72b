/**
 * The product of a choreography and its projected network, explored together: what each theorem about projection has to say at every reachable pair.
 * One exploration serves them all. Where the sides differ it follows each of them alone, so that one mismatch does not hide another theorem's.
 */
import type { Model } from "../../calculus/core/index.ts";
import { labelKey, type Chooser, type ChoreographyConfiguration, type NetworkConfiguration, type Step } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Refutation } from "../theorem.ts";
import { judgeDiamonds, type Successors } from "./diamonds.ts";
import { describePair, judgeChoreography, judgeNetwork, judgePair } from "./pair.ts";
import { Refutations, type Question } from "./question.ts";

export interface Exploration {
  /** The first refutation of each theorem, if any. */
  readonly refuted: ReadonlyMap<Question, Refutation>;
  readonly states: number;
  /** The cap was reached: the rest was not seen. */
  readonly capped: boolean;
  /** How often each rule stood in the derivation of an explored step, both sides. */
  readonly rules: ReadonlyMap<string, number>;
}

/** A reachable pair, or one side where the other could not follow. */
interface State {
  readonly C: ChoreographyConfiguration | undefined;
  readonly N: NetworkConfiguration | undefined;
}

/** The states of the product that are explored before giving up. */
export const stateCap = 600;

/** Explores breadth first from every initial pair, up to `cap` states in all; `chooser` resolves what is nondeterministic. */
export function explore(model: Model, implementation: Implementation, cap: number = stateCap, chooser: Chooser = exhaustive(() => undefined)): Exploration {
  const systems = implementation.systems(model);
  if (systems === undefined) throw new Error("an unprojectable program has no network to explore");
  const { choreography, network } = systems;
  const { first: refuted, refute } = new Refutations();
  const rules = new Map<string, number>();
  const seen = new Set<string>();
  const open: State[] = [];
  const explored = new Map<string, Successors>();
  const terminal = new Set<string>();
  const limit = { reached: false };

  const visit = (C: ChoreographyConfiguration | undefined, N: NetworkConfiguration | undefined): void => {
    const key = `${C === undefined ? "" : choreography.key(C)}\u0000${N === undefined ? "" : network.key(N)}`;
    if (seen.has(key)) return;
    if (seen.size >= cap) {
      limit.reached = true;
      return;
    }
    seen.add(key);
    open.push({ C, N });
  };

  const expand = ({ C, N }: State): void => {
    const left = C === undefined ? undefined : byLabel(choreography.steps(C, chooser), rules);
    const right = N === undefined ? undefined : byLabel(network.steps(N, chooser), rules);
    if (C !== undefined && left !== undefined) {
      judgeChoreography(systems, C, left.size, refute);
      const successors = new Map<string, { readonly label: Step<unknown>["label"]; readonly target: string }>();
      for (const [key, [step, ...others]] of left) {
        if (step === undefined) continue;
        const target = choreography.key(step.target);
        successors.set(key, { label: step.label, target });
        if (others.some((other) => choreography.key(other.target) !== target)) refute("T3", "label-not-deterministic", () => `two results of the label ${key}`);
      }
      explored.set(choreography.key(C), successors);
      if (left.size === 0) terminal.add(choreography.key(C));
    }
    if (N !== undefined && right !== undefined) judgeNetwork(N, right.size, refute);
    if (C !== undefined && N !== undefined) {
      judgePair(systems, implementation, C, N, refute);
      for (const key of left?.keys() ?? []) {
        if (right?.has(key) !== true) refute("T5", "choreography-only", () => `only the choreography makes the step ${key}\n${describePair(C, N)}`);
      }
      for (const key of right?.keys() ?? []) {
        if (left?.has(key) !== true) refute("T6", "network-only", () => `only the network makes the step ${key}\n${describePair(C, N)}`);
      }
    }
    for (const key of new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])) {
      const [ours, theirs] = [left?.get(key) ?? [], right?.get(key) ?? []];
      for (let index = 0; index < Math.max(ours.length, theirs.length); index++) visit((ours[index] ?? ours[0])?.target, (theirs[index] ?? theirs[0])?.target);
    }
  };

  const starts = network.initial(chooser);
  for (const [index, C] of choreography.initial(chooser).entries()) visit(C, starts[index]);
  for (let next = 0; next < open.length; next++) {
    const state = open[next];
    if (state !== undefined) expand(state);
  }
  if (terminal.size > 1 && !limit.reached) refute("T4", "several-ends", () => `${terminal.size} different configurations without a step`);
  judgeDiamonds(explored, refute);
  return { refuted, states: seen.size, capped: limit.reached, rules };
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
