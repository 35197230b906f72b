/** `npm run bench -- smt`: what asking a solver costs, the embedded one beside those of this machine. */
import { chooseSolver } from "../checker/smt/backends/index.ts";
import { inFreshProcesses } from "./measure.ts";
import { choreographiesBySolvers } from "./smt-choreographies.ts";

/** Prints a table: medians of so many fresh processes. */
export function smtBenchmark(script: string, say: (text: string) => unknown, rounds: number): void {
  const names = (["wasm", "z3", "cvc5"] as const).filter((name) => {
    const solver = chooseSolver(name);
    const isThere = !solver.name.endsWith("(missing)");
    if (isThere) say(`${name}: ${solver.name}\n`);
    solver.close();
    return isThere;
  });
  const rows: readonly (readonly [name: string, title: string, aim: string])[] = [
    ["first", "first query, from nothing", "wasm 600, native 100"],
    ["trivial", "small query, in a context of its own", ""],
    ["inDialogue", "small query, in a dialogue", "wasm at most 2× z3"],
    ["words", "factors of 2^13 − 1, words of 28 bits", "wasm at most 2.5× z3"],
    ["horn", "counters, Horn clauses", "wasm at most 3.5× z3"],
    ["restart", "next query after the solver was ended", ""],
  ];
  const values = names.map((name) => inFreshProcesses(script, ["--probe", `solver-${name}`], rounds));
  const cell = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? "" : value.toFixed(value < 10 ? 2 : 0)).padStart(9);
  say(`\n${"milliseconds".padEnd(44)}${names.map((name) => name.padStart(9)).join("")}  wasm/z3\n`);
  for (const [key, title, aim] of rows) {
    const [wasm, native] = values.map((one) => one[key]);
    const ratio = names[1] === "z3" && wasm !== undefined && native !== undefined ? `${(wasm / native).toFixed(1)}×` : "";
    say(`${title.padEnd(44)}${values.map((one) => cell(one[key])).join("")}  ${ratio.padEnd(8)} ${aim}`.trimEnd() + "\n");
  }
  for (const name of names) {
    const { before = Number.NaN, after = Number.NaN } = inFreshProcesses(script, ["--probe", `solver-memory-${name}`], 1);
    say(`${name}: 500 queries ${before.toFixed(0)} MB, 2,500 queries ${after.toFixed(0)} MB (aim: within 20 %)\n`);
  }
  choreographiesBySolvers(names, say, Math.min(rounds, 3));
}
