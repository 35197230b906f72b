/** Small labelled graphs as cases of theorems on equivalences: silent steps and two messages, states that are final. */
import fc from "fast-check";
import type { Label } from "../../calculus/semantics/index.ts";
import { rowsOf, type TransitionGraph } from "../../checker/graph/index.ts";
import type { Generator } from "../theorem.ts";

/** Edges are [from, 0 for a silent step or the number of a message, to]; state 0 is initial. */
export interface LabelledGraphCase {
  readonly states: number;
  readonly edges: readonly (readonly [number, number, number])[];
  /** Final unless they have an edge. */
  readonly final: readonly number[];
}

const message = (label: string): Label => ({ kind: "send", from: "A", to: "B", label, values: [], oracles: [] });

/** What the numbers of edges stand for. */
export const graphLabels: readonly Label[] = [{ kind: "local", role: "A", oracles: [] }, message("a"), message("b")];

/** The case as a graph. */
export function labelledGraph({ states, edges, final }: LabelledGraphCase): TransitionGraph<Label> {
  const bits = Uint8Array.from({ length: states }, (_, state) => (final.includes(state) && !edges.some(([from]) => from === state) ? 1 : 0));
  const rows = rowsOf(states, edges.map(([from, label, to]) => ({ from, label, to }))); // prettier-ignore
  return { states, initial: [0], actions: graphLabels, final: bits, ...rows };
}

const size = 6;

export const labelledGraphs: Generator<LabelledGraphCase> = {
  name: "small graphs with silent steps",
  arbitrary: fc.record({
    states: fc.constant(size),
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.constantFrom(0, 0, 1, 1, 2), fc.nat(size - 1)), { minLength: 3, maxLength: 2 * size }),
    final: fc.array(fc.nat(size - 1), { maxLength: 2 }),
  }),
  extension: "json",
  write: (value) => JSON.stringify(value),
  read: (text) => JSON.parse(text) as LabelledGraphCase,
};
