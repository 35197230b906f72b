/** Syntax as written: the tree that both parsers build and that `print` writes back. */
export type * from "./names.ts";
export type * from "./comments.ts";
export type * from "./types.ts";
export type * from "./expression.ts";
export type * from "./statement.ts";
export type * from "./protocol.ts";
export type * from "./property.ts";
export type * from "./program.ts";
export * from "./formulas.ts";
export { partsOf } from "./expression-parts.ts";
export { printExpression, printLocated } from "./print-expression.ts";
export { printString } from "./print-string.ts";
export { printPattern, printPlainType, printSource, printType } from "./print-type.ts";
export { printFormula, printProperty } from "./print-property.ts";
export { printStatement } from "./print-statement.ts";
export { printDeclaration, printFile, printItem } from "./print.ts";
export { countStatements } from "./count-statements.ts";
export { differenceOfTrees, equalTrees, type TreeDifference } from "./equal-trees.ts";
