/** The solver that theorems ask, and what may be spent on one question: counted in its own steps, so that what it answers does not depend on how fast a machine is. */
import { chooseSolver } from "../../checker/index.ts";
import type { Effort, Solver } from "../../checker/smt/solver/index.ts";

let solver: Solver | undefined;

/** One for all of them: it is started when it is first asked. */
export function askedSolver(): Solver {
  return (solver ??= chooseSolver("wasm"));
}

/** So many steps are those of about a second; the time is for a machine that does other things meanwhile. */
export const effortOfTheorems: Effort = { steps: 300_000, milliseconds: 20_000 };
