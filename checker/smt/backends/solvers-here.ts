/** Which solvers this machine has, as they say themselves: each is asked one small question. */
import { chooseSolver } from "./choose-solver.ts";
import type { SolverName } from "./choose-solver.ts";
import { smallQuery } from "./questions.ts";

export interface SolverHere {
  /** As `--solver` names it. */
  readonly name: Exclude<SolverName, "auto" | "all">;
  /** Its name and version if it answers; otherwise why it does not. */
  readonly said: string;
  readonly answers: boolean;
}

/** Milliseconds. */
const patience = 10_000;

/** All that there can be, whether they are there or not. Starts and ends every one of them. */
export function solversHere(): readonly SolverHere[] {
  return (["wasm", "z3", "cvc5"] as const).map((name) => {
    const solver = chooseSolver(name);
    try {
      const answer = solver.ask(smallQuery(10), { milliseconds: patience });
      if (answer.kind === "sat") return { name, said: solver.name, answers: true };
      if (answer.kind !== "unknown") return { name, said: `${solver.name} gives a wrong answer`, answers: false };
      return { name, said: answer.reason === "missing" ? "not found" : `${answer.reason}: ${answer.detail}`, answers: false };
    } finally {
      solver.close();
    }
  });
}
