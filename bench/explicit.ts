/**
 * `npm run bench -- explicit`: exhaustive exploration beside SPIN, in turns, from the start of the process. SPIN explores the hand-written Promela of the same
 * model without reduction; its compilation is not counted, ours is. Wall clock and the greatest resident memory; the aims are ratios of the same run.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./measure.ts";
import { commitSystem, ringSystem } from "./model-families.ts";
import { outcomeOf, spinVersion, withModel } from "./spin.ts";
import { plot } from "./plot.ts";

const tool = join(import.meta.dirname, "choreo-verify.cjs");
const models = join(import.meta.dirname, "../bench/models");

interface Measured {
  /** Milliseconds. */
  readonly time: number;
  /** MB of resident memory at the most. */
  readonly memory: number;
  readonly printed: string;
  readonly status: number | null;
}

/** Runs a program under `watch`, which looks at its memory. */
function measured(script: string, command: readonly string[], cwd?: string): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, "--watch", ...command], { encoding: "utf8", maxBuffer: 1 << 28, cwd });
  if (status !== 0) throw new Error(`${command.join(" ")}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

interface Row {
  readonly name: string;
  readonly states: number;
  readonly spin?: { readonly time: number; readonly memory: number };
  readonly ours: { readonly time: number; readonly memory: number };
  /** Milliseconds of one thread, in turns with several. */
  readonly alone?: number;
  readonly aim: string;
}

/** The states that a report of `verify` counts. */
function statesOf(report: string): number {
  return Number(/([0-9]+) states/.exec(report)?.[1] ?? Number.NaN);
}

interface Subject {
  readonly model: string;
  readonly name: string;
  readonly aim: string;
  /** Of SPIN: the hash table of its usual size, and a stack that is long enough. */
  readonly hash: number;
  readonly depth: number;
  readonly rounds: number;
  readonly workers: number;
}

const million = 1_000_000;

const subjects: readonly Subject[] = [
  { model: "ring-5", name: "ring, 5 roles", aim: "≥ 5×, ≤ 0.45× memory", hash: 24, depth: million, rounds: 5, workers: 1 },
  { model: "ring-6", name: "ring, 6 roles", aim: "≥ 9×, ≤ 0.25× memory", hash: 24, depth: 12 * million, rounds: 3, workers: 1 },
  { model: "commit-5", name: "two-phase commit, 5 participants", aim: "≥ 4×, ≤ 0.45× memory", hash: 24, depth: 10_000, rounds: 5, workers: 1 },
  { model: "commit-6", name: "two-phase commit, 6 participants", aim: "≥ 5×, ≤ 0.45× memory", hash: 24, depth: 10_000, rounds: 3, workers: 1 },
  { model: "wide-3", name: "records of 8 bytes, 3 roles", aim: "≥ 3×", hash: 24, depth: 10_000, rounds: 3, workers: 1 },
  { model: "commit-6", name: "two-phase commit, 6 participants, 2 workers", aim: "≥ 10×; ≥ 1.4× one worker", hash: 24, depth: 10_000, rounds: 3, workers: 2 },
];

function verification(file: string, workers: number, reduction?: string): readonly string[] {
  const words = [process.execPath, tool, "verify", file, "--engine", "explicit", "--workers", String(workers), "--max-states", "100000000", "--memory", "4000"];
  return reduction === undefined ? words : [...words, "--reduction", reduction];
}

function medians(runs: readonly Measured[]): { readonly time: number; readonly memory: number } {
  return { time: median(runs.map(({ time }) => time)), memory: median(runs.map(({ memory }) => memory)) };
}

/** SPIN and our engine in turns. @throws Error if they do not reach as many states. */
function row(script: string, { model, name, aim, hash, depth, rounds, workers }: Subject, hasSpin: boolean, factor: number): Row {
  const file = join(models, `${model}.choreo`);
  const ours: Measured[] = [];
  const spins: Measured[] = [];
  const alone: Measured[] = [];
  const count = Math.max(1, Math.ceil(rounds * factor));
  const rounded = (spin?: () => Measured): void => {
    for (let round = 0; round < count; round += 1) {
      if (spin !== undefined) spins.push(spin());
      ours.push(measured(script, verification(file, workers)));
      if (workers > 1) alone.push(measured(script, verification(file, 1)));
    }
  };
  if (hasSpin) {
    const promela = readFileSync(join(models, `${model}.pml`), "utf8");
    withModel(promela, { flags: [], optimisation: "-O2", depth, hash }, ({ command, directory }) => {
      rounded(() => measured(script, command, directory));
    });
  } else rounded();
  const states = statesOf(ours[0]?.printed ?? "");
  for (const { printed } of spins) {
    const found = outcomeOf(printed);
    if (found.states !== states || found.problem !== undefined)
      throw new Error(`${model}: SPIN reached ${JSON.stringify(found)}, our engine ${String(states)} states`);
  }
  if (workers > 1 && ours.some(({ printed }) => !printed.includes(`, ${String(workers)} threads)`)))
    throw new Error(`${model}: not ${String(workers)} threads`);
  const one = alone.length === 0 ? {} : { alone: medians(alone).time };
  return { name, states, ours: medians(ours), aim, ...one, ...(spins.length === 0 ? {} : { spin: medians(spins) }) };
}

function rowText({ name, states, spin, ours, alone, aim }: Row, width: number): string {
  const own = `${(ours.time / 1000).toFixed(2)} s ${ours.memory.toFixed(0)} MB`;
  const other = spin === undefined ? "no SPIN" : `${(spin.time / 1000).toFixed(2)} s ${spin.memory.toFixed(0)} MB`;
  const beside = spin === undefined ? [] : [`${(spin.time / ours.time).toFixed(1)}× faster, ${(ours.memory / spin.memory).toFixed(2)}× memory`];
  const ratio = [...beside, ...(alone === undefined ? [] : [`${(alone / ours.time).toFixed(2)}× one worker (${(alone / 1000).toFixed(2)} s)`])].join(", ");
  return `${name.padEnd(width)} ${String(states).padStart(10)}  ${other.padStart(17)}  ${own.padStart(17)}  ${ratio.padEnd(28)} ${aim}\n`;
}

/** Seconds and states of a generated member of a family, with a reduction. */
function reduced(script: string, text: string, reduction: string): { readonly time: number; readonly states: number } {
  const directory = mkdtempSync(join(tmpdir(), "reduced-"));
  try {
    const file = join(directory, "model.choreo");
    writeFileSync(file, text);
    const { time, printed } = measured(script, verification(file, 1, reduction));
    return { time, states: statesOf(printed) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A token goes round a ring of private channels: every role is at one send or one receive. */
export function tokenRing(count: number): string {
  const name = (index: number): string => `R${String((index + count) % count)}`;
  const indices = Array.from({ length: count }, (_, index) => index);
  const processes = indices.map((index) => {
    const [to, from] = [name(index + 1), name(index - 1)];
    return `process Node${String(index)} plays ${name(index)} {\n  ${to}!ball;\n  ${from}?ball;\n  ${to}!again;\n  ${from}?again;\n}\n`;
  });
  return `${processes.join("")}system Ring {\n${indices.map((index) => `  ${name(index)} = Node${String(index)};\n`).join("")}}\nexpect Ring : deadlock-free;\n`;
}

/** The whole benchmark; `script` is the bundle that it is part of. `factor` scales the rounds. */
export function explicitBenchmark(script: string, write: (text: string) => void, factor = 1): void {
  const version = spinVersion();
  write(
    `${version ?? "SPIN is not installed: only our own figures"}; -O2 -DSAFETY -DNOREDUCE, run time without compilation. Medians; ours from process start.\n\n`,
  );
  const width = Math.max(...subjects.map(({ name }) => name.length));
  for (const subject of subjects) write(rowText(row(script, subject, version !== undefined, factor), width));
  const [two, thirty] = [2, 30].map((size) => reduced(script, tokenRing(size), "persistent"));
  const more = (thirty?.time ?? Number.NaN) - (two?.time ?? Number.NaN);
  write(
    `\nring of 30 roles, reduced: ${String(thirty?.states)} states, ${String(thirty?.time.toFixed(0))} ms from process start, ${more.toFixed(0)} ms more than a ring of 2 (aim: under 100 ms)\n`,
  );
  const families = [
    { name: "every role sends and receives in a ring, twice", sizes: [2, 4, 8, 16, 32, 64], text: tokenRing },
    { name: "the ring of the table: a send stays possible", sizes: [2, 3, 4], text: ringSystem },
    { name: "two-phase commit", sizes: [2, 3, 4], text: commitSystem },
  ];
  for (const { name, sizes, text } of families) {
    const points = sizes.map((size) => [size, reduced(script, text(size), "persistent").states] as const);
    write(`\nreduced states by number of roles: ${name}\n${plot(points)}`);
  }
}
