/** SPIN as Debian packages it: compiling a model, running it, and what it says. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SpinOptions {
  /** What SPIN gets: `-o1 -o2 -o3` keep every step and every variable; hand-written models need none. */
  readonly flags: readonly string[];
  /** What the C compiler gets: `-O2`. */
  readonly optimisation: string;
  /** Steps of the longest path; 40 bytes each. */
  readonly depth: number;
  /** The hash table has two to the power of so many places. */
  readonly hash: number;
}

export interface SpinOutcome {
  readonly states: number;
  readonly transitions: number;
  /** Some state without steps in which a process is not at an end. */
  readonly isStuck: boolean;
  /** An assertion is violated, or the search was cut off. */
  readonly problem?: string;
}

/** The version, or undefined where SPIN or a C compiler is not installed. */
export function spinVersion(): string | undefined {
  const { status, stdout } = spawnSync("spin", ["-V"], { encoding: "utf8" });
  const compiler = spawnSync("cc", ["--version"], { encoding: "utf8" });
  return status === 0 && compiler.status === 0 ? stdout.trim() : undefined;
}

export interface CompiledModel {
  readonly directory: string;
  /** The words of the command that explores all states without reduction. */
  readonly command: readonly string[];
  /** Milliseconds that SPIN and the compiler took. */
  readonly time: number;
}

/** Compiles a model in a directory of its own, for `work`. @throws Error with the messages of SPIN or the compiler. */
export function withModel<T>(promela: string, { flags, optimisation, depth, hash }: SpinOptions, work: (model: CompiledModel) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "spin-"));
  try {
    writeFileSync(join(directory, "model.pml"), promela);
    const start = performance.now();
    run("spin", [...flags, "-a", "model.pml"], directory);
    run("cc", [optimisation, "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=8192", "-o", "pan", "pan.c"], directory);
    const time = performance.now() - start;
    return work({ directory, command: [join(directory, "pan"), `-m${String(depth)}`, `-w${String(hash)}`, "-n"], time });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(command: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, [...words], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")}\n${stdout}${stderr}`);
}

/** What an exploration printed that goes on behind errors (`-c0`). */
export function outcomeOf(printed: string): SpinOutcome {
  const number = (pattern: RegExp): number => Number(pattern.exec(printed)?.[1] ?? Number.NaN);
  const problem = /^(?:pan:\d+: assertion violated.*|error: max search depth too small|pan: out of memory.*)$/m.exec(printed)?.[0];
  return {
    states: number(/^ *(\d+) states, stored/m),
    transitions: number(/^ *(\d+) transitions/m),
    isStuck: /^pan:\d+: invalid end state/m.test(printed),
    ...(problem === undefined ? {} : { problem }),
  };
}
