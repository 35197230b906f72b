import { expect, test } from "vitest";
import type { Io } from "./io.ts";
import { progressLine, progressText } from "./progress.ts";

const progress = { states: 1_200_000, transitions: 5_000_000, depth: 1_033, frontier: 45_000, memory: 52_300_000 };

test("progress is states, their rate, what is open, depth and memory", () => {
  expect(progressText(progress, 0.5)).toBe("1,200,000 states (2,400,000/s), 45,000 open, depth 1,033, 53 MB");
  expect(progressText({ ...progress, states: 7 }, 0)).toBe("7 states, 45,000 open, depth 1,033, 53 MB");
});

test("a line is written over the one before, five times in a second at most", () => {
  const lines: string[] = [];
  let now = 0;
  const show = progressLine({ stderr: (text: string) => lines.push(text) } as unknown as Io, "judging a.choreo", () => now);
  for (; now < 1_000; now += 10) show(progress);
  expect(lines).toHaveLength(4);
  expect(lines.every((line) => line.startsWith("\r\u001b[2Kjudging a.choreo: 1,200,000 states"))).toBe(true);
});
