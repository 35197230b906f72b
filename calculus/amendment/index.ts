/** Amendment: the selections that make a choreography projectable, as terms, trees, edits and diagnostics; and what it preserves. */
export { amend } from "./amend.ts";
export type { AmendedFiles } from "./amend.ts";
export { applyEdits } from "./edits.ts";
export type { Edit } from "./edits.ts";
export type { Insertion } from "./insertion.ts";
export { planAmendment } from "./plan.ts";
export type { Amendment, Repair } from "./plan.ts";
export { projectionDiagnostics, projectionFindings } from "./diagnose.ts";
export type { ProjectionFinding } from "./diagnose.ts";
export { erase, isInserted } from "./observable.ts";
export type { Choice } from "./insert-selections.ts";
