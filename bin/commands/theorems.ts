/** `theorems`: runs the theorem suite, a program of its own beside this one, in parallel processes, and reports one line per theorem. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Command } from "../command.ts";
import type { Io } from "../io.ts";
import { painter } from "../report/paint.ts";
import type { Paint } from "../report/paint.ts";

/** A line of the suite's output. */
type Line =
  | { readonly kind: "progress"; readonly id: string; readonly runs: number }
  | {
      readonly kind: "theorem";
      readonly id: string;
      readonly name: string;
      readonly status: "passed" | "failed" | "vacuous";
      readonly runs: number;
      readonly discarded: number;
      readonly counterexample: { readonly refutation: { readonly message: string }; readonly origin: string; readonly text: string } | null;
      readonly unmet: readonly string[];
      readonly statistics: readonly (readonly [string, number])[];
    }
  | { readonly kind: "summary"; readonly passed: number; readonly failed: number; readonly vacuous: number; readonly runs: number; readonly seed: number };

/** One theorem as text; its statistics only where `details` asks for them. */
function theoremText(line: Extract<Line, { kind: "theorem" }>, details: boolean, paint: Paint): string {
  const status = line.status === "passed" ? paint("good", "passed ") : paint("error", line.status.padEnd(7));
  let text = `${status} ${line.id.padEnd(16)} ${String(line.runs)} cases, ${String(line.discarded)} others discarded  ${paint("dim", line.name)}\n`;
  if (details) for (const [name, amount] of line.statistics) text += `          ${name}: ${String(amount)}\n`;
  for (const unmet of line.unmet) text += `          unmet: ${unmet}\n`;
  if (line.counterexample !== null) {
    const { refutation, origin, text: program } = line.counterexample;
    text += `          ${refutation.message}\n          ${origin}\n${program}\n`;
  }
  return text;
}

function lineText(line: Exclude<Line, { kind: "progress" }>, details: boolean, paint: Paint): string {
  if (line.kind === "theorem") return theoremText(line, details, paint);
  return `${String(line.passed)} theorems passed, ${String(line.failed)} failed, ${String(line.vacuous)} vacuous (${String(line.runs)} cases each, seed ${String(line.seed)})\n`;
}

/** Draws the bar of the theorem at hand on a terminal, over itself. */
function progressBar(io: Io, runs: number, jobs: number): { readonly draw: (id: string, done: number) => void; readonly clear: () => void } {
  const width = 30;
  return {
    draw: (id, done) => {
      const cases = Math.min(runs, done * jobs);
      const full = Math.floor((width * cases) / runs);
      io.stderr(`\r\u001b[2K${id.padEnd(16)} [${"#".repeat(full)}${"-".repeat(width - full)}] ${String(cases)}/${String(runs)}`);
    },
    clear: () => io.stderr("\r\u001b[2K"),
  };
}

export const theorems: Command = async ({ options }, io) => {
  const suite = join(import.meta.dirname, "run-theorems.mjs");
  if (!existsSync(suite)) {
    io.stderr("choreo-verify: the theorem suite is not built; run `npm run build`\n");
    return 2;
  }
  const runs = options.runs ?? 500;
  const jobs = options.jobs ?? availableParallelism();
  const paint = painter(options, io);
  const bar = io.stderrIsTerminal && !options.quiet ? progressBar(io, runs, jobs) : undefined;
  const words = ["--runs", String(runs), "--seed", String(options.seed ?? 1n), "--jobs", String(jobs), "--format", "json"];
  const child = spawn(process.execPath, [suite, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const show = (text: string): void => {
    const line = JSON.parse(text) as Line;
    if (line.kind === "progress") {
      bar?.draw(line.id, line.runs);
      return;
    }
    bar?.clear();
    io.stdout(options.format === "json" ? `${text}\n` : lineText(line, !options.quiet, paint));
  };
  return await new Promise<number>((resolve, reject) => {
    const fail = (failure: Error): void => {
      child.kill();
      reject(failure);
    };
    createInterface({ input: child.stdout }).on("line", (text) => {
      try {
        show(text);
      } catch (failure) {
        fail(failure instanceof Error ? failure : new Error(String(failure)));
      }
    });
    child.once("error", fail);
    child.once("close", (code) => resolve(code ?? 70));
  });
};
