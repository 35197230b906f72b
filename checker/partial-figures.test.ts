/** What was reached until a limit or an interrupt is told, whoever searched; and nobody goes on searching. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import type { VerifyOptions } from "./options.ts";
import type { FileReport } from "./verdict.ts";
import { verifyModel } from "./judge.ts";

const text = readFileSync(new URL("../bench/models/ring-5.choreo", import.meta.url), "utf8");
const threads = (): number => readdirSync("/proc/self/task").length;
const before = threads();
const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);

function report(options: VerifyOptions): FileReport {
  return verifyModel(analyseText(text), { engine: "explicit", property: "deadlock-free", ignoreExpect: true, network: "bounded(2)", ...options });
}

interface Told {
  readonly states: number;
  readonly moves: number;
  readonly depth: number;
  readonly left: number;
}

function told(found: FileReport): Told {
  const [verdict] = found.verdicts.filter(({ property }) => property === "deadlock-free");
  const lines = verdict?.evidence.join("\n") ?? "";
  const [, states, moves] = /(\d+) states and (\d+) moves were explored$/m.exec(lines) ?? [];
  const [, depth, left] = /as far as (\d+) steps from the start were reached, and (\d+) of them were not looked into/.exec(lines) ?? [];
  return { states: Number(states), moves: Number(moves), depth: Number(depth), left: Number(left) };
}

/** Stops a search once it has so many states, and has had time to start the threads that it wants. */
function stopping(states: number, workers: number): VerifyOptions {
  let reached = 0;
  let waited = 0;
  return {
    workers,
    onProgress: (progress) => (reached = progress.states),
    shouldStop: () => {
      if (reached < states) return undefined;
      while (threads() < before + workers - 1 && (waited += 1) < 400) pause();
      return "an interrupt";
    },
  };
}

test.each([1, 2, 3])("an interrupted search by %d threads tells how far it came", (workers) => {
  const found = report(stopping(100_000, workers));
  const { states, moves, depth, left } = told(found);
  expect(found.verdicts.map(({ verdict, reason }) => [verdict, reason])).toContainEqual(["unknown", "an interrupt"]);
  expect(found.exitCode).toBe(3);
  expect(states).toBeGreaterThanOrEqual(100_000);
  expect(states).toBeLessThan(536_790);
  expect(moves).toBeGreaterThan(states);
  expect(depth).toBeGreaterThan(5);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(states);
});

test("a limit of states gives the same figures, whoever searched, and exit code 3", () => {
  const [one, two] = [report({ maxStates: 90_000 }), report({ maxStates: 90_000, workers: 2 })];
  expect(told(one)).toMatchObject({ states: 90_000 });
  expect(told(two)).toEqual(told(one));
  expect([one.exitCode, two.exitCode]).toEqual([3, 3]);
});

test("a limit of memory ends every search", () => {
  for (const workers of [1, 2]) {
    const found = report({ memory: 2_000_000, workers });
    expect(found.verdicts.map(({ reason }) => reason)).toContain("the memory limit of 2000000 bytes was reached");
    expect(told(found).states).toBeGreaterThan(1_000);
  }
});

test("the rules tell it too", () => {
  const { states, left, depth } = told(report({ engine: "rules", maxStates: 500 }));
  expect([states, left > 0, depth > 2]).toEqual([500, true, true]);
});

afterAll(async () => {
  for (let tries = 0; threads() > before && tries < 100; tries += 1) await after(20);
  expect(threads()).toBeLessThanOrEqual(before);
});
