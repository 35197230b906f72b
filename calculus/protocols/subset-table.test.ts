/** The table of sets: equal sets have one number, however many there are, and limits are kept. */
import { expect, test } from "vitest";
import { SubsetTable } from "./subset-table.ts";

test("sets are known again after the table has grown", () => {
  for (const universe of [1000, 100_000]) {
    const table = new SubsetTable(universe, { sets: 50_000, members: 200_000 });
    const buffer = new Int32Array(4);
    const add = (index: number): number => {
      buffer.set([index % 10, 10 + (Math.floor(index / 10) % 100), 200 + Math.floor(index / 1000)]);
      return table.add(buffer, 3);
    };
    const indices = Array.from({ length: 30_000 }, (_, index) => index);
    expect(indices.filter((index) => add(index) !== index)).toEqual([]);
    expect(indices.filter((index) => add(index) !== index)).toEqual([]);
    expect([...table.members.subarray(table.offset(1234), table.offset(1235))]).toEqual([4, 33, 201]);
    expect(table.add(buffer, 0)).toBe(30_000);
  }
});

test("a limit stops the table, and says which", () => {
  const few = new SubsetTable(10, { sets: 2, members: 100 });
  const buffer = Int32Array.of(1, 2, 3);
  expect([few.add(buffer, 1), few.add(buffer, 2), few.add(buffer, 3), few.limitMet()]).toEqual([0, 1, -1, "sets"]);
  const small = new SubsetTable(10, { sets: 10, members: 3 });
  expect([small.add(buffer, 1), small.add(buffer, 3), small.add(buffer, 2), small.limitMet()]).toEqual([0, 1, -1, "members"]);
});
