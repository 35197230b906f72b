/**
 * What it costs to decide choreographies by solvers, from the start of the process: two-phase commit by its number of banks, where a proof head first does not
 * depend on the interleavings and the network's encoding does, and the programs of corpus/data.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOverBalances } from "./commit-over-balances.ts";
import { plot } from "./plot.ts";
import { median } from "./measure.ts";

const tool = join(import.meta.dirname, "choreo-verify.cjs");
const data = join(import.meta.dirname, "../corpus/data");

interface Decided {
  /** Milliseconds. */
  readonly time: number;
  /** The outcomes of the properties, each once. */
  readonly outcomes: string;
  readonly status: number | null;
}

function decided(words: readonly string[]): Decided {
  const start = performance.now();
  const { stdout, status } = spawnSync(process.execPath, [tool, "verify", ...words], { encoding: "utf8" });
  const time = performance.now() - start;
  const outcomes = [
    ...new Set([...stdout.matchAll(/^ {2}\S (proved|violated|vacuous|unknown|verified-up-to|disagreement|error)/gmu)].map((match) => match[1] ?? "")),
  ];
  return { time, outcomes: outcomes.join(", "), status };
}

/** The median of so many processes, which must decide alike. */
function typical(words: readonly string[], rounds: number): Decided {
  const all = Array.from({ length: rounds }, () => decided(words));
  const [first = decided(words)] = all;
  if (all.some(({ outcomes }) => outcomes !== first.outcomes)) throw new Error(`${words.join(" ")} does not always decide alike`);
  return { ...first, time: median(all.map(({ time }) => time)) };
}

function cell({ time, outcomes }: Decided): string {
  return `${time.toFixed(0).padStart(6)} ms ${outcomes}`.padEnd(26);
}

/** Prints both tables for the solvers of these names, by medians of so many processes. */
export function choreographiesBySolvers(solvers: readonly string[], say: (text: string) => unknown, rounds: number): void {
  const directory = mkdtempSync(join(tmpdir(), "choreo-verify-bench-"));
  try {
    const properties: readonly (readonly [name: string, sizes: readonly number[], title: string])[] = [
      ["Atomic", [3, 5, 10, 20, 30, 50], "all final stores, head first"],
      ["Transferred", [3, 5, 10, 20, 30, 50], "sums over all final stores, head first"],
      ["Solvent", [3, 5, 10, 20, 30, 50], "always, of one role, head first"],
      ["Told", [2, 3, 4], "always, of two roles, the network's encoding"],
    ];
    say(`\ntwo-phase commit over any balances, N banks (aims head first: native 1,000 ms each, wasm 3,000 ms)\n`);
    for (const [property, sizes, title] of properties) {
      say(`${property}: ${title}\n`);
      const points = new Map<string, (readonly [number, number])[]>(solvers.map((solver) => [solver, []]));
      for (const size of sizes) {
        const path = join(directory, `commit-${String(size)}.choreo`);
        writeFileSync(path, commitOverBalances(size));
        const cells = solvers.map((solver) => {
          const found = typical(["--engine", "smt", "--solver", solver, "--property", property, path], rounds);
          points.get(solver)?.push([size, found.time]);
          return `${solver} ${cell(found)}`;
        });
        say(`  N = ${String(size).padEnd(4)}${cells.join("  ")}`.trimEnd() + "\n");
      }
      for (const [solver, times] of points) say(`  ${solver}, by N\n${plot(times, " ms")}`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  const files = readdirSync(data).filter((name) => name.endsWith(".choreo"));
  say(`\ncorpus/data, ${String(files.length)} programs, each from the start of a process (aims: native 2,000 ms, wasm 5,000 ms)\n`);
  for (const solver of solvers) {
    const times = files.map((file) => ({ file, ...decided(["--solver", solver, join(data, file)]) })).toSorted((left, right) => right.time - left.time);
    const dearest = times.slice(0, 5).map(({ file, time }) => `${file.replace(".choreo", "")} ${time.toFixed(0)}`);
    const unmet = times.filter(({ status }) => status !== 0).map(({ file }) => file);
    say(`  ${solver.padEnd(5)} median ${median(times.map(({ time }) => time)).toFixed(0)} ms; dearest: ${dearest.join(", ")}\n`);
    if (unmet.length > 0) say(`  ${solver.padEnd(5)} not as expected: ${unmet.join(", ")}\n`);
  }
}
