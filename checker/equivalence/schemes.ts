/**
 * The signatures of strong and of branching bisimulation. Strong: Park, Concurrency and automata on infinite sequences, 1981. Branching: van Glabbeek and
 * Weijland, Branching time and abstraction in bisimulation semantics, JACM 1996; on a graph without silent cycles the signature of a state is what it can do
 * after silent steps that stay in its block.
 */
import { at } from "../graph/index.ts";
import type { TransitionGraph } from "../graph/index.ts";
import type { Scheme, Signature } from "./refine.ts";

/** The states with an edge to each state, in rows. */
interface Reverse {
  readonly offsets: Int32Array;
  readonly sources: Int32Array;
  readonly labels: Int32Array;
}

function reversed({ states, offsets, targets, labels }: TransitionGraph<unknown>): Reverse {
  const starts = new Int32Array(states + 1);
  for (const target of targets) starts[target + 1] = at(starts, target + 1) + 1;
  for (let state = 0; state < states; state += 1) starts[state + 1] = at(starts, state) + at(starts, state + 1);
  const next = starts.slice();
  const [sources, carried] = [new Int32Array(targets.length), new Int32Array(targets.length)];
  for (let state = 0; state < states; state += 1) {
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) {
      const target = at(targets, edge);
      const place = at(next, target);
      next[target] = place + 1;
      sources[place] = state;
      carried[place] = at(labels, edge);
    }
  }
  return { offsets: starts, sources, labels: carried };
}

/** A pair of an action and a block as one number, and back. Blocks are fewer than states. */
export function pairCode(action: number, block: number, states: number): number {
  return action * (states + 1) + block;
}

/** @see pairCode */
export function pairOf(code: number, states: number): { readonly action: number; readonly block: number } {
  return { action: Math.floor(code / (states + 1)), block: code % (states + 1) };
}

/** Sorted and without repetition. */
function signatureOf(codes: number[]): Signature {
  codes.sort((left, right) => left - right);
  return codes.filter((code, index) => index === 0 || code !== codes[index - 1]);
}

/** Strong bisimulation: silent steps count like any other. */
export function strongScheme(graph: TransitionGraph<unknown>): Scheme {
  const { states, offsets, targets, labels } = graph;
  const { offsets: starts, sources } = reversed(graph);
  return {
    states,
    signatures: (some, blockOf) =>
      some.map((state) => {
        const codes: number[] = [];
        for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1)
          codes.push(pairCode(at(labels, edge), blockOf(at(targets, edge)), states));
        return signatureOf(codes);
      }),
    *concerned(moved) {
      for (const state of moved) for (let place = at(starts, state); place < at(starts, state + 1); place += 1) yield at(sources, place);
    },
  };
}

/** Branching bisimulation. In the graph every silent edge leads to a state with a smaller number. */
export function branchingScheme(graph: TransitionGraph<unknown>): Scheme {
  const { states, offsets, targets, labels } = graph;
  const { offsets: starts, sources, labels: carried } = reversed(graph);
  return {
    states,
    signatures: (some, blockOf, kept) => {
      const fresh = new Map<number, Signature>();
      for (const state of some) {
        const codes: number[] = [];
        for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) {
          const [label, target] = [at(labels, edge), at(targets, edge)];
          if (label !== 0 || blockOf(target) !== blockOf(state)) codes.push(pairCode(label, blockOf(target), states));
          else for (const code of fresh.get(target) ?? kept(target) ?? missing(target)) codes.push(code);
        }
        fresh.set(state, signatureOf(codes));
      }
      return some.map((state) => fresh.get(state) ?? []);
    },
    concerned: (moved, blockOf) => {
      const found = new Set<number>(moved);
      for (const state of moved) for (let place = at(starts, state); place < at(starts, state + 1); place += 1) found.add(at(sources, place));
      // The set grows while it is walked: whoever gets to such a state inside a block is concerned too.
      for (const state of found)
        for (let place = at(starts, state); place < at(starts, state + 1); place += 1)
          if (at(carried, place) === 0 && blockOf(at(sources, place)) === blockOf(state)) found.add(at(sources, place));
      return found;
    },
  };
}

function missing(state: number): never {
  throw new Error(`state ${String(state)} has no signature yet`);
}
