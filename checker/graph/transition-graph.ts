/**
 * Explicit labelled transition graphs: states are numbers, edges stand in compressed rows. What liveness, equivalences, certificates and drawings
 * work on. Keller, Formal verification of parallel programs, CACM 1976, for labelled transition systems.
 */

/** `A` is what an edge carries: labels of steps, or names of observations. */
export interface TransitionGraph<A> {
  /** How many states there are: 0 to `states` − 1. */
  readonly states: number;
  readonly initial: readonly number[];
  /** The edges of state s are those from `offsets[s]` up to `offsets[s + 1]`, which is not one of them. */
  readonly offsets: Int32Array;
  /** Where each edge leads. */
  readonly targets: Int32Array;
  /** What each edge carries: an index into `actions`. */
  readonly labels: Int32Array;
  /** Distinct, in the order in which they were met. */
  readonly actions: readonly A[];
  /** 1 for states in which everybody finished and every message is received. */
  readonly final: Uint8Array;
}

/** The element of a typed array at a place that exists. */
export function at(numbers: Int32Array, index: number): number {
  const number = numbers[index];
  if (number === undefined) throw new Error(`there is no element ${String(index)}`);
  return number;
}

/** Edges that are not in rows yet. */
export interface LooseEdge {
  readonly from: number;
  readonly label: number;
  readonly to: number;
}

/** Puts edges into rows; those of one state keep their order. Linear. */
export function rowsOf(states: number, edges: readonly LooseEdge[]): Pick<TransitionGraph<unknown>, "offsets" | "targets" | "labels"> {
  const offsets = new Int32Array(states + 1);
  for (const { from } of edges) offsets[from + 1] = at(offsets, from + 1) + 1;
  for (let state = 0; state < states; state += 1) offsets[state + 1] = at(offsets, state) + at(offsets, state + 1);
  const next = offsets.slice();
  const [targets, labels] = [new Int32Array(edges.length), new Int32Array(edges.length)];
  for (const { from, label, to } of edges) {
    const place = at(next, from);
    next[from] = place + 1;
    targets[place] = to;
    labels[place] = label;
  }
  return { offsets, targets, labels };
}
