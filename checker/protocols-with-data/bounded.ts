/**
 * Shortest ways to the goal of a system: bounded model checking, one move after the other (Biere, Cimatti, Clarke and Zhu, TACAS 1999). Of the shortest ways the
 * canonical one is taken: the first moves in the order of the system, and then the integers that are chosen as near to 0 as they can be, positive before negative.
 */
import { present } from "../../calculus/present.ts";
import type { Answer, Dialogue } from "../smt/solver/index.ts";
import { intSort, newTerms } from "../smt/terms/index.ts";
import type { Term, Terms } from "../smt/terms/index.ts";
import type { Asking } from "./ask.ts";
import type { Move, System } from "./system.ts";

/** One move of a way, with the integers before and after it. */
export interface Taken<Told> {
  readonly move: Move<Told>;
  readonly before: readonly bigint[];
  readonly after: readonly bigint[];
  readonly chosen: readonly bigint[];
}

export type Ways<Told> =
  | { readonly kind: "found"; readonly way: readonly Taken<Told>[] }
  /** None has so many moves, or fewer; `all`: none has more. */
  | { readonly kind: "none"; readonly moves: number; readonly all: boolean }
  | { readonly kind: "unknown"; readonly reason: string };

interface Step {
  readonly place: Term;
  readonly variables: readonly Term[];
  readonly pick: Term;
  readonly chosen: readonly Term[];
}

/** Looks for a way to the goal of a pruned system; `anyWay`: whether there is one, without telling it. The cost is the solver's; control alone decides at which lengths it is asked. */
export function shortestWay<Told>(system: System<Told>, asking: Asking, anyWay = false): Ways<Told> {
  const { solver, effort, longest, shouldStop } = asking;
  const terms = newTerms();
  const dialogue = solver.open(undefined, `${system.name}-run`);
  try {
    const width = Math.max(0, ...system.places);
    const most = Math.max(0, ...system.moves.map(({ chosen }) => chosen));
    const steps: Step[] = [];
    const stepAt = (depth: number): Step =>
      (steps[depth] ??= {
        place: terms.symbol(`at ${String(depth)}`, intSort),
        variables: symbols(width, `v ${String(depth)}`, terms),
        pick: terms.symbol(`pick ${String(depth)}`, intSort),
        chosen: symbols(most, `c ${String(depth)}`, terms),
      });
    const first = stepAt(0);
    dialogue.assert(terms.and(terms.equal(first.place, terms.integer(system.initial)), system.start(variablesAt(system, system.initial, first), terms)));
    let here: ReadonlySet<number> = new Set([system.initial]);
    for (let depth = 0; depth < longest; depth++) {
      const reason = shouldStop();
      if (reason !== undefined) return { kind: "unknown", reason: `stopped by ${reason}` };
      const possible = system.moves.flatMap((move, index) => (here.has(move.from) ? [{ move, index }] : []));
      const goals = possible.filter(({ move }) => move.to === "goal");
      if (goals.length > 0) {
        const wanted = terms.or(...goals.map(({ move, index }) => taken(system, move, index, stepAt(depth), undefined, terms)));
        const answer = dialogue.check([wanted], [], effort);
        if (answer.kind === "sat") {
          if (anyWay) return { kind: "found", way: [] };
          dialogue.assert(wanted);
          return canonical(system, steps, dialogue, asking, terms);
        }
        if (answer.kind !== "unsat") return { kind: "unknown", reason: reasonOf(answer, asking) };
      }
      const going = possible.filter(({ move }) => move.to !== "goal");
      if (going.length === 0) return { kind: "none", moves: depth + 1, all: true };
      dialogue.assert(terms.or(...going.map(({ move, index }) => taken(system, move, index, stepAt(depth), stepAt(depth + 1), terms))));
      here = new Set(going.flatMap(({ move: { to } }) => (to === "goal" ? [] : [to])));
    }
    return { kind: "none", moves: longest, all: false };
  } finally {
    dialogue.close();
  }
}

