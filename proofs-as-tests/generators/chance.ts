/** Chance for generators that are written as plain recursive functions: fast-check's random source behind a handful of questions. */
import fc from "fast-check";

export class Chance {
  private readonly random: fc.Random;

  constructor(random: fc.Random) {
    this.random = random;
  }

  /** An integer of low..high, both included. */
  between(low: number, high: number): number {
    return this.random.nextInt(low, high);
  }

  /** True in `percent` of a hundred cases. */
  percent(percent: number): boolean {
    return this.between(1, 100) <= percent;
  }

  /** One of the items, all equally likely; the list is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** One of the alternatives, as likely as its weight; at least one weight is positive. */
  weighted<Item>(alternatives: readonly (readonly [weight: number, item: Item])[]): Item {
    const total = alternatives.reduce((sum, [weight]) => sum + weight, 0);
    let rest = this.between(1, total);
    for (const [weight, item] of alternatives) {
      rest -= weight;
      if (rest <= 0) return item;
    }
    throw new Error("no alternative has a positive weight");
  }

  /** `count` different items in the order of the list, or all when there are fewer. */
  subset<Item>(items: readonly Item[], count: number): readonly Item[] {
    const chosen = new Set(this.shuffle(items.map((_, index) => index)).slice(0, count));
    return items.filter((_, index) => chosen.has(index));
  }

  /** The items in a random order. */
  shuffle<Item>(items: readonly Item[]): readonly Item[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      const other = this.between(0, last);
      const [a, b] = [result[last], result[other]];
      if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
    }
    return result;
  }
}

/** An arbitrary from a recursive generator and a structural shrinker (candidates in the order to be tried, each smaller than the value). */
export function structured<Value>(generate: (chance: Chance) => Value, shrink: (value: Value) => Iterable<Value>): fc.Arbitrary<Value> {
  return new Structured(generate, shrink);
}

class Structured<Value> extends fc.Arbitrary<Value> {
  private readonly generator: (chance: Chance) => Value;
  private readonly shrinker: (value: Value) => Iterable<Value>;

  constructor(generator: (chance: Chance) => Value, shrinker: (value: Value) => Iterable<Value>) {
    super();
    this.generator = generator;
    this.shrinker = shrinker;
  }

  override generate(random: fc.Random): fc.Value<Value> {
    return new fc.Value(this.generator(new Chance(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Value {
    return value !== undefined;
  }

  override shrink(value: Value): fc.Stream<fc.Value<Value>> {
    return fc.stream(values(this.shrinker(value)));
  }
}

function* values<Value>(candidates: Iterable<Value>): IterableIterator<fc.Value<Value>> {
  for (const candidate of candidates) yield new fc.Value(candidate, undefined);
}
