/**
 * Ranking functions: that no run goes round for ever. Of a set of loops a measure is found that no round makes greater, and rounds that make it smaller begin where it
 * is not negative; so there are finitely many of those, and the other rounds are looked at without them, with another measure (Floyd, Assigning meanings to programs,
 * 1967; lexicographic ones after Bradley, Manna and Sipma, Linear Ranking with Reachability, CAV 2005; candidates are tried on rounds that the solver found before, as
 * in Gonnord, Monniaux and Radanne, Synthesis of Ranking Functions using Extremal Counterexamples, PLDI 2015).
 *
 *     I_ℓ(x) ∧ round(ℓ, x, ℓ′, y) ∧ ⋀ ¬falls₁…ₖ₋₁(x, y)  ⟹  mₖ(y) ≤ mₖ(x)            falls(x, y)  =  m(y) < m(x) ∧ m(x) ≥ 0
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context, SymbolicInteger } from "../values/index.ts";
import { decodeValue, textReader } from "../values/index.ts";
import type { Oracle, Possible } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { Invariants } from "./invariants.ts";
import type { Measure, Quantity } from "./measures.ts";
import { measureAt, measureOf, measuresOf, measureText, quantitiesOf } from "./measures.ts";
import type { Program } from "./program.ts";
import { executeSegment } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, slotsAt } from "./states.ts";

/** For cut points the measures that fall one after the other, as expressions: what comes first weighs most. */
export type Ranking = ReadonlyMap<number, readonly string[]>;

export type Ranked =
  /** `tuples`: as long as each other, with numbers of sets of loops between the measures, so that on every way from one cut point to the next one the tuple falls. */
  | { readonly kind: "ranked"; readonly ranking: Ranking; readonly tuples: Ranking }
  /** `points`: of loops for which nothing was found. */
  | { readonly kind: "unranked"; readonly points: readonly number[]; readonly reason: string };

/** A way from one cut point to the next, as long as it may be taken again and again. */
interface Round {
  readonly from: number;
  readonly to: number;
  readonly state: { readonly before: Parameters<Quantity["at"]>[0]; readonly after: Parameters<Quantity["at"]>[0] };
  readonly taken: Term;
}

/** A round that the solver has found, by what quantities were before it and afterwards, and which way it goes. */
interface Sample {
  readonly from: number;
  readonly to: number;
  readonly before: readonly bigint[];
  readonly after: readonly bigint[];
}

interface Found {
  readonly measure: Measure;
  /** Rounds as far as they do not make it smaller, and some of them that are possible. */
  readonly left: readonly Round[];
  readonly samples: readonly Sample[];
}

/** Measures in a tuple for one set of loops. */
const mostMeasures = 6;
/** Answers of the solver for one set of loops. */
const mostQuestions = 60;

/** Finds a ranking function for all loops of the program, given what holds at its cut points. The cost is that of the solver, a bounded number of queries for each loop. @throws Refusal */
export function rankingOf(program: Program, invariants: Invariants, context: Context, oracle: Oracle): Ranked {
  return new Ranker(program, invariants, context, oracle).rank();
}

class Ranker {
  readonly #program: Program;
  readonly #invariants: Invariants;
  readonly #context: Context;
  readonly #oracle: Oracle;
  readonly #layouts = new Map<number, readonly Slot[]>();
  readonly #measures = new Map<number, string[]>();
  readonly #tuples = new Map<number, string[]>();
  readonly #open: { readonly points: readonly number[]; readonly reason: string }[] = [];

  constructor(program: Program, invariants: Invariants, context: Context, oracle: Oracle) {
    this.#program = program;
    this.#invariants = invariants;
    this.#context = context;
    this.#oracle = oracle;
  }

