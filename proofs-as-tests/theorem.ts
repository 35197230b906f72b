/**
 * What a theorem of the suite is: a statement that is tested on generated cases. A theorem that discards too many cases fails; so does one whose
 * statistics show that it was tested on trivial cases only. Shrinking keeps to the kind of failure that was found first.
 */
import fc from "fast-check";
import { savedCases } from "./counterexamples.ts";
import type { Implementation } from "./implementation.ts";
import { blockSeed, blocksOf, type Extent } from "./extent.ts";
import { Tally, type Demand } from "./tally.ts";

/** Why a case contradicts a theorem. Shrinking keeps the kind. */
export interface Refutation {
  readonly kind: string;
  readonly message: string;
}

/** Where cases come from, and how one is written down to be tried again. */
export interface Generator<Case> {
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<Case>;
  readonly extension: "choreo" | "json";
  readonly write: (value: Case) => string;
  /** The inverse of `write`; throws when the text does not denote a case. */
  readonly read: (text: string) => Case;
}

export interface Definition<Case> {
  readonly id: string;
  readonly name: string;
  /** One sentence. */
  readonly statement: string;
  readonly reference: string;
  readonly forall: Generator<Case>;
  /** False: the case is discarded. */
  readonly given?: (value: Case, implementation: Implementation) => boolean;
  /** How many cases `npm test` tries, where a case costs much: all are tried by `theorems`. */
  readonly everydayRuns?: number;
  /** How many cases may be discarded for each one that is not, where the usual one is too few. */
  readonly discardsPerRun?: number;
  /** Undefined: the case agrees with the theorem. */
  readonly then: (value: Case, implementation: Implementation, tally: Tally) => Refutation | undefined;
  /** What the statistics must show, so that the theorem is not vacuous. */
  readonly demands?: readonly Demand[];
}

/** A counterexample as it was found and shrunk. */
export interface Counterexample {
  readonly refutation: Refutation;
  readonly text: string;
  /** Where it came from: a block's seed with fast-check's path, or the file it was saved in. */
  readonly origin: string;
}

export interface Report {
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  readonly discarded: number;
  readonly counterexample: Counterexample | undefined;
  /** More cases were discarded than the theorem may discard. */
  readonly vacuous: boolean;
  readonly tally: Tally;
}

export interface CheckOptions extends Extent {
  readonly implementation: Implementation;
  /** False: the first counterexample as it was generated, for mutants. */
  readonly shrink: boolean;
  /** False: only generated cases, so that a mutant's death is the generator's merit. */
  readonly saved: boolean;
  /** Called after each block with the number of runs so far. */
  readonly progress?: (runs: number) => void;
}

/** A theorem with its type of cases hidden. */
export interface Theorem {
  readonly id: string;
  readonly name: string;
  readonly statement: string;
  readonly reference: string;
  readonly generator: string;
  readonly demands: readonly Demand[];
  /** How many cases `npm test` tries; absent: as many as of others. */
  readonly everydayRuns?: number;
  readonly check: (options: CheckOptions) => Report;
}

/** Makes a theorem of a definition. */
export function theorem<Case>(definition: Definition<Case>): Theorem {
  const { id, name, statement, reference } = definition;
  return {
    id,
    name,
    statement,
    reference,
    generator: definition.forall.name,
    demands: definition.demands ?? [],
    ...(definition.everydayRuns === undefined ? {} : { everydayRuns: definition.everydayRuns }),
    check: (options) => check(definition, options),
  };
}

/** Cases that may be discarded for each one that is not, unless a theorem says otherwise. */
const usualDiscards = 1;

function check<Case>(definition: Definition<Case>, options: CheckOptions): Report {
  const { id, name } = definition;
  const tally = new Tally();
  const saved = options.saved ? trySaved(definition, options.implementation) : undefined;
  if (saved !== undefined) return { id, name, runs: 0, discarded: 0, counterexample: saved, vacuous: false, tally };
  let [runs, discarded] = [0, 0];
  for (const block of blocksOf(options)) {
    const seed = blockSeed(options.seed, block.index);
    let found: Refutation | undefined;
    const property = fc.property(definition.forall.arbitrary, (value) => {
      fc.pre(definition.given?.(value, options.implementation) ?? true);
      const counting = found === undefined ? tally : new Tally();
      const refutation = definition.then(value, options.implementation, counting);
      if (refutation === undefined || (found !== undefined && found.kind !== refutation.kind)) return true;
      found = refutation;
      return false;
    });
    const details = fc.check(property, {
      seed,
      numRuns: block.runs,
      maxSkipsPerRun: definition.discardsPerRun ?? usualDiscards,
      endOnFailure: !options.shrink,
    });
    runs += details.numRuns;
    discarded += details.numSkips;
    if (details.counterexample !== null) {
      if (found === undefined) throw new Error(`${id} threw: ${String(details.errorInstance)}`, { cause: details.errorInstance });
      const [value] = details.counterexample;
      const origin = `seed ${seed}, path ${details.counterexamplePath}`;
      return { id, name, runs, discarded, counterexample: { refutation: found, text: definition.forall.write(value), origin }, vacuous: false, tally };
    }
    if (details.failed) return { id, name, runs, discarded, counterexample: undefined, vacuous: true, tally };
    options.progress?.(runs);
  }
  return { id, name, runs, discarded, counterexample: undefined, vacuous: false, tally };
}

/** Failures of earlier days are tried first for ever after. */
function trySaved<Case>(definition: Definition<Case>, implementation: Implementation): Counterexample | undefined {
  for (const saved of savedCases(definition.id, definition.forall.extension)) {
    const value = definition.forall.read(saved.text);
    if (definition.given?.(value, implementation) === false) continue;
    const refutation = definition.then(value, implementation, new Tally());
    if (refutation !== undefined) return { refutation, text: saved.text, origin: saved.file };
  }
  return undefined;
}
