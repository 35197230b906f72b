/** Typing and scoping: what a parsed program must satisfy before it means anything. */
export { builtInProperties, isAboutRuns, isBuiltInProperty, isReplayProperty } from "./built-in-properties.ts";
export type { BuiltInProperty, ReplayProperty, RunProperty } from "./built-in-properties.ts";
export { check, localTypes } from "./check.ts";
export type { LocalTypes } from "./types-of-locals.ts";
export { expressionTypes } from "./expression-types.ts";
export type { ExpressionTypes } from "./expression-types.ts";
export type { SubjectKind } from "./expected-items.ts";
export { isBehavioural, itemsOf, kindsWith } from "./expected-items.ts";
export { baseTypes } from "./base-types.ts";
