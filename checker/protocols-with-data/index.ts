/** Implementability of protocols with data (docs/implementability.md). */
export { dataProtocolJudge, isDataItem } from "./judge.ts";
export type { DataItem } from "./judge.ts";
