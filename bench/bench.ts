/** `npm run bench`: medians and same-run ratios of what a user waits for, beside the aims. It measures; it asserts nothing. `explicit`: the engine beside SPIN; `smt`: solvers; `crash`: crashes by roles. */
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crashBenchmark } from "./crash.ts";
import { explicitBenchmark } from "./explicit.ts";
import { growth, lastExponent } from "./growth.ts";
import { inFreshProcesses, wallClocks } from "./measure.ts";
import { probe } from "./probes.ts";
import { largeProgram, wideProgram } from "./programs.ts";
import { smtBenchmark } from "./smt.ts";
import { asyncSubtypingRows } from "./subtyping-probes.ts";
import { watch } from "./watch.ts";

const script = fileURLToPath(import.meta.url);
const tool = join(import.meta.dirname, "choreo-verify.cjs");
const tutorial = join(import.meta.dirname, "../corpus/tutorial/05-choice-and-selection.choreo");

interface Row {
  readonly name: string;
  readonly measured: string;
  readonly aim: string;
}

function startUp(rounds: number): readonly Row[] {
  const [bare = 0, version = 0, check = 0] = wallClocks(
    [
      ["-e", "0"],
      [tool, "--version"],
      [tool, "check", tutorial],
    ],
    rounds,
  );
  const row = (name: string, time: number, aim: string): Row => ({ name, measured: `${time.toFixed(0)} ms, ${(time / bare).toFixed(2)}× node`, aim });
  return [
    { name: "node -e 0", measured: `${bare.toFixed(0)} ms`, aim: "" },
    row("choreo-verify --version", version, "at most 1.3× node"),
    row("choreo-verify check, one tutorial file", check, "at most 2.5× node"),
  ];
}

function work(rounds: number, seed: number): readonly Row[] {
  const measure = (name: string): Readonly<Record<string, number>> => inFreshProcesses(script, ["--probe", name, String(seed)], rounds);
  const [parse, check, project] = [measure("parse"), measure("check"), measure("project")];
  const number = (values: Readonly<Record<string, number>>, of: string): string => (values[of] ?? Number.NaN).toFixed(0);
  const ms = (values: Readonly<Record<string, number>>): string => `${number(values, "time")} ms (${number(values, "processor")} ms processor)`;
  return [
    { name: "10,000 lines: parse, cold", measured: ms(parse), aim: "at most 80 ms" },
    { name: "10,000 lines: parse and check, cold", measured: `${ms(check)}, ${number(check, "memory")} MB`, aim: "at most 400 ms, 300 MB" },
    { name: "100 roles, 2,000 statements: project for all roles", measured: ms(project), aim: "at most 150 ms" },
  ];
}

/** Files of other tools. */
function imported(rounds: number): readonly Row[] {
  const values = inFreshProcesses(script, ["--probe", "imported-files"], rounds);
  const ms = (name: string): string => `${(values[name] ?? Number.NaN).toFixed(2)} ms (${(values[`${name}Processor`] ?? Number.NaN).toFixed(2)} ms processor)`;
  return [
    { name: "300 files of nuScr: check, a file", measured: ms("check"), aim: "at most 3 ms" },
    { name: "300 files of nuScr: verify, a file", measured: ms("verify"), aim: "" },
  ];
}

/** The protocols of the literature. */
function judged(rounds: number): readonly Row[] {
  const { time = Number.NaN, processor = Number.NaN, files = 0, items = 0 } = inFreshProcesses(script, ["--probe", "judged-protocols"], rounds);
  const measured = `${time.toFixed(0)} ms (${processor.toFixed(0)} ms processor), ${String(items)} items`;
  return [{ name: `${String(files)} protocols of the corpus: every check, cold`, measured, aim: "at most 2,000 ms" }];
}

/** Protocols and their types. */
function types(rounds: number): readonly Row[] {
  const measure = (name: string): Readonly<Record<string, number>> => inFreshProcesses(script, ["--probe", name], rounds);
  const value = (values: Readonly<Record<string, number>>, of: string): number => values[of] ?? Number.NaN;
  const [usual, worst, coinductive, growing] = [measure("subtyping"), measure("subtyping-worst"), measure("coinductive"), measure("projection-growth")];
  const pairs = (values: Readonly<Record<string, number>>): string =>
    `${value(values, "time").toFixed(0)} ms, ${(value(values, "pairs") / 1e6).toFixed(2)} M pairs`;
  const sizes = [100, 1_000, 10_000, 100_000];
  const growth = (kind: string): Row => {
    const times = sizes.map((size) => value(growing, `${kind} ${String(size)}`));
    const last = (times[3] ?? Number.NaN) / (times[2] ?? Number.NaN);
    return {
      name: `${kind} projection of 10² … 10⁵ interactions, 3 roles`,
      measured: `${times.map((time) => time.toFixed(1)).join(", ")} ms; last ratio ${last.toFixed(1)}`,
      aim: "ratio near 10",
    };
  };
  return [
    { name: "subtyping, two graphs of 10,000 states", measured: pairs(usual), aim: "at most 1,000 ms" },
    { name: "subtyping, loops of 2,999 and 3,000 states", measured: pairs(worst), aim: "every pair is met" },
    {
      name: "coinductive projection, loops of coprime lengths",
      measured: `${value(coinductive, "time").toFixed(0)} ms, ${(value(coinductive, "states") / 1e6).toFixed(1)} M states, ${value(coinductive, "memory").toFixed(0)} MB`,
      aim: "at most 2,000 ms, 500 MB",
    },
    growth("inductive"),
    growth("coinductive"),
  ];
}

