import { expect, test } from "vitest";
import { PairNumbers } from "./pair-numbers.ts";

test("pairs are numbered in the order in which they come, however many there are", () => {
  const numbers = new PairNumbers();
  const known = new Map<string, number>();
  const wrong: string[] = [];
  for (let round = 0; round < 20_000; round += 1) {
    const pair = [Math.imul(round, 7_919) % 173, (Math.imul(round, 104_729) >>> 3) % 61] as const;
    const before = known.get(pair.join());
    if (before === undefined) known.set(pair.join(), known.size);
    if (numbers.numberOf(...pair) !== (before ?? known.size - 1)) wrong.push(pair.join());
  }
  expect(wrong).toEqual([]);
  expect(numbers.size).toBe(known.size);
  expect([...known].filter(([pair, number]) => numbers.pairOf(number).join() !== pair)).toEqual([]);
  expect(() => numbers.pairOf(known.size)).toThrow();
});
