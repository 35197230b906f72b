/** Implementability of protocols with data (docs/implementability.md). */
export type { Asking } from "./ask.ts";
export { deciderOf } from "./decide.ts";
export { eligibility } from "./eligible.ts";
export { writtenOut } from "./finite.ts";
export { productParts } from "./product.ts";
export type { Claim, ProductParts } from "./product.ts";
export { sliced } from "./sliced.ts";
export { dataProtocolJudge, isDataItem } from "./judge.ts";
export type { DataItem } from "./judge.ts";
