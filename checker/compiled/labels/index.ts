/** What steps of rows are called. */
export { RowSteps } from "./row-steps.ts";
export type { ReceptionError } from "./row-steps.ts";
