/**
 * Partition refinement by signatures: Blom and Orzan, A distributed algorithm for strong bisimulation reduction, STTT 2005; Blom and van de Pol, Distributed
 * branching bisimulation minimization by inductive signatures, PDMC 2009. Every round tells states of one block apart by what they can do into blocks of the
 * round before; only states that a change concerns are looked at again, and the largest part of a split block keeps its number.
 */
import { present } from "../../calculus/present.ts";
import { at } from "../graph/index.ts";
import { Blocks } from "./blocks.ts";

/** What a state can do, as a sorted list of numbers that stand for pairs of an action and a block. */
export type Signature = readonly number[];

/** What decides which states are equivalent. */
export interface Scheme {
  readonly states: number;
  /** The signatures of some states, in ascending order, where every state is in the block that is given. `kept` are those of the states that are not asked for. */
  readonly signatures: (some: readonly number[], blockOf: (state: number) => number, kept: (state: number) => Signature | undefined) => readonly Signature[];
  /** The states whose signatures may be others now that these states are in other blocks. */
  readonly concerned: (moved: readonly number[], blockOf: (state: number) => number) => Iterable<number>;
}

export interface Partition {
  readonly blockOf: Int32Array;
  readonly blocks: number;
  readonly rounds: number;
  /** The round in which each block was split off, and the block that it was split off from; −1 and round 0 for the first block. */
  readonly born: Int32Array;
  readonly parents: Int32Array;
}

export type RefinementEnding = { readonly kind: "partition"; readonly partition: Partition } | { readonly kind: "interrupted"; readonly reason: string };

/** The coarsest partition in which states of one block have equal signatures. O(m·n) at worst; in practice a few rounds. Asks `shouldStop` once a round. */
export function refine(scheme: Scheme, shouldStop?: () => string | undefined): RefinementEnding {
  const blocks = new Blocks(scheme.states);
  const kept: (Signature | undefined)[] = Array.from({ length: scheme.states });
  const blockOf = (state: number): number => at(blocks.of, state);
  const keptOf = (state: number): Signature | undefined => kept[state];
  let dirty: readonly number[] = Array.from({ length: scheme.states }, (_, state) => state);
  let rounds = 0;
  while (dirty.length > 0) {
    const reason = shouldStop?.();
    if (reason !== undefined) return { kind: "interrupted", reason };
    rounds += 1;
    const fresh = scheme.signatures(dirty, blockOf, keptOf);
    const parts = new Map<number, Map<string, number[]>>();
    dirty.forEach((state, index) => {
      kept[state] = fresh[index];
      const own = entry(parts, blockOf(state), () => new Map<string, number[]>());
      entry(own, present(fresh[index]).join(), (): number[] => []).push(state);
    });
    const moved: number[] = [];
    for (const [block, own] of [...parts].sort(([left], [right]) => left - right)) {
      const quiet = blocks.bringForward(block, [...own.values()].flat());
      const rest = quiet === undefined ? undefined : present(kept[quiet]).join();
      const listed = [...own].map(([key, states]) => ({ key, states }));
      for (const state of blocks.split(block, listed, rest, rounds)) moved.push(state);
    }
    dirty = [...new Set(scheme.concerned(moved, blockOf))].sort((left, right) => left - right);
  }
  const { of, count, born, parents } = blocks;
  return { kind: "partition", partition: { blockOf: of, blocks: count, rounds, born: Int32Array.from(born), parents: Int32Array.from(parents) } };
}

function entry<K, V>(map: Map<K, V>, key: K, fresh: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = fresh();
  map.set(key, value);
  return value;
}

/** The block that a state was in after a round. Linear in the splits of its block. */
export function blockAfter({ blockOf, born, parents }: Partition, state: number, round: number): number {
  let block = at(blockOf, state);
  while (at(born, block) > round) block = at(parents, block);
  return block;
}

/** The first round after which two states are in different blocks; undefined for equivalent states. */
export function separation(partition: Partition, left: number, right: number): number | undefined {
  if (at(partition.blockOf, left) === at(partition.blockOf, right)) return undefined;
  let [low, high] = [0, partition.rounds];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (blockAfter(partition, left, middle) === blockAfter(partition, right, middle)) low = middle;
    else high = middle;
  }
  return high;
}
