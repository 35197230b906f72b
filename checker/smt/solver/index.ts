/** The port to solvers. */
export { agreeing } from "./agreeing.ts";
export type { Context, Engine, Reply } from "./engine.ts";
export type { Answer, Assertion, Definition, Dialogue, Effort, Keep, Pending, Query, Solver, UnknownReason } from "./solver.ts";
export { scriptOf } from "./script.ts";
export { solverOver } from "./solver-over.ts";
export type { ModelValue } from "../terms/index.ts";
