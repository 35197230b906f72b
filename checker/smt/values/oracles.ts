/**
 * Functions without body: uninterpreted functions, by Ackermann's reduction (Solvable Cases of the Decision Problem, 1954). Every application has a result of its own,
 * and equal arguments have equal results: exact for every layout of arguments, and a query needs no function symbols.
 */
import type { FunctionDefinition } from "../../../calculus/core/index.ts";
import { baseTypeOf } from "../../../calculus/machine/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Application, Context } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { equalValues } from "./equal.ts";
import { freshValue } from "./fresh.ts";
import { valueTerms } from "./leaves.ts";
import { boundsIn, holdsIn, predicateHolds } from "./refinements.ts";
import type { EncodeTerm } from "./refinements.ts";
import { shapeOf } from "./shape.ts";
import { nothing } from "./symbolic-value.ts";
import type { Cell, SymbolicValue } from "./symbolic-value.ts";

/**
 * The application of the function to arguments that have values and satisfy its `requires`. `holds`: the result is one of its type, refinements included, that
 * satisfies `ensures`. Linear in the applications of the function so far. @throws Refusal where the contract asks a function without body itself
 */
export function applyOracle(definition: FunctionDefinition, given: readonly SymbolicValue[], context: Context, encode: EncodeTerm): Application {
  const { terms, definitions } = context;
  const key = `${definition.name}(${given.map(keyOf).join(",")})`;
  return context.application(key, (number) => {
    const names = new Map(
      definition.parameters.map((parameter, index) => {
        const cell: Cell = { value: given[index] ?? nothing, isSet: terms.true };
        return [parameter.name, { type: baseTypeOf(parameter.type, definitions), cell }] as const;
      }),
    );
    const type = baseTypeOf(definition.result, definitions);
    const clauses = definition.ensures === undefined ? [] : [{ subject: "result", predicate: definition.ensures }];
    const counting = context.contractCounts?.(definition);
    const shape = counting === undefined ? boundsIn(definition.result, clauses, environmentOf(definitions, names), context, encode) : shapeOf(type, context);
    const { value: result, wellFormed } = freshValue(`${definition.name}!${String(number)}`, shape, context);
    const cell: Cell = { value: result, isSet: terms.true };
    const inContract = environmentOf(definitions, new Map(names).set("result", { type, cell }));
    const contract = terms.and(
      holdsIn(result, definition.result, environmentOf(definitions, names), context, encode),
      ...clauses.map(({ predicate }) => predicateHolds(predicate, inContract, context, encode)),
    );
    const holds = terms.and(wellFormed, counting === undefined ? contract : terms.implies(terms.symbol(counting, boolSort), contract));
    for (const other of context.applications) {
      if (other.definition !== definition) continue;
      const sameArguments = terms.and(...given.map((one, index) => equalValues(one, other.arguments[index] ?? nothing, context)));
      if (sameArguments.kind === "false") continue;
      context.assume(terms.implies(terms.and(holds, other.holds, sameArguments), equalValues(result, other.result, context)));
    }
    return { definition, arguments: given, result, holds };
  });
}

/** Equal only for values that are the same in every model. */
function keyOf(value: SymbolicValue): string {
  const sizes = JSON.stringify(value, (key: string, part: unknown) =>
    key === "term" || key === "tag" || key === "present" ? undefined : typeof part === "bigint" ? String(part) : part,
  );
  return `${sizes}${valueTerms(value)
    .map(({ id }) => id)
    .join(" ")}`;
}
