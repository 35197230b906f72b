/** Multiparty compatibility of communicating automata: its conditions, each its own verdict, and safety with queues of any length (docs/compatibility.md). */
export { compatibilityItem } from "./items.ts";
export type { CompatibilityItem } from "./items.ts";
export { judgeCompatibility, usualMaxK } from "./judge.ts";
export type { CompatibilityOptions } from "./judge.ts";
export { compatibilityParts, judgeCondition } from "./judge-condition.ts";
export type { BoundedCondition, CompatibilityParts, ConditionResult } from "./judge-condition.ts";
export { decideSafety } from "./decide.ts";
export type { Decided, Decision, Grounds } from "./decide.ts";
export { shapeOf } from "./shape.ts";
