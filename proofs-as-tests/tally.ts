/** Statistics of a theorem: named counters, and demands on them that keep a theorem from being vacuous. */

export class Tally {
  private readonly counters = new Map<string, number>();

  /** Adds to a counter. */
  add(name: string, amount = 1): void {
    this.counters.set(name, this.get(name) + amount);
  }

  /** A counter's value, 0 when nothing was counted. */
  get(name: string): number {
    return this.counters.get(name) ?? 0;
  }

  /** Adds all counters of another tally. */
  merge(other: Iterable<readonly [string, number]>): void {
    for (const [name, amount] of other) this.add(name, amount);
  }

  /** The counters, sorted by name. */
  entries(): readonly (readonly [string, number])[] {
    return [...this.counters].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}

export interface Demand {
  /** What is demanded, for people. */
  readonly text: string;
  /** Undefined: met; else what was found instead. `runs` is what all shards together were asked for. */
  readonly unmet: (tally: Tally, runs: number) => string | undefined;
}

/** At least `percent` of the cases counted as `whole` are also counted as `part`. */
export function share(part: string, whole: string, percent: number): Demand {
  return {
    text: `at least ${percent} % of ${whole}: ${part}`,
    unmet: (tally) => {
      const [some, all] = [tally.get(part), tally.get(whole)];
      return all > 0 && some * 100 >= percent * all ? undefined : `${part}: ${some} of ${all} ${whole}`;
    },
  };
}

/** A counter reaches `least` (scaled down when fewer than `per` cases are run). */
export function count(counter: string, least: number, per = 500): Demand {
  return {
    text: `${counter}: at least ${least}`,
    unmet: (tally, runs) => {
      const wanted = runs >= per ? least : Math.floor((least * runs) / per);
      return tally.get(counter) >= wanted ? undefined : `${counter}: ${tally.get(counter)}, wanted ${wanted}`;
    },
  };
}
