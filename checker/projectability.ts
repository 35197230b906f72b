/** Projection errors as findings of the file: the choice, the role that cannot follow it, and the selection that repairs it. */
export { projectionFindings } from "../calculus/amendment/index.ts";
export type { ProjectionFinding } from "../calculus/amendment/index.ts";
