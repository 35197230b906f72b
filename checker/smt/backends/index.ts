/** Solvers: Z3 as WebAssembly in a thread, and z3 and cvc5 of this machine over pipes. */
export { chooseSolver, otherSolversFirst } from "./choose-solver.ts";
export type { SolverName, SolverOptions } from "./choose-solver.ts";
export { embeddedEngine } from "./embedded.ts";
export { solversHere } from "./solvers-here.ts";
export type { SolverHere } from "./solvers-here.ts";
export { countersQuery, factors, smallQuery, sumOfCubes } from "./questions.ts";
