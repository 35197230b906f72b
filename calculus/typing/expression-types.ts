/** Types of expressions over variables whose types somebody else knows: for the session typing, which finds out what a process has received. */
import { collect, silent } from "./reporter.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { Expression, ParsedFile, Type } from "../syntax/index.ts";
import { closedScope } from "./closed-scope.ts";
import { collectProgram } from "./collect.ts";
import { infer } from "./expressions.ts";

export interface ExpressionTypes {
  /** The type without refinements and with declared names expanded. */
  readonly base: (type: Type) => Type;
  /** The base type of an expression that sees these variables and constants, and what is wrong in it. */
  readonly typeOf: (expression: Expression, variables: ReadonlyMap<string, Type>) => { readonly type: Type; readonly diagnostics: readonly Diagnostic[] };
}

/** The types of expressions in a program whose declarations are in order. */
export function expressionTypes(files: readonly ParsedFile[]): ExpressionTypes {
  const program = collectProgram(files, silent);
  return {
    base: program.base,
    typeOf: (expression, variables) => {
      const reporter = collect();
      const type = infer(expression, closedScope(program, reporter, { what: "a process", variables, oracles: "allowed" }));
      return { type, diagnostics: reporter.diagnostics };
    },
  };
}
