/** The pieces of the encoding that a test may replace by wrong ones: each must be noticed. */
import type { BuiltWithCalls, Machine } from "../../../calculus/machine/index.ts";
import type { Known } from "./known.ts";
import type { Term, Terms } from "../terms/index.ts";
import type { Arithmetic, Integers } from "../values/index.ts";

export interface SymbolicParts {
  /** Tried in this order: the first that encodes everything counts. */
  readonly arithmetics: readonly Arithmetic[];
  /** The machine that is encoded, and on which runs are executed. */
  readonly machine: (machine: Machine) => Machine;
  readonly integers: (integers: Integers, terms: Terms) => Integers;
  /** Where ways meet: under which condition what one way leaves in the variables counts, given that the run comes that way. */
  readonly meeting: (reach: Term, terms: Terms) => Term;
  /** What an analysis says of a variable at a cut point; whether that has to be proved before it is used. */
  readonly knows: (known: Known) => Known;
  readonly provesBounds: boolean;
  /** Whether how large lists, sets and maps become in loops has to be proved, and is not only supposed. */
  readonly provesSizes: boolean;
  /** Whether k-induction looks at the first k rounds, and whether invariants have to be kept by every segment. */
  readonly looksAtBase: boolean;
  readonly looksAtConsecution: boolean;
  /** Whether it is asked if every choice that is reached has a value. */
  readonly looksForValues: boolean;
  /** The machines that call each other where calls nest without end; whether what is watched for is watched for inside of calls. */
  readonly calling: (machines: readonly BuiltWithCalls[]) => readonly BuiltWithCalls[];
  readonly looksIntoCalls: boolean;
  /** How deep calls nest in the runs that are looked at before summaries are tried, and how many rounds of loops and calls these have. */
  readonly shallow: { readonly depth: number; readonly rounds: number };
  /** Of ranking functions: whether they have to be bounded below, and to fall on the ways from one loop to another; which of the ways of a segment are looked at. */
  readonly isRankBounded: boolean;
  readonly ranksBetweenLoops: boolean;
  readonly rankedWays: (visits: readonly Crossing[], terms: Terms) => Term;
}

/** A location on the ways through a segment: that a run comes there, and that it takes each of the branches. */
export interface Crossing {
  readonly reach: Term;
  readonly taken: readonly Term[];
}

export const symbolicParts: SymbolicParts = {
  arithmetics: ["words", "integers"],
  machine: (machine) => machine,
  integers: (integers) => integers,
  meeting: (reach) => reach,
  knows: (known) => known,
  provesBounds: true,
  provesSizes: true,
  looksAtBase: true,
  looksAtConsecution: true,
  looksForValues: true,
  calling: (machines) => machines,
  looksIntoCalls: true,
  shallow: { depth: 4, rounds: 3 },
  isRankBounded: true,
  ranksBetweenLoops: true,
  rankedWays: (_, terms) => terms.true,
};
