/**
 * Transition systems with finitely many places and integers, and a goal: what reachability is asked about, in the same form for bounded model checking and Horn
 * clauses.
 */
import type { Term, Terms } from "../smt/terms/index.ts";

/** Terms for what a move relates. */
export interface Cells {
  /** At the place before. */
  readonly before: readonly Term[];
  /** At the place after; empty for moves to the goal. */
  readonly after: readonly Term[];
  /** What is chosen: first what is sent, then registers that nothing reads later. */
  readonly chosen: readonly Term[];
  readonly terms: Terms;
}

export interface Move<Told> {
  readonly from: number;
  readonly to: number | "goal";
  /** How many integers are chosen. */
  readonly chosen: number;
  readonly relation: (cells: Cells) => Term;
  /** What it stands for. */
  readonly told: Told;
}

export interface System<Told> {
  readonly name: string;
  /** How many integers each place has. */
  readonly places: readonly number[];
  readonly initial: number;
  readonly start: (variables: readonly Term[], terms: Terms) => Term;
  readonly moves: readonly Move<Told>[];
}

/** The system without what the goal cannot be reached from, or that cannot be reached, whatever the integers are. Linear. */
export function pruned<Told>(system: System<Told>): System<Told> {
  const { initial, moves } = system;
  const ahead = closure([initial], moves, ({ from, to }) => (to === "goal" ? undefined : [from, to]));
  const goals = moves.flatMap(({ from, to }) => (to === "goal" ? [from] : []));
  const behind = closure(goals, moves, ({ from, to }) => (to === "goal" ? undefined : [to, from]));
  return { ...system, moves: moves.filter(({ from, to }) => ahead.has(from) && behind.has(from) && (to === "goal" || behind.has(to))) };
}

function closure<Told>(
  from: readonly number[],
  moves: readonly Move<Told>[],
  edge: (move: Move<Told>) => readonly [number, number] | undefined,
): ReadonlySet<number> {
  const next = new Map<number, number[]>();
  for (const move of moves) {
    const ends = edge(move);
    if (ends === undefined) continue;
    const known = next.get(ends[0]);
    if (known === undefined) next.set(ends[0], [ends[1]]);
    else known.push(ends[1]);
  }
  const seen = new Set(from);
  for (const place of seen) for (const other of next.get(place) ?? []) seen.add(other);
  return seen;
}
