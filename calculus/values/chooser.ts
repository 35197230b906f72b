/** How nondeterminism is resolved: all values of finite domains, or one value by a source of numbers. */
import type { ChoiceRequest, Chooser, MetLimit } from "./choice.ts";

/**
 * Every value of a finite domain, in its order. An infinite domain gives no value and is recorded: what was explored is then incomplete.
 * An empty one gives no value either and goes to `recordEmpty`: nothing can satisfy what was asked for. Limits of the evaluator go to `recordLimit`.
 */
export function exhaustive(
  record: (request: ChoiceRequest) => void,
  recordEmpty: (request: ChoiceRequest) => void = () => undefined,
  recordLimit: (limit: MetLimit) => void = () => undefined,
): Chooser {
  return {
    meetLimit: recordLimit,
    choose: (request, domain) => {
      if (domain.kind === "infinite") {
        record(request);
        return [];
      }
      if (domain.values.length === 0) recordEmpty(request);
      return domain.values;
    },
  };
}

/** Nothing is chosen: for expressions that are not to ask for anything. */
export const refusing: Chooser = { choose: () => [], meetLimit: () => undefined };

/** A non-negative number that is small more often than not, from a large one: below 4, 16, 64 or 256 with equal chances. */
function small(random: bigint): bigint {
  return (random >> 2n) % (4n << (2n * (random & 3n)));
}

/** One value: `random` gives a non-negative number of 64 bits for each request. None if the domain is empty or no value was found in it. */
export function sampling(random: (request: ChoiceRequest) => bigint): Chooser {
  return {
    meetLimit: () => undefined,
    choose: (request, domain) => {
      if (domain.kind === "infinite") {
        const value = domain.sample(small(random(request)));
        return value === undefined ? [] : [value];
      }
      const count = BigInt(domain.values.length);
      if (count === 0n) return [];
      const value = domain.values[Number(random(request) % count)];
      return value === undefined ? [] : [value];
    },
  };
}
