/**
 * Typed expressions as symbolic values: what SMT encodings of machines and functions are made of. `newContext` starts a problem; `shapeOf` lays out a cell, `freshCell`
 * makes its symbols (name them by step: `x@3`), `encodeTerm`, `encodeGuard` and `encodeUpdates` compute from cells, `storeCell` brings results into their shapes with
 * the side condition under which nothing is lost, `cellTerms` are the leaves in order, `decodeCell` reads a model. A query assumes `context.assumptions` and the
 * `wellFormed` of its symbols. Limits of evaluation (docs/semantics.md §3) are not encoded: integers in `integers` grow without end.
 */
export { attempt, refuse, Refusal, WordRefusal } from "./refusal.ts";
export type { Refused } from "./refusal.ts";
export { newContext } from "./context.ts";
export type { Application, Context, ContextOptions, End } from "./context.ts";
export type { Arithmetic, Integers } from "./integers.ts";
export { nothing, optionType } from "./symbolic-value.ts";
export type * from "./symbolic-value.ts";
export { mostSlots, shapeOf } from "./shape.ts";
export type { KeyShape, SizeAt, ValueShape } from "./shape.ts";
export { freshCell, freshValue } from "./fresh.ts";
export type { Fresh } from "./fresh.ts";
export { storeCell, storeValue } from "./store.ts";
export type { Stored } from "./store.ts";
export { encodeLiteral } from "./literal.ts";
export { equalCells, equalValues } from "./equal.ts";
export { sizeOf } from "./keyed.ts";
export { isCase, payloadOf } from "./sums.ts";
export { iteCell, iteValue } from "./choose.ts";
export { cellTerms, decodeCell, decodeValue, textReader, valueTerms } from "./leaves.ts";
export type { Read } from "./leaves.ts";
export { assignValue } from "./assign.ts";
export { environmentOf } from "./environment.ts";
export type { Binding, Cells, Environment } from "./environment.ts";
export { encodeTerm, encodeTerms } from "./encode-term.ts";
export { hasNoAnswer, isUnconditional } from "./contracts.ts";
export { chooseValue, domainConstraint, encodeExpression, isEmptyRange, shapeOfDomain } from "./encode-expression.ts";
export type { Choice } from "./encode-expression.ts";
export { picked } from "./picked.ts";
export { truthOf, truthOfExpression } from "./truth.ts";
export type { AtomicFormula, Truth } from "./truth.ts";
export { encodeGuard, encodeUpdates } from "./commands.ts";
export type { Updated } from "./commands.ts";