function describe(name: string, text: string): string {
  return `${name}: ${String(text.split("\n").length - 1)} lines, ${(text.length / 1000).toFixed(0)} kB\n`;
}

/** Multiparty compatibility on the families of the papers, beside what kmc takes with the same reduction of the search. */
function compatibility(rounds: number): readonly Row[] {
  const families: readonly (readonly [name: string, probe: string, aim: string])[] = [
    ["ring of 30 roles", "ring-30", "under 100 ms (kmc 2,812 ms)"],
    ["nested choice, 5 levels", "nested-choice-5", "under 1,000 ms (kmc 48,641 ms)"],
    ["8 peers with 30 messages, k = 1 … 30", "pairs-30", "under 500 ms (kmc 5,415 ms, k = 30 alone)"],
    ["double buffering, unrolled 100, k = 1 … 101", "double-buffering-100", "under 150 ms (kmc 1,453 ms)"],
    ["streaming, unrolled 100, k = 1 … 101", "streaming-100", "(kmc 882 ms)"],
  ];
  const rows = families.map(([name, probed, aim]): Row => {
    const { time = Number.NaN, processor = Number.NaN, states = Number.NaN } = inFreshProcesses(script, ["--probe", probed], rounds);
    return { name: `compatible: ${name}`, measured: `${time.toFixed(0)} ms (${processor.toFixed(0)} ms processor), ${String(states)} states`, aim };
  });
  const nested = inFreshProcesses(script, ["--probe", "nested-choices"], rounds);
  const each = [3, 4, 5, 6].map((levels) => {
    const [time, states] = [nested[`processor ${String(levels)}`] ?? Number.NaN, nested[`states ${String(levels)}`] ?? Number.NaN];
    return `${String(states)}: ${time.toFixed(0)} ms = ${((1000 * time) / states).toFixed(1)} µs each`;
  });
  return [...rows, { name: "compatible: nested choice 3 … 6, processor by states", measured: each.join(", "), aim: "constant for each" }];
}

/** Asynchronous subtyping on the families of Rumpsteak's paper. */
function asyncSubtyping(rounds: number): readonly Row[] {
  return asyncSubtypingRows.map(([name, probed, aim]): Row => {
    const { time = Number.NaN, processor = Number.NaN, positions = Number.NaN } = inFreshProcesses(script, ["--probe", probed], rounds);
    return {
      name: `asynchronous subtyping: ${name}`,
      measured: `${time.toFixed(0)} ms (${processor.toFixed(0)} ms processor), ${String(positions)} positions`,
      aim,
    };
  });
}

const [option, name = "", seedWord = "1"] = process.argv.slice(2);
if (option === "--probe") process.stdout.write(JSON.stringify(probe(name, Number(seedWord))));
else if (option === "--watch") await watch(process.argv.slice(3));
else if (option === "explicit") explicitBenchmark(script, (text) => process.stdout.write(text), Number(name || 1));
else if (option === "crash") crashBenchmark((text) => process.stdout.write(text));
else if (option === "smt") smtBenchmark(script, (text) => process.stdout.write(text), Number(name || 5));
else {
  const rounds = 11;
  const seed = 1;
  process.stdout.write(
    `node ${process.version}, ${String(availableParallelism())} processors (${cpus()[0]?.model ?? "unknown"}), medians of ${String(rounds)}, seed ${String(seed)}\n`,
  );
  process.stdout.write(describe("large program", largeProgram(seed)) + describe("wide program", wideProgram(seed)) + "\n");
  const rows = [...startUp(rounds), ...work(rounds, seed), ...judged(3), ...types(3), ...imported(3), ...asyncSubtyping(3), ...compatibility(3)];
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const row of rows) process.stdout.write(`${row.name.padEnd(width)}  ${row.measured.padEnd(34)}  ${row.aim}`.trimEnd() + "\n");
  process.stdout.write("\n");
  for (const series of growth()) {
    const points = series.sizes.map((size, index) => `${String(size)}: ${(series.times[index] ?? Number.NaN).toFixed(0)} ms`);
    process.stdout.write(`${series.name}\n  ${points.join("  ")}  exponent ${lastExponent(series).toFixed(1)}\n`);
  }
}
