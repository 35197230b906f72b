/** Provers: obligations about several executions of functions and blocks, decided for all inputs by a solver or by enumeration (docs/prove.md). */
export { defaultProofEffort } from "./prover.ts";
export type { ProofEffort, ProofOutcome, Prover, StageEnd, StageRun, Violation } from "./prover.ts";
export type { Claim, Input, NotMeant, Obligation, Place, Stage } from "./obligation.ts";
export type { Transformation } from "./transformation.ts";
export { smtProver } from "./smt.ts";
export { exhaustiveProver } from "./exhaustive.ts";
export { comparing, firstAnswer } from "./combined.ts";
export { contractOf, functionTransformation } from "./of-function.ts";
export { blockTransformation, choreographyTransformation } from "./of-block.ts";
export type { AllLocalTypes } from "./of-block.ts";
export { transactionTransformation } from "./of-transaction.ts";
export type { Compensation, TransactionTransformation } from "./of-transaction.ts";
export { compensatedByItself, framed, idempotentCompensation, tombstoned } from "./compensation.ts";
export { absorbing, compensated, deterministic, equivalent, idempotent, resultAbsorbing, resultStable, total } from "./two-safety.ts";
export type { Built } from "./two-safety.ts";
