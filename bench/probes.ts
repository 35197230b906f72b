/** What is measured inside a fresh process: each probe prints its numbers as JSON. */
import { defaultLimits } from "../calculus/diagnostics/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { parseFile } from "../calculus/parser/index.ts";
import { projectAll } from "../calculus/projection/index.ts";
import { compatibilityProbes } from "./compatibility-probes.ts";
import { importedFiles } from "./format-probes.ts";
import { judgedProtocols } from "./protocol-probe.ts";
import { largeProgram, wideProgram } from "./programs.ts";
import { asyncSubtypingProbes } from "./subtyping-probes.ts";
import { solverProbes } from "./solver-probes.ts";
import { typeProbes } from "./type-probes.ts";

interface Timed<Result> {
  /** Milliseconds by the wall clock. */
  readonly time: number;
  /** Milliseconds of processors, which other programs on the machine lengthen less; the collector and the compiler of the engine run beside us and count. */
  readonly processor: number;
  readonly result: Result;
}

function timed<Result>(work: () => Result): Timed<Result> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(used);
  return { time: performance.now() - start, processor: (user + system) / 1000, result };
}

/** The text as a file gives it: one flat string, not one that still remembers how it was put together. */
function asRead(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

const probes: ReadonlyMap<string, (seed: number) => Readonly<Record<string, number>>> = new Map([
  [
    "parse",
    (seed) => {
      const text = asRead(largeProgram(seed));
      const { time, processor, result } = timed(() => parseFile(text, 0, defaultLimits));
      if (result.diagnostics.length > 0) throw new Error(`the generated program does not parse: ${result.diagnostics[0]?.message ?? ""}`);
      return { time, processor };
    },
  ],
  [
    "check",
    (seed) => {
      const text = asRead(largeProgram(seed));
      const { time, processor, result } = timed(() => analyseText(text));
      if (result.diagnostics.length > 0) throw new Error(`the generated program is refused: ${result.diagnostics[0]?.message ?? ""}`);
      return { time, processor, memory: process.resourceUsage().maxRSS / 1024 };
    },
  ],
  [
    "project",
    (seed) => {
      const { model } = analyseText(asRead(wideProgram(seed)));
      const main = model?.procedures.get("Main");
      if (main === undefined) throw new Error("the generated program is refused");
      const { time, processor, result } = timed(() => projectAll(main.body, main.roles));
      if (result.errors.length > 0) throw new Error("the generated program is not projectable");
      return { time, processor };
    },
  ],
]);

const filesProbes: ReadonlyMap<string, () => Readonly<Record<string, number>>> = new Map([
  ["imported-files", importedFiles],
  ["judged-protocols", judgedProtocols],
]);

/** Runs the probe of this name. */
export function probe(name: string, seed: number): Readonly<Record<string, number>> {
  const measured =
    probes.get(name)?.(seed) ??
    typeProbes.get(name)?.() ??
    asyncSubtypingProbes.get(name)?.() ??
    compatibilityProbes.get(name)?.() ??
    filesProbes.get(name)?.() ??
    solverProbes.get(name)?.();
  if (measured === undefined) throw new Error(`no probe ${name}`);
  return measured;
}
