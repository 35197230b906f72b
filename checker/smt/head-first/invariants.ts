/**
 * Houdini: of candidates those that are inductive together are found by dropping, again and again, what a model refutes (Flanagan and Leino, Houdini, an annotation
 * assistant for ESC/Java, FME 2001). What is left holds whenever a run comes to the cut point:
 *
 *     init ⟹ ⋀ C₀        for every segment from ℓ to ℓ′:  ⋀ C_ℓ ∧ segment ⟹ ⋀ C_ℓ′
 */
import { present } from "../../../calculus/present.ts";
import type { ModelValue, Term } from "../terms/index.ts";
import type { Cell, Context, Read } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import type { Combination } from "./combinations.ts";
import { Combinations } from "./combinations.ts";
import type { Candidate, CandidateForms, ConcreteState } from "./candidates.ts";
import { concreteState, neverReached } from "./candidates.ts";
import type { Program } from "./program.ts";
import type { Sample, SampledPoint } from "./sampled-states.ts";
import { sampledStates } from "./sampled-states.ts";
import type { PathState } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, slotsAt } from "./states.ts";
import { Unrolling } from "./unrolling.ts";

/** By cut point, what holds there. */
export type Invariants = ReadonlyMap<number, readonly Candidate[]>;

export const noInvariants: Invariants = new Map();

/** After so many states in a row that refute nothing, for each cut point, no more are looked at. */
const quiet = 12;

/** The largest inductive set of candidates; undefined where the solver does not know. At most as many queries as candidates and cut points. `tag`: of its symbols. @throws Refusal */
export function inductiveCandidates(
  program: Program,
  context: Context,
  oracle: Oracle,
  forms: CandidateForms = "all",
  tag = "houdini",
): Invariants | undefined {
  const initial = initialState(program, context);
  const points = new Map<number, Weakened>();
  for (const point of program.cuts.points) {
    const slots = slotsAt(program, point, context);
    if (slots === undefined) continue;
    const start = anyState(slots, `${tag} ${String(point)}`, context);
    const run = present(new Unrolling(program, new Map([[point, start]]), `${tag} `, context).layer(0).runs.get(point));
    points.set(point, new Weakened(slots, start, [...run.exits], [neverReached(slots, program, context, forms)]));
  }
  if (program.parts.looksAtConsecution) dropWhatIsRefuted(sampledStates(program, initial, points, context), points);
  const questions = new Combinations(tag, context, oracle);
  try {
    const houdini = new Houdini(points, context, questions);
    if (!houdini.begins(initial) || (program.parts.looksAtConsecution && !houdini.isKept())) return undefined;
  } finally {
    questions.close();
  }
  return new Map([...points].map(([point, { left }]) => [point, left]));
}

/** A cut point with what is left of its candidates. */
class Weakened implements SampledPoint {
  readonly slots: readonly Slot[];
  readonly start: PathState;
  readonly arrivals: readonly (readonly [number, PathState])[];
  #left: readonly Candidate[];
  /** States that a run comes to here. */
  readonly #seen: ConcreteState[] = [];
  /** What candidates say of states. */
  readonly #said = new Map<Candidate, Map<readonly Cell[], Term>>();

  constructor(slots: readonly Slot[], start: PathState, arrivals: SampledPoint["arrivals"], candidates: readonly Candidate[]) {
    this.slots = slots;
    this.start = start;
    this.arrivals = arrivals;
    this.#left = candidates;
  }

  get left(): readonly Candidate[] {
    return this.#left;
  }

  /** What is left says this of the cells. */
  claims(cells: readonly Cell[]): readonly Term[] {
    return this.#left.map((one) => this.#claim(one, cells));
  }

  /** Each of which contradicts what is left. */
  denials(cells: readonly Cell[], { terms }: Context): readonly Combination[] {
    return this.claims(cells).map((claim) => ({ all: [terms.not(claim)] }));
  }