  rank(): Ranked {
    const rounds = this.#rounds().filter(({ from, to }) => this.#program.parts.ranksBetweenLoops || from === to);
    this.#fall(rounds, 0, [], [...this.#layouts.keys()]);
    const [open] = this.#open;
    return open === undefined ? { kind: "ranked", ranking: this.#measures, tuples: this.#paddedTuples() } : { kind: "unranked", ...open };
  }

  /** Where no round is left to be ranked nothing has to fall any more. Numbers that are the same everywhere say nothing. */
  #paddedTuples(): Ranking {
    const tuples = [...this.#tuples.values()];
    const length = Math.max(0, ...tuples.map((tuple) => tuple.length));
    const places = Array.from({ length }, (_, place) => place).filter((place) => tuples.some((tuple) => (tuple[place] ?? "0") !== "0"));
    return new Map([...this.#tuples].map(([point, tuple]) => [point, places.map((place) => tuple[place] ?? "0")]));
  }

  #append(points: readonly number[], measure: (point: number) => string): void {
    for (const point of points) this.#tuples.set(point, [...(this.#tuples.get(point) ?? []), measure(point)]);
  }

  #rounds(): readonly Round[] {
    const { terms } = this.#context;
    const program = this.#program;
    for (const point of program.cuts.points) {
      const slots = slotsAt(program, point, this.#context);
      if (slots !== undefined) this.#layouts.set(point, slots);
    }
    return [...this.#layouts].flatMap(([from, slots]) => {
      const start = anyState(slots, `round ${String(from)}`, this.#context);
      const known = (this.#invariants.get(from) ?? []).map(({ holds }) => holds(start.cells));
      const run = executeSegment(program, from, start, `round ${String(from)}`, this.#context);
      const way = program.parts.rankedWays(
        run.visits.map(({ state: { reach }, branches }) => ({ reach, taken: branches.map(({ taken }) => taken) })),
        terms,
      );
      return [...run.exits].map(([to, { reach, cells }]): Round => {
        const goesOn = program.isOver === undefined ? terms.true : terms.not(program.isOver(to, cells, this.#context));
        return { from, to, state: { before: start.cells, after: cells }, taken: terms.and(start.reach, ...known, reach, goesOn, way) };
      });
    });
  }

  /** Ranks every set of loops that these rounds between `points` still make up; `shown`: some that are possible. */
  #fall(rounds: readonly Round[], depth: number, shown: readonly Sample[], points: readonly number[]): void {
    const components = componentsOf(rounds);
    const numbers = numbersOf(points, rounds, components);
    this.#append(points, (point) => String(numbers.get(point) ?? 0));
    for (const component of components) {
      const isShown = ({ from, to }: Round): boolean => shown.some((sample) => sample.from === from && sample.to === to);
      const possible = component.filter((round) => isShown(round) || this.#ask("round", round.taken).kind !== "no");
      if (possible.length < component.length) this.#fall(possible, depth, shown, pointsOf(component));
      else this.#rankComponent(possible, depth);
    }
  }

  #ask(name: string, condition: Term): Possible {
    return isPossible(name, [condition], this.#context, this.#oracle, "core first");
  }

  #rankComponent(rounds: readonly Round[], depth: number): void {
    const points = pointsOf(rounds);
    const fail = (reason: string): void => void this.#open.push({ points, reason });
    if (depth >= mostMeasures) {
      fail(`${String(mostMeasures)} measures do not suffice`);
      return;
    }
    const quantities = quantitiesOf(
      points.map((point) => present(this.#layouts.get(point))),
      this.#program,
      this.#context,
    );
    const found = this.#measureFor(rounds, quantities);
    if (found === undefined) {
      fail("no linear measure of its variables falls");
      return;
    }
    const text = measureText(found.measure, quantities);
    for (const point of points) this.#measures.set(point, [...(this.#measures.get(point) ?? []), text]);
    this.#append(points, () => text);
    this.#fall(
      found.left.filter(({ taken }) => taken.kind !== "false"),
      depth + 1,
      found.samples,
      points,
    );
  }

  /** A measure that no round makes greater and some make smaller, and the rounds that do not. */
  #measureFor(rounds: readonly Round[], quantities: readonly Quantity[]): Found | undefined {
    const { terms, integers } = this.#context;
    const encoded = rounds.map(({ from, to, taken, state: { before, after } }) => ({
      ...{ from, to, taken },
      before: quantities.map(({ at }) => at(before)),
      after: quantities.map(({ at }) => at(after)),
    }));
    type Encoded = (typeof encoded)[number];
    const samples: Sample[] = [];
    let questions = 0;
    /** Whether some round can do this; what does it becomes a sample. */
    const isPossibly = (name: string, condition: (round: Encoded) => Term): boolean => {
      questions += 1;
      const all = encoded.map((round) => terms.and(round.taken, condition(round)));
      const possible = this.#ask(name, terms.or(...all));
      if (possible.kind !== "yes") return possible.kind === "unknown";
      const { read } = possible;
      const text = textReader(read, this.#context);
      const known = (all: readonly SymbolicInteger[]): readonly bigint[] =>
        all.map((one) => {
          const value = decodeValue(one, read, text, this.#context);
          return typeof value === "bigint" ? value : 0n;
        });
      for (const [index, round] of encoded.entries()) {
        const truth = read(present(all[index]));
        if (truth.kind === "boolean" && truth.value) samples.push({ from: round.from, to: round.to, before: known(round.before), after: known(round.after) });
      }
      return true;
    };
    for (const round of encoded) isPossibly("round", (one) => (one === round ? terms.true : terms.false));
    const isBounded = (old: SymbolicInteger): Term => (this.#program.parts.isRankBounded ? integers.atMost(integers.literal(0n), old) : terms.true);
    const falls =
      (measure: Measure) =>
      ({ before, after }: Encoded): Term => {
        const [old, fresh] = [measureAt(measure, before, this.#context), measureAt(measure, after, this.#context)];
        return terms.and(integers.less(fresh, old), isBounded(old));
      };
    /** It grows, or falls where it is negative. */
    const strays =
      (measure: Measure) =>
      ({ before, after }: Encoded): Term => {
        const [old, fresh] = [measureAt(measure, before, this.#context), measureAt(measure, after, this.#context)];
        return terms.or(integers.less(old, fresh), terms.and(integers.less(fresh, old), terms.not(isBounded(old))));
      };
    const fallsIn = (measure: Measure, { before, after }: Sample): boolean => {
      const old = measureOf(measure, before);
      return measureOf(measure, after) < old && (!this.#program.parts.isRankBounded || old >= 0n);
    };
    const measures = measuresOf(quantities.length, this.#program);
    for (const measure of measures) {
      if (questions > mostQuestions) break;
      if (!samples.every((sample) => fallsIn(measure, sample))) continue;
      if (!isPossibly("measure-falls", (round) => terms.not(falls(measure)(round)))) return { measure, left: [], samples: [] };
    }
    for (const measure of measures) {
      if (questions > mostQuestions * 2) break;
      const isKept = samples.every((sample) => {
        const [old, fresh] = [measureOf(measure, sample.before), measureOf(measure, sample.after)];
        return fresh <= old && (fresh === old || fallsIn(measure, sample));
      });
      if (!isKept || !samples.some((sample) => fallsIn(measure, sample))) continue;
      if (isPossibly("measure-strays", strays(measure))) continue;
      const left = rounds.map((round, index) => ({ ...round, taken: terms.and(round.taken, terms.not(falls(measure)(present(encoded[index])))) }));
      return { measure, left, samples: samples.filter((sample) => !fallsIn(measure, sample)) };
    }
    return undefined;
  }
}

/** The rounds within each strongly connected set of cut points, in the order of their first ones. Quadratic in the rounds. */
function componentsOf(rounds: readonly Round[]): readonly (readonly Round[])[] {
  const next = new Map<number, number[]>();
  for (const { from, to } of rounds) next.set(from, [...(next.get(from) ?? []), to]);
  const reaches = new Map([...next.keys()].map((point) => [point, reachableFrom(point, next)]));
  const isTogether = (one: number, other: number): boolean => reaches.get(one)?.has(other) === true && reaches.get(other)?.has(one) === true;
  const components = new Map<number, Round[]>();
  for (const round of rounds) {
    if (!isTogether(round.from, round.to)) continue;
    const first = [...components.keys()].find((point) => isTogether(point, round.from));
    if (first === undefined) components.set(round.from, [round]);
    else present(components.get(first)).push(round);
  }
  return [...components.values()];
}

/** Where the rounds of a set of loops begin, which is where they end. */
function pointsOf(component: readonly Round[]): readonly number[] {
  return [...new Set(component.map(({ from }) => from))];
}

/** A number for each point, the same for all of a set of loops, which every round that leaves one makes smaller. Cubic in the points. */
function numbersOf(points: readonly number[], rounds: readonly Round[], components: readonly (readonly Round[])[]): ReadonlyMap<number, number> {
  const sets = new Map(components.flatMap((component) => pointsOf(component).map((point) => [point, component] as const)));
  const leaving = rounds.filter(({ from, to }) => from !== to && (sets.get(from) === undefined || sets.get(from) !== sets.get(to)));
  const numbers = new Map<number, number>();
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const { from, to } of leaving) {
      const least = (numbers.get(to) ?? 0) + 1;
      if ((numbers.get(from) ?? 0) >= least) continue;
      for (const point of sets.get(from) === undefined ? [from] : pointsOf(sets.get(from) ?? [])) numbers.set(point, least);
      isStable = false;
    }
  }
  return new Map(points.map((point) => [point, numbers.get(point) ?? 0]));
}

/** What is reached by at least one round. */
function reachableFrom(point: number, next: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const seen = new Set<number>();
  const waiting = [...(next.get(point) ?? [])];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    waiting.push(...(next.get(one) ?? []));
  }
  return seen;
}
