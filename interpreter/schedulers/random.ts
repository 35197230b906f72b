/** The random scheduler: every enabled step is equally likely, by a seed. */
import type { Generator } from "../random.ts";
import { below, generatorOf, split } from "../random.ts";
import type { Scheduler } from "./scheduler.ts";
import { nothingEnabled, take } from "./scheduler.ts";

/** Picks uniformly among the enabled steps; the whole run is a function of `seed`. */
export function random(seed: string): Scheduler {
  const from = (generator: Generator): Scheduler => ({
    name: "random",
    decide: (candidates) => {
      if (candidates.length === 0) return nothingEnabled;
      const drawn = below(generator, BigInt(candidates.length));
      return take(Number(drawn.value), from(drawn.generator));
    },
  });
  return from(split(generatorOf(seed), "schedule"));
}
