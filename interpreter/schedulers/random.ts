/** The random scheduler: every enabled step is equally likely, by a seed; where faults are possible, one in four steps is one of them. */
import { isFault } from "../../calculus/semantics/index.ts";
import type { Generator } from "../random.ts";
import { below, generatorOf, split } from "../random.ts";
import type { Scheduler } from "./scheduler.ts";
import { movesAmong, nothingEnabled, take } from "./scheduler.ts";

/** Picks uniformly among the moves, or now and then among the faults; where there are only faults the run is over. The whole run is a function of `seed`. */
export function random(seed: string): Scheduler {
  const from = (generator: Generator): Scheduler => ({
    name: "random",
    decide: (candidates) => {
      const moves = movesAmong(candidates);
      if (moves.length === 0) return nothingEnabled;
      if (moves.length === candidates.length) {
        const drawn = below(generator, BigInt(candidates.length));
        return take(Number(drawn.value), from(drawn.generator));
      }
      const kind = below(generator, 4n);
      const offered = kind.value === 0n ? candidates.flatMap(({ label }, index) => (isFault(label) ? [index] : [])) : moves;
      const drawn = below(kind.generator, BigInt(offered.length));
      return take(offered[Number(drawn.value)] ?? 0, from(drawn.generator));
    },
  });
  return from(split(generatorOf(seed), "schedule"));
}