function symbols(count: number, name: string, terms: Terms): readonly Term[] {
  return Array.from({ length: count }, (_, index) => terms.symbol(`${name} ${String(index)}`, intSort));
}

function variablesAt<Told>({ places }: System<Told>, place: number, { variables }: Step): readonly Term[] {
  return variables.slice(0, places[place]);
}

function taken<Told>(system: System<Told>, move: Move<Told>, index: number, step: Step, next: Step | undefined, terms: Terms): Term {
  const { from, to, chosen, relation } = move;
  const after = to === "goal" || next === undefined ? [] : variablesAt(system, to, next);
  const arrives = to === "goal" || next === undefined ? terms.true : terms.equal(next.place, terms.integer(to));
  return terms.and(
    terms.equal(step.place, terms.integer(from)),
    terms.equal(step.pick, terms.integer(index)),
    arrives,
    relation({ before: variablesAt(system, from, step), after, chosen: step.chosen.slice(0, chosen), terms }),
  );
}

function reasonOf(answer: Answer, { solver }: Asking): string {
  if (answer.kind === "unknown") return `${solver.name} does not know: ${answer.detail === "" ? answer.reason : answer.detail}`;
  return answer.kind === "disagreement" ? answer.detail : `${solver.name} contradicts itself`;
}

/** The canonical way among those that what has been asserted allows. */
function canonical<Told>(system: System<Told>, steps: readonly Step[], dialogue: Dialogue, asking: Asking, terms: Terms): Ways<Told> {
  const { effort } = asking;
  /** The value of the term in some way, under what is assumed as well. */
  const read = (term: Term, assumed: readonly Term[]): bigint | undefined => {
    const answer = dialogue.check(assumed, [term], effort);
    const [value] = answer.kind === "sat" ? answer.values : [];
    return value?.kind === "integer" ? value.value : undefined;
  };
  /** Fixes the term at the first value of the order; false where the solver gives up. */
  const fix = (term: Term, sizes: (value: bigint) => Term): bigint | undefined => {
    let value = read(term, []);
    if (value === undefined) return undefined;
    // Below `low` in size there is none.
    for (let low = 0n; ;) {
      const size = absolute(value);
      if (low >= size) break;
      const middle = (low + size) / 2n;
      const smaller = read(term, [sizes(middle)]);
      if (smaller === undefined) low = middle + 1n;
      else value = smaller;
    }
    if (value < 0n && read(term, [terms.equal(term, terms.integer(-value))]) !== undefined) value = -value;
    dialogue.assert(terms.equal(term, terms.integer(value)));
    return value;
  };
  const atMost = (term: Term) => (size: bigint) => terms.and(terms.atMost(terms.integer(-size), term), terms.atMost(term, terms.integer(size)));
  const way: Taken<Told>[] = [];
  const moves: Move<Told>[] = [];
  for (const { pick } of steps) {
    const index = fix(pick, atMost(pick));
    if (index === undefined) return { kind: "unknown", reason: `${asking.solver.name} gives no model of a run that it has found` };
    moves.push(present(system.moves[Number(index)]));
  }
  const values: (readonly bigint[])[] = [];
  for (const [depth, { variables, chosen }] of steps.entries()) {
    const move = present(moves[depth]);
    const found: bigint[] = [];
    for (const term of [...chosen.slice(0, move.chosen), ...variables.slice(0, system.places[move.from])]) {
      const value = fix(term, atMost(term));
      if (value === undefined) return { kind: "unknown", reason: `${asking.solver.name} gives no model of a run that it has found` };
      found.push(value);
    }
    values.push(found);
  }
  moves.forEach((move, depth) => {
    const next = moves[depth + 1];
    way.push({
      move,
      chosen: present(values[depth]).slice(0, move.chosen),
      before: present(values[depth]).slice(move.chosen),
      after: next === undefined ? [] : present(values[depth + 1]).slice(next.chosen),
    });
  });
  return { kind: "found", way };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
