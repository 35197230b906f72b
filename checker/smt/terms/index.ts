/** Terms of SMT-LIB 2.6: sorts, terms made once, and their text. */
export { boolSort, intSort, printSort, printSymbol } from "./sort.ts";
export type { Sort } from "./sort.ts";
export type { FunctionSymbol, Operator, SimpleOperator, Symbol, Term } from "./term.ts";
export { newTerms } from "./terms.ts";
export type { Terms } from "./terms.ts";
export { printTerm } from "./print-term.ts";
export { evaluateTerm, termEvaluator } from "./evaluate-term.ts";
export type { Assignment } from "./evaluate-term.ts";
export type { ModelValue } from "./model-value.ts";
export { chosenSymbols, chosenTerm } from "./chosen-terms.ts";
