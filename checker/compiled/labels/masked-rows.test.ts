import { expect, test } from "vitest";
import { MaskedRows } from "./masked-rows.ts";

const mask = [0b0110, 0, -1];

test("rows have one number exactly if they agree at the wanted bits, however many there are", () => {
  const rows = new MaskedRows(mask);
  const known = new Map<string, number>();
  const wrong: unknown[] = [];
  for (let round = 0; round < 5_000; round += 1) {
    const row = [round, Math.imul(round, 7_919), (Math.imul(round, 104_729) >>> 5) % 97];
    const seen = row.map((word, place) => word & (mask[place] ?? 0)).join();
    const before = known.get(seen);
    if (before === undefined) known.set(seen, known.size);
    // The row stands behind another.
    if (rows.numberOf(Int32Array.from([1, 2, 3, ...row]), 3) !== (before ?? known.size - 1)) wrong.push(row);
  }
  expect(wrong).toEqual([]);
  expect(rows.size).toBe(known.size);
});

test("where no bit is wanted all rows are one", () => {
  const rows = new MaskedRows([0, 0]);
  expect([rows.numberOf(Int32Array.from([1, 2]), 0), rows.numberOf(Int32Array.from([3, 4]), 0), rows.size]).toEqual([0, 0, 1]);
});
