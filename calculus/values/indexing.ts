/**
 * Indexings: a domain as a numbering of its values from 0, with their number where it is finite. Small values come first.
 * Products and sums of indexings give those of records, options, enums, lists, sets and maps; infinite ones are paired after Cantor.
 */
import type { Value } from "../core/index.ts";

export interface Indexing<T = Value> {
  /** How many values there are; undefined for infinitely many. */
  readonly count: bigint | undefined;
  /** The value at an index (below `count` if that is finite); undefined where no value was found. */
  readonly at: (index: bigint) => T | undefined;
}

/** The values of a list, in its order. */
export function listed<T>(values: readonly T[]): Indexing<T> {
  return { count: BigInt(values.length), at: (index) => values[Number(index)] };
}

/** All integers between the bounds, nearest to the bound (or to 0) first; from low to high if both bounds are given. */
export function integers(low: bigint | undefined, high: bigint | undefined): Indexing {
  if (low !== undefined && high !== undefined) return { count: high < low ? 0n : high - low + 1n, at: (index) => low + index };
  if (low !== undefined) return { count: undefined, at: (index) => low + index };
  if (high !== undefined) return { count: undefined, at: (index) => high - index };
  return { count: undefined, at: (index) => (index % 2n === 1n ? (index + 1n) / 2n : -(index / 2n)) };
}

/** All strings over the lower-case letters: "", "a", …, "z", "aa", … */
export const strings: Indexing = {
  count: undefined,
  at: (index) => {
    let text = "";
    for (let rest = index; rest > 0n; rest = (rest - 1n) / 26n) text = String.fromCharCode(97 + Number((rest - 1n) % 26n)) + text;
    return text;
  },
};

/** Every value through a function. */
export function mapped<A, B>(indexing: Indexing<A>, convert: (value: A) => B): Indexing<B> {
  return {
    count: indexing.count,
    at: (index) => {
      const value = indexing.at(index);
      return value === undefined ? undefined : convert(value);
    },
  };
}

function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root -= 1n;
  while ((root + 1n) * (root + 1n) <= value) root += 1n;
  return root;
}

/** The inverse of Cantor's pairing: index ↦ (x, y), both at most index. */
function unpair(index: bigint): readonly [bigint, bigint] {
  const diagonal = (integerSquareRoot(8n * index + 1n) - 1n) / 2n;
  const y = index - (diagonal * (diagonal + 1n)) / 2n;
  return [diagonal - y, y];
}

/** All pairs. Finite ones in lexicographic order; an infinite factor is spread so that both coordinates stay small. */
export function pairs<A, B>(first: Indexing<A>, second: Indexing<B>): Indexing<readonly [A, B]> {
  const split = (index: bigint): readonly [bigint, bigint] => {
    if (second.count !== undefined) return [index / second.count, index % second.count];
    if (first.count !== undefined) return [index % first.count, index / first.count];
    return unpair(index);
  };
  const isEmpty = first.count === 0n || second.count === 0n;
  const count = isEmpty ? 0n : first.count === undefined || second.count === undefined ? undefined : first.count * second.count;
  return {
    count,
    at: (index) => {
      if (isEmpty) return undefined;
      const [left, right] = split(index);
      const a = first.at(left);
      const b = a === undefined ? undefined : second.at(right);
      return a === undefined || b === undefined ? undefined : [a, b];
    },
  };
}

/** All tuples of the factors, in lexicographic order where they are finite. */
export function tuples<T>(factors: readonly Indexing<T>[]): Indexing<readonly T[]> {
  return factors.reduceRight<Indexing<readonly T[]>>(
    (rest, factor) => mapped(pairs(factor, rest), ([head, tail]) => [head, ...tail]),
    listed<readonly T[]>([[]]),
  );
}

/** The values of all parts: first those of finite parts in order, then the infinite ones in turns. */
export function sum<T>(parts: readonly Indexing<T>[]): Indexing<T> {
  const finite = parts.filter((part) => part.count !== undefined);
  const infinite = parts.filter((part) => part.count === undefined);
  const total = finite.reduce((count, part) => count + (part.count ?? 0n), 0n);
  return {
    count: infinite.length === 0 ? total : undefined,
    at: (index) => {
      let rest = index;
      for (const part of finite) {
        const count = part.count ?? 0n;
        if (rest < count) return part.at(rest);
        rest -= count;
      }
      const turns = BigInt(infinite.length);
      return turns === 0n ? undefined : infinite[Number(rest % turns)]?.at(rest / turns);
    },
  };
}

/** All finite sequences: the empty one first, then by the pair of first item and rest. */
export function sequences<T>(item: Indexing<T>): Indexing<readonly T[]> {
  if (item.count === 0n) return listed<readonly T[]>([[]]);
  const at = (index: bigint): readonly T[] | undefined => {
    const items: T[] = [];
    for (let rest = index; rest > 0n;) {
      const [head, tail] = item.count === undefined ? unpair(rest - 1n) : [(rest - 1n) % item.count, (rest - 1n) / item.count];
      const value = item.at(head);
      if (value === undefined) return undefined;
      items.push(value);
      rest = tail;
    }
    return items;
  };
  return { count: undefined, at };
}

/** All subsets of finitely many values, in the order of their bit masks. */
export function subsets<T>(values: readonly T[]): Indexing<readonly T[]> {
  return { count: 1n << BigInt(values.length), at: (mask) => values.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n) };
}

/** All values of a finite indexing, in order; places without a value are left out. */
export function enumerate<T>(indexing: Indexing<T>): readonly T[] {
  const values: T[] = [];
  for (let index = 0n; index < (indexing.count ?? 0n); index += 1n) {
    const value = indexing.at(index);
    if (value !== undefined) values.push(value);
  }
  return values;
}
