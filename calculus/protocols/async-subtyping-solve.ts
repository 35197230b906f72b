/** Who wins the game of asynchronous subtyping on the part of it that was explored: sure wins of the prover, sure wins of the adversary. */
import { present } from "../present.ts";
import type { Option, Outcome, Search } from "./async-subtyping-search.ts";

/**
 * Whether the prover wins from the start: it can go on for ever, and comes again and again through fair steps (a Büchi game: the greatest fixed point of
 * what can be forced to a fair step back into itself). What was not explored counts as lost. Each round is linear; there are rarely more than two.
 */
export function proverWins({ outcomes, positions }: Search, mustBeFair: boolean): boolean {
  let winning = Uint8Array.from(positions, (_, position) => (position < outcomes.length ? 1 : 0));
  const users = usersOf(outcomes, positions.length);
  for (;;) {
    const next = attracted(outcomes, users, ({ target, isFair }) => (isFair || !mustBeFair) && winning[target] === 1, winning);
    if (next.every((value, position) => value === winning[position])) return winning[0] === 1;
    winning = next;
    if (winning[0] === 0) return false;
  }
}

/** The positions from which the prover can force a step that is `good`; taken from `among`. */
function attracted(
  outcomes: readonly (readonly Outcome[])[],
  users: readonly (readonly number[])[],
  good: (option: Option) => boolean,
  among: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const reached = new Uint8Array(among.length);
  const waiting: number[] = [];
  const settle = (position: number): void => {
    if (reached[position] === 1 || among[position] === 0) return;
    if (!present(outcomes[position]).every(({ options }) => options.some((option) => good(option) || reached[option.target] === 1))) return;
    reached[position] = 1;
    waiting.push(position);
  };
  outcomes.forEach((_, position) => {
    settle(position);
  });
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) present(users[position]).forEach(settle);
  return reached;
}

function usersOf(outcomes: readonly (readonly Outcome[])[], count: number): readonly (readonly number[])[] {
  const users = Array.from({ length: count }, (): number[] => []);
  outcomes.forEach((all, position) => {
    for (const { options } of all) for (const { target } of options) present(users[target]).push(position);
  });
  return users;
}

/** How the adversary wins: the way to a position where no rule applies, or to a cycle on which something is put off for ever. */
export interface Defeat {
  /** Edges of T. */
  readonly path: readonly number[];
  /** The last position, and which of its outcomes nothing answers; absent for cycles. */
  readonly position: number;
  readonly outcome?: number;
  readonly cycle?: readonly number[];
  /** For cycles: the action of T' that is put off; absent: the first that is outstanding. */
  readonly putOff?: number;
}

/**
 * How the adversary wins for certain, if it does: it forces the play to where no rule applies, or round an unfair cycle. Where the prover had more than one
 * way to go on and had to choose early (`delays` is off), nothing is certain. Linear, but for the search of cycles in depth.
 */
export function adversaryWins(search: Search, mustBeFair: boolean): Defeat | undefined {
  const { outcomes, positions, delays } = search;
  const users = usersOf(outcomes, positions.length);
  /** The outcome that loses, plus one; -1 for positions on unfair cycles. */
  const lost = new Int32Array(positions.length);
  const waiting: number[] = [];
  const settle = (position: number): void => {
    if (lost[position] !== 0) return;
    const all = outcomes[position];
    if (all === undefined) return;
    const losing = all.findIndex(({ options, isOpen }) => !isOpen && (delays || options.length <= 1) && options.every(({ target }) => lost[target] !== 0));
    if (losing === -1) return;
    lost[position] = losing + 1;
    waiting.push(position);
  };
  outcomes.forEach((_, position) => {
    settle(position);
  });
  const spread = (): void => {
    for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) present(users[position]).forEach(settle);
  };
  spread();
  if (lost[0] === 0 && mustBeFair) {
    for (const position of unfairCycles(search)) {
      if (lost[position] !== 0) continue;
      lost[position] = -1;
      waiting.push(position);
    }
    spread();
  }
  return lost[0] === 0 ? undefined : defeat(search, lost);
}

/** The step at a position that the adversary can force round a cycle: one remainder, no choice of the prover, nothing hidden, unfair. */
function unfairSteps({ outcomes, positions }: Search, position: number): readonly Option[] {
  if (present(positions[position]).remainders.length !== 1) return [];
  return (outcomes[position] ?? []).flatMap(({ options, isOpen }) => {
    const [only] = options;
    return isOpen || only === undefined || options.length !== 1 || only.isFair || present(positions[only.target]).remainders.length !== 1 ? [] : [only];
  });
}

/** Positions on cycles of unfair steps: those that remain when positions without such a step in or out are struck again and again. */
function unfairCycles(search: Search): readonly number[] {
  const count = search.outcomes.length;
  const steps = Array.from({ length: count }, (_, position) => unfairSteps(search, position).filter(({ target }) => target < count));
  const [into, out] = [new Int32Array(count), Int32Array.from(steps, ({ length }) => length)];
  const from = Array.from({ length: count }, (): number[] => []);
  steps.forEach((all, position) => {
    for (const { target } of all) {
      into[target] = present(into[target]) + 1;
      present(from[target]).push(position);
    }
  });
  const kept = new Uint8Array(count).fill(1);
  const waiting = Array.from({ length: count }, (_, position) => position);
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    if (kept[position] === 0 || (into[position] !== 0 && out[position] !== 0)) continue;
    kept[position] = 0;
    for (const { target } of present(steps[position])) {
      into[target] = present(into[target]) - 1;
      if (into[target] === 0) waiting.push(target);
    }
    for (const before of present(from[position])) {
      out[before] = present(out[before]) - 1;
      if (out[before] === 0) waiting.push(before);
    }
  }
  return Array.from(kept.keys()).filter((position) => kept[position] === 1);
}

function defeat(search: Search, lost: Int32Array): Defeat {
  const path: number[] = [];
  const seen = new Map<number, number>();
  let position = 0;
  for (;;) {
    const by = present(lost[position]);
    const before = seen.get(position);
    if (before !== undefined) return { path: path.slice(0, before), position, cycle: path.slice(before) };
    if (by === -1) seen.set(position, path.length);
    const [option] =
      by === -1 ? unfairSteps(search, position).filter(({ target }) => lost[target] === -1) : present(present(search.outcomes[position])[by - 1]).options;
    if (option === undefined) return { path, position, ...(by === -1 ? {} : { outcome: by - 1 }) };
    path.push(option.edge);
    position = option.target;
  }
}
