/**
 * States that runs come to at cut points, found by executing segments with values picked by chance: what does not hold in them is no invariant, which spares the
 * questions that would show it (tests before proofs, as in Ernst et al., Dynamically discovering likely program invariants, TSE 2001). Chance is a seed: the same
 * program has the same states.
 */
import { present } from "../../../calculus/present.ts";
import type { ModelValue, Symbol, Term } from "../terms/index.ts";
import { termEvaluator } from "../terms/index.ts";
import type { Context, Read } from "../values/index.ts";
import { cellTerms } from "../values/index.ts";
import { isEvaluable } from "./ask.ts";
import { constantsOf } from "./candidates.ts";
import type { Program } from "./program.ts";
import type { PathState } from "./segment.ts";
import type { Slot } from "./states.ts";
import { stored } from "./states.ts";

/** A cut point as Houdini looks at it: any state there, and where its segment arrives. */
export interface SampledPoint {
  readonly slots: readonly Slot[];
  readonly start: PathState;
  readonly arrivals: readonly (readonly [number, PathState])[];
}

/** A state at a cut point; `read`: what terms over the cells of its `start` are. */
export interface Sample {
  readonly point: number;
  readonly read: Read;
}

/** So many runs, with so many segments; for each segment values are picked so often before a run is given up. */
const most = { runs: 24, segments: 10, tries: 6, starts: 30 } as const;

/**
 * States that are reached, one after the other, as long as somebody asks. None where functions without body or quantifiers make chance hopeless. Each costs some
 * evaluations of a segment.
 */
export function* sampledStates(program: Program, initial: PathState, points: ReadonlyMap<number, SampledPoint>, context: Context): Generator<Sample> {
  const { terms } = context;
  if (context.applications.length > 0 || program.isOver !== undefined) return;
  const conditions = [initial, ...[...points.values()].flatMap(({ arrivals }) => arrivals.map(([, state]) => state))].map(({ reach }) => reach);
  if (!isEvaluable(terms.and(...conditions))) return;
  const chance = new Chance(program, context);
  const landings = new Map<PathState, Landing>();
  const landingOf = (point: number, state: PathState): Landing | undefined => {
    const target = points.get(point);
    if (target === undefined) return undefined;
    let found = landings.get(state);
    if (found === undefined) landings.set(state, (found = landing(state, target, context)));
    return found;
  };
  /** The state in which the run arrives with these values, in the symbols of the cut point. */
  const arriving = (point: number, state: PathState, read: Read): Sample | undefined => {
    if (!isTrue(read(state.reach))) return undefined;
    const into = landingOf(point, state);
    if (into === undefined || !isTrue(read(into.fits))) return undefined;
    const values = new Map(into.leaves.map(([symbol, term]) => [symbol, read(term)]));
    const sample: Sample = { point, read: termEvaluator({ symbol: (symbol) => values.get(symbol) ?? chance.value(symbol) }) };
    return isTrue(sample.read(present(points.get(point)).start.reach)) ? sample : undefined;
  };
  const picked = (before: Read | undefined): Read => {
    const own = new Map<Symbol, ModelValue>();
    return termEvaluator({
      symbol: (symbol) => {
        const known = before === undefined || !isOfStart(symbol) ? own.get(symbol) : before(symbol);
        if (known !== undefined) return known;
        const value = chance.value(symbol);
        own.set(symbol, value);
        return value;
      },
    });
  };
  const ofStarts = new Set([...points.values()].flatMap(({ start }) => start.cells.flatMap(cellTerms)));
  const isOfStart = (symbol: Symbol): boolean => ofStarts.has(symbol);
  const begin = (): Sample | undefined => {
    for (let tries = 0; tries < most.starts; tries += 1) {
      const found = arriving(0, initial, picked(undefined));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const next = ({ point, read }: Sample): Sample | undefined => {
    const { arrivals } = present(points.get(point));
    for (let tries = 0; tries < most.tries; tries += 1) {
      const values = picked(read);
      for (const [target, state] of arrivals) {
        const found = arriving(target, state, values);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  for (let run = 0; run < most.runs; run += 1) {
    let here = begin();
    if (here === undefined) return;
    for (let segments = 0; here !== undefined && segments <= most.segments; segments += 1) {
      yield here;
      here = next(here);
    }
  }
}

/** How what a run arrives with is brought into the symbols of the cut point. */
interface Landing {
  readonly leaves: readonly (readonly [Symbol, Term])[];
  readonly fits: Term;
}

function landing(state: PathState, { slots, start }: SampledPoint, context: Context): Landing {
  const { cells, fits } = stored(state, slots, context);
  const given = cells.flatMap(cellTerms);
  const leaves = start.cells.flatMap(cellTerms).flatMap((symbol, index) => (symbol.kind === "symbol" ? [[symbol, present(given[index])] as const] : []));
  return { leaves, fits };
}

function isTrue(value: ModelValue): boolean {
  return value.kind === "boolean" && value.value;
}

/** Values by chance: small numbers, and what is near to those that the program mentions, so that what is compared is often equal. */
class Chance {
  readonly #numbers: readonly bigint[];
  readonly #texts: ReadonlyMap<Term, number>;
  #state = 0x9e3779b9;

  constructor(program: Program, { texts }: Context) {
    const near = constantsOf(program).flatMap((constant) => [constant - 1n, constant, constant + 1n]);
    this.#numbers = [...new Set([0n, 1n, 2n, 3n, 5n, -1n, -2n, -7n, 11n, 100n, ...near])];
    this.#texts = new Map([...texts.values()].map((term, index) => [term, index]));
  }

  value(symbol: Symbol): ModelValue {
    const { sort } = symbol;
    switch (sort.kind) {
      case "bool":
        return { kind: "boolean", value: this.#below(2) === 1 };
      case "int":
        return { kind: "integer", value: this.#number() };
      case "bits":
        return { kind: "word", value: BigInt.asUintN(sort.width, this.#number()), width: sort.width };
      case "enumeration":
        return { kind: "member", name: present(sort.members[this.#below(sort.members.length)]) };
      case "opaque":
        return { kind: "opaque", index: this.#texts.get(symbol) ?? this.#below(this.#texts.size + 2) };
      case "array":
        throw new Error("arrays have no values by chance");
    }
  }

  #number(): bigint {
    return this.#below(6) === 0 ? BigInt(this.#below(2_000) - 1_000) : present(this.#numbers[this.#below(this.#numbers.length)]);
  }

  /** A whole number from 0 to `bound` - 1 (xorshift, Marsaglia 2003). */
  #below(bound: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % bound;
  }
}
