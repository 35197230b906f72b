/** Amendment: the selections that make a choreography projectable, as terms, trees, edits and diagnostics. */
export { amend } from "./amend.ts";
export { applyEdits } from "./edits.ts";
export type { Edit } from "./edits.ts";
export { planAmendment } from "./plan.ts";
export { projectionDiagnostics, projectionFindings } from "./diagnose.ts";
export type { ProjectionFinding } from "./diagnose.ts";