  /** Gives up what is false in the state, for what it implies; whether something was. */
  refute(state: ConcreteState): boolean {
    const refuted = new Set(this.#left.filter(({ isTrue }) => !isTrue(state)));
    if (refuted.size === 0) return false;
    const kept = this.#left.filter((one) => !refuted.has(one));
    const waiting = [...refuted].flatMap(({ weaker }) => weaker());
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (one.isTrue(state) && this.#seen.every(one.isTrue)) kept.push(one);
      else waiting.push(...one.weaker());
    }
    this.#left = kept;
    return true;
  }

  /** A state that a run comes to. */
  see(read: Read): boolean {
    const state = concreteState(this.start.cells, read);
    const isNew = this.refute(state);
    this.#seen.push(state);
    return isNew;
  }

  #claim(candidate: Candidate, cells: readonly Cell[]): Term {
    let said = this.#said.get(candidate);
    if (said === undefined) this.#said.set(candidate, (said = new Map<readonly Cell[], Term>()));
    let claim = said.get(cells);
    if (claim === undefined) said.set(cells, (claim = candidate.holds(cells)));
    return claim;
  }
}

/** Gives up candidates that are false in states that a run comes to, until many states refute none. */
function dropWhatIsRefuted(samples: Iterable<Sample>, points: ReadonlyMap<number, Weakened>): void {
  let vain = 0;
  for (const { point, read } of samples) {
    vain = present(points.get(point)).see(read) ? 0 : vain + 1;
    if (vain === quiet * points.size) return;
  }
}

/** Gives up what models refute. */
class Houdini {
  readonly #points: ReadonlyMap<number, Weakened>;
  readonly #context: Context;
  readonly #questions: Combinations;

  constructor(points: ReadonlyMap<number, Weakened>, context: Context, questions: Combinations) {
    this.#points = points;
    this.#context = context;
    this.#questions = questions;
  }

  /** Leaves what holds at the start; false where the solver does not know. */
  begins(initial: PathState): boolean {
    for (;;) {
      const weaker = this.#weaken("invariants-start", [], [[0, initial]]);
      if (weaker === undefined || weaker.size === 0) return weaker !== undefined;
    }
  }

  /** Leaves what every segment keeps. A segment is looked at again only where less is known of its start; false where the solver does not know. */
  isKept(): boolean {
    const waiting = new Set(this.#points.keys());
    // Whatever is added while this goes on stands behind all others.
    for (const point of waiting) {
      waiting.delete(point);
      const { start, arrivals } = present(this.#points.get(point));
      if (arrivals.length === 0) continue;
      const weaker = this.#weaken(`invariants-${String(point)}`, present(this.#points.get(point)).claims(start.cells), arrivals);
      if (weaker === undefined) return false;
      if (weaker.size > 0) for (const one of [point, ...weaker]) waiting.add(one);
    }
    return true;
  }

  /** Gives up what is false where a model of the premise arrives: the cut points that know less then; undefined if the solver does not know. */
  #weaken(name: string, premises: readonly Term[], arrivals: readonly (readonly [number, PathState])[]): ReadonlySet<number> | undefined {
    const refutations = arrivals.map(([point, { reach, cells }]) => ({ all: [reach], oneOf: this.#points.get(point)?.denials(cells, this.#context) ?? [] }));
    const possible = this.#questions.isPossible(name, { all: premises, oneOf: refutations });
    if (possible.kind === "no") return new Set();
    if (possible.kind === "unknown") return undefined;
    const weaker = arrivals.filter(
      ([point, { reach, cells }]) => isTrue(possible.read(reach)) && this.#points.get(point)?.refute(concreteState(cells, possible.read)) === true,
    );
    return weaker.length === 0 ? undefined : new Set(weaker.map(([point]) => point));
  }
}

function isTrue(value: ModelValue): boolean {
  return value.kind === "boolean" && value.value;
}
