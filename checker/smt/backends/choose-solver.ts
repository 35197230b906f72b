/** Which solver is asked: the one that is there and fastest, one by name, or all that are there against each other. */
import { agreeing, solverOver } from "../solver/index.ts";
import type { Engine, Keep, Solver } from "../solver/index.ts";
import { embeddedEngine } from "./embedded.ts";
import { nativeCvc5, nativeZ3 } from "./native.ts";
import { findProgram } from "./outside-world.ts";

/** `auto`: z3 of this machine if there is one, otherwise the embedded one; `wasm`: the embedded one; `all`: every one that is there. */
export type SolverName = "auto" | "wasm" | "z3" | "cvc5" | "all";

export interface SolverOptions {
  /** Is given every query as text, once, before it is asked. */
  readonly keep?: Keep;
  /** Is asked while a solver works; a reason ends it. */
  readonly shouldStop?: () => string | undefined;
}

/** The solver. Nothing is loaded or started before the first query; programs are looked for on PATH now. One that is not there answers `unknown`, `missing`. */
export function chooseSolver(name: SolverName, { keep, shouldStop }: SolverOptions = {}): Solver {
  const z3 = (): Engine => nativeZ3(findProgram("z3") ?? "z3", shouldStop);
  const cvc5 = (): Engine => nativeCvc5(findProgram("cvc5") ?? "cvc5", shouldStop);
  const embedded = (): Engine => embeddedEngine(shouldStop);
  switch (name) {
    case "auto":
      return solverOver(findProgram("z3") === undefined ? embedded() : z3(), keep);
    case "wasm":
      return solverOver(embedded(), keep);
    case "z3":
      return solverOver(z3(), keep);
    case "cvc5":
      return solverOver(cvc5(), keep);
    case "all": {
      const native = [...(findProgram("z3") === undefined ? [] : [z3()]), ...(findProgram("cvc5") === undefined ? [] : [cvc5()])];
      // All are asked the same: it is kept once.
      return agreeing([solverOver(embedded(), keep), ...native.map((engine) => solverOver(engine))]);
    }
  }
}

/** The solvers of this machine, for a second look at what one of them has found, which calls itself `foundBy`: others first, another program before another build. */
export function otherSolversFirst(foundBy: string, options: SolverOptions = {}): readonly Solver[] {
  const own = foundBy.startsWith("cvc5") ? "cvc5" : foundBy.includes("(embedded)") ? "wasm" : "z3";
  const here = (["cvc5", "z3", "wasm"] as const).filter((name) => name === "wasm" || findProgram(name) !== undefined);
  return [...here.filter((name) => name !== own), ...here.filter((name) => name === own)].map((name) => chooseSolver(name, options));
}
