/** Implementability of protocols with data (docs/implementability.md). */
export type { Asking } from "./ask.ts";
export { deciderOf } from "./decide.ts";
export { eligibility, stuckMove } from "./eligible.ts";
export { writtenOut } from "./finite.ts";
export { productParts } from "./product.ts";
export type { Claim, ProductParts } from "./product.ts";
export { reached, type Technique } from "./reachability.ts";
export { chosenBy, relationOf, stepTaken, type ConcreteStep, type Placed } from "./relation.ts";
export { sliced, type SlicedProtocol, type SlicedTransition } from "./sliced.ts";
export { pruned, type Move, type System } from "./system.ts";
export { dataProtocolJudge, isDataItem } from "./judge.ts";
export type { DataItem } from "./judge.ts";
