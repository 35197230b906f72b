/** A run that goes round for ever, out of a part of the product in which it may: a shortest way there, and a round that is accepted and fair, kept short. */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { nobody, stutter } from "./moments.ts";
import type { MomentGraph } from "./moments.ts";
import { usualRunParts } from "./parts.ts";
import type { RunParts } from "./parts.ts";
import { possibleAt } from "./fair-components.ts";
import type { Product } from "./product.ts";

/** A run by the steps of the graph of moments. */
export interface Lasso {
  readonly start: number;
  readonly prefix: readonly number[];
  /** Empty: nobody can move after the prefix but for faults, and the run is over. */
  readonly cycle: readonly number[];
}

/** So many nodes of a part are tried as the beginning of the round; the way to the nearest one is a shortest one. */
const entriesTried = 24;

/**
 * A lasso of one of the components, which are those of `fairComponents` for the fairness. Its prefix is a shortest one to any of them; among the rounds
 * from there, and from other nodes that are about as near, a short one is taken. Linear in the product for each entry and each thing that the round must do.
 */
export function lassoIn(product: Product, components: readonly Int32Array[], fairness: Fairness, parts: RunParts = usualRunParts): Lasso | undefined {
  const duties: Duties = { fairness: parts.assumed(fairness), sets: parts.demanded(product.sets) };
  /** By node: one more than the index of its component, 0 for none. */
  const owner = new Int32Array(components.length === 0 ? 0 : product.nodes);
  for (const [index, component] of components.entries()) for (const node of component) owner[node] = index + 1;
  if (components.length === 0) return undefined;
  let best: { readonly length: number; readonly entry: number; readonly round: readonly number[] } | undefined;
  let tried = 0;
  const by = wayTo(
    product,
    product.initial,
    () => true,
    (node) => {
      const index = present(owner[node]);
      if (index === 0) return false;
      const round = roundFrom(product, (other) => owner[other] === index, node, duties);
      const length = lengthOf(product, round);
      if (best === undefined || length < best.length) best = { length, entry: node, round };
      tried += 1;
      return tried >= entriesTried || length <= 1;
    },
  );
  if (best === undefined) return undefined;
  const { prefix, start } = pathTo(product, by, best.entry);
  return trimmed(product.moments, start, stepsOf(product, prefix), stepsOf(product, best.round));
}

/** What a round has to do: the acceptance sets that it has to meet, and the fairness that it owes. */
interface Duties {
  readonly fairness: Fairness;
  readonly sets: number;
}

/** Repetitions of the last moment are no steps. */
function lengthOf({ moments, stepOf }: Product, round: readonly number[]): number {
  return round.filter((step) => moments.edgeOf[present(stepOf[step])] !== stutter).length;
}

function stepsOf({ stepOf }: Product, path: readonly number[]): readonly number[] {
  return path.map((step) => present(stepOf[step]));
}

/** Without repetitions of the last moment: nothing stands for them in a run that is over. */
function trimmed({ edgeOf }: MomentGraph, start: Lasso["start"], prefix: readonly number[], cycle: readonly number[]): Lasso {
  const real = (steps: readonly number[]): readonly number[] => steps.filter((step) => edgeOf[step] !== stutter);
  return { start, prefix: real(prefix), cycle: real(cycle) };
}

/** By node, the step of the product by which it was first reached, −1 for those that the search began with. */
type Reached = ReadonlyMap<number, number>;

/** Breadth first from `from` over nodes that are allowed, until `isEnough`. */
function wayTo({ offsets, targets }: Product, from: Iterable<number>, isAllowed: (node: number) => boolean, isEnough: (node: number) => boolean): Reached {
  const by = new Map<number, number>();
  for (const node of from) by.set(node, -1);
  for (const node of by.keys()) {
    if (isEnough(node)) break;
    for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) {
      const target = present(targets[step]);
      if (!by.has(target) && isAllowed(target)) by.set(target, step);
    }
  }
  return by;
}

/** The steps of the product to the node, and the moment in which they begin. */
function pathTo(product: Product, by: Reached, node: number): { readonly prefix: readonly number[]; readonly start: number } {
  const path: number[] = [];
  let here = node;
  for (let step = present(by.get(here)); step >= 0; step = present(by.get(here))) {
    path.push(step);
    here = sourceOf(product, step);
  }
  return { prefix: path.reverse(), start: present(product.momentOf[here]) };
}

/** The node whose step it is: binary search in the rows. */
function sourceOf({ offsets, nodes }: Product, step: number): number {
  let [low, high] = [0, nodes - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (present(offsets[middle]) <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Steps of the product from the entry back to it, inside the part: accepted and fair. */
function roundFrom(product: Product, isInside: (node: number) => boolean, entry: number, duties: Duties): readonly number[] {
  const { offsets, targets } = product;
  /** A shortest walk inside the part whose last step is wanted. */
  const walk = (from: number, isWanted: (step: number) => boolean): readonly number[] => {
    const by = new Map<number, number>([[from, -1]]);
    for (const node of by.keys()) {
      for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) {
        const target = present(targets[step]);
        if (!isInside(target)) continue;
        if (isWanted(step)) return [...(node === from ? [] : pathTo(product, by, node).prefix), step];
        if (!by.has(target)) by.set(target, step);
      }
    }
    throw new Error("a strongly connected part has no way to what it has");
  };
  const back = (from: number): readonly number[] => walk(from, (step) => targets[step] === entry);
  let pieces: readonly (readonly number[])[] = [back(entry)];
  for (let wish = missing(product, pieces.flat(), duties); wish !== undefined; wish = missing(product, pieces.flat(), duties)) {
    const away = walk(entry, wish);
    const reached = present(targets[present(away.at(-1))]);
    const piece = [...away, ...(reached === entry ? [] : back(reached))];
    pieces = needed(product, [...pieces, piece], duties);
  }
  return pieces.flat();
}

/** Without those of the rounds, one after the other, that the others make up for. */
function needed(product: Product, pieces: readonly (readonly number[])[], duties: Duties): readonly (readonly number[])[] {
  let kept = pieces;
  for (const piece of pieces) {
    const without = kept.filter((one) => one !== piece);
    if (without.length > 0 && missing(product, without.flat(), duties) === undefined) kept = without;
  }
  return kept;
}

/** What the round lacks to be accepted and fair, as the step that would bring it. */
function missing(product: Product, round: readonly number[], { fairness, sets }: Duties): ((step: number) => boolean) | undefined {
  const { accepting, targets, stepOf, moments } = product;
  let met = 0;
  for (const step of round) met |= present(accepting[present(targets[step])]);
  for (let bit = 0; bit < sets; bit += 1) if ((met & (1 << bit)) === 0) return (step) => (present(accepting[present(targets[step])]) & (1 << bit)) !== 0;
  if (fairness === "no-fairness") return undefined;
  const taken = new Set(round.map((step) => present(moments.actionOf[present(stepOf[step])])));
  const possible = [...new Set(round.map((step) => present(targets[step])))].map((node) => possibleAt(product, node));
  const candidates = fairness === "strong-fairness" ? new Set(possible.flatMap((actions) => [...actions])) : present(possible[0]);
  const takes = (step: number, action: number): boolean => moments.actionOf[present(stepOf[step])] === action;
  for (const action of candidates) {
    if (action === nobody || taken.has(action)) continue;
    if (fairness === "strong-fairness") return (step) => takes(step, action);
    if (possible.every((actions) => actions.has(action))) return (step) => takes(step, action) || !possibleAt(product, present(targets[step])).has(action);
  }
  return undefined;
}
