/** Measuring: wall-clock medians of fresh processes, so that nothing is warm that would not be warm for a user. */
import { spawnSync } from "node:child_process";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that one process takes from start to end. Throws if it fails. */
function wallClock(words: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...words], { encoding: "utf8" });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`node ${words.join(" ")} ended with ${String(status)}: ${stderr}`);
  return time;
}

/** Medians of several commands that take turns, so that a busy moment of the machine hits them all. */
export function wallClocks(commands: readonly (readonly string[])[], rounds: number): readonly number[] {
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) commands.forEach((words, index) => times[index]?.push(wallClock(words)));
  return times.map(median);
}

/** Medians of the numbers that a fresh process of this program prints as JSON. */
export function inFreshProcesses(script: string, words: readonly string[], rounds: number): Readonly<Record<string, number>> {
  const seen = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the measurement ${words.join(" ")} failed: ${stderr}`);
    for (const [name, value] of Object.entries(JSON.parse(stdout) as Record<string, number>)) seen.set(name, [...(seen.get(name) ?? []), value]);
  }
  return Object.fromEntries([...seen].map(([name, values]) => [name, median(values)]));
}
