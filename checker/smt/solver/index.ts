/** The port to solvers and its backends. */
export type { Answer, Assertion, Definition, Dialogue, Effort, ModelValue, Query, Solver, UnknownReason } from "./solver.ts";
