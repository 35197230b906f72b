/** Values and expressions: order, keys and text of values, evaluation with oracles, domains of nondeterministic choices, built-in functions. */
export { compareValues, equalValues } from "./order.ts";
export { valueKey } from "./key.ts";
export { printValue } from "./print.ts";
export { makeList, makeMap, makeSet, none, some, unitValue } from "./construct.ts";
export type { Environment } from "./environment.ts";
export { describeLimit } from "./choice.ts";
export type { ChoiceRequest, Chooser, DomainValues, MetLimit, OracleAnswer } from "./choice.ts";
export { bind, environmentKey, lookup, makeEnvironment, unbind } from "./environment.ts";
export { evaluate, evaluateAll, evaluateAny, evaluateClosed, closedDomain, closedDomainFailure, closedOutcome } from "./evaluate.ts";
export type { Evaluation, Scope } from "./evaluate.ts";
export { inhabits, isExcluded } from "./inhabits.ts";
export { refinementsIn } from "./refinements.ts";
export { expressionKey } from "./expression-key.ts";
export { typeKey } from "./type-key.ts";
export { exhaustive, refusing, sampling } from "./chooser.ts";
export { builtinResult, builtins, isBuiltin } from "./builtins/index.ts";
export { boolType, collectionType, describeType, intType, isUnknown, joinTypes, mapType, stringType, unitType, unknownType } from "./types.ts";
export * from "./limits.ts";
