/** Code for the states and steps of machines. */
export { firstTranslation, prepare, retranslate } from "./translate.ts";
export type { Prepared, PrepareResult, Translation } from "./translate.ts";
