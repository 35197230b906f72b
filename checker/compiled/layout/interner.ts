/** Side tables: numbers for what is not written as bits. A number stays for as long as the table lives, through every change of layout. */
import type { Value } from "../../../calculus/core/index.ts";
import type { QueuedMessage } from "../../../calculus/machine/index.ts";
import type { OracleAnswer } from "../../../calculus/values/index.ts";
import { valueKey } from "../../../calculus/values/index.ts";

export interface SideTable<Item> {
  /** The number of the item, a new one if it has none; equal numbers iff equal items. */
  readonly numberOf: (item: Item) => number;
  /** @throws Error for a number that was never given. */
  readonly itemOf: (number: number) => Item;
  readonly size: () => number;
}

function sideTable<Item>(keyOf: (item: Item) => string, first: readonly Item[] = []): SideTable<Item> {
  const numbers = new Map<string, number>();
  const items: Item[] = [];
  const numberOf = (item: Item): number => {
    const key = keyOf(item);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, items.length);
    items.push(item);
    return items.length - 1;
  };
  first.forEach(numberOf);
  return {
    numberOf,
    itemOf: (number) => {
      if (number >= items.length) throw new Error(`nothing was interned as ${number}`);
      return items[number] as Item;
    },
    size: () => items.length,
  };
}

export interface SideTables {
  readonly values: SideTable<Value>;
  readonly queues: SideTable<readonly QueuedMessage[]>;
  readonly oracles: SideTable<ReadonlyMap<string, OracleAnswer>>;
}

/** Tables without entries, but that no messages and no answers are 0. */
export function sideTables(): SideTables {
  return {
    values: sideTable(valueKey),
    queues: sideTable<readonly QueuedMessage[]>(
      (messages) => messages.map(({ from, label, values }) => `${from}\u0001${label}\u0001${values.map(valueKey).join("")}`).join("\u0002"),
      [[]],
    ),
    oracles: sideTable<ReadonlyMap<string, OracleAnswer>>(
      (answers) =>
        [...answers]
          .map(([key, { result }]) => `${key}=${valueKey(result)}`)
          .sort()
          .join("\u0001"),
      [new Map()],
    ),
  };
}
