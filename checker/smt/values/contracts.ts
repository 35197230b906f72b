/** Whether functions without body can answer: a contract that nothing satisfies for some arguments ends every run that asks for them. */
import type { FunctionDefinition } from "../../../calculus/core/index.ts";
import { baseTypeOf } from "../../../calculus/machine/index.ts";
import { refinementsIn } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "./context.ts";
import { encodeTerm } from "./encode-term.ts";
import { environmentOf } from "./environment.ts";
import type { Binding } from "./environment.ts";
import { freshValue } from "./fresh.ts";
import { valueTerms } from "./leaves.ts";
import { applyOracle } from "./oracles.ts";
import { boundsIn, holdsIn, predicateHolds } from "./refinements.ts";

/** Whether every result is one that the contract allows: then there is always an answer. */
export function isUnconditional({ result, ensures }: FunctionDefinition, { definitions }: Context): boolean {
  return ensures === undefined && refinementsIn(result, definitions).length === 0;
}

/** That the function has no answer for some arguments of its types that satisfy `requires`. In a context of its own. Linear in the contract. @throws Refusal */
export function hasNoAnswer(definition: FunctionDefinition, context: Context): Term {
  const { terms, definitions } = context;
  const names = new Map<string, Binding>();
  const conditions: Term[] = [];
  const given = definition.parameters.map(({ name, type }) => {
    const around = environmentOf(definitions, names);
    const { value, wellFormed } = freshValue(`'argument ${name}`, boundsIn(type, [], around, context, encodeTerm), context);
    conditions.push(wellFormed, holdsIn(value, type, around, context, encodeTerm));
    names.set(name, { type: baseTypeOf(type, definitions), cell: { value, isSet: terms.true } });
    return value;
  });
  if (definition.requires !== undefined) conditions.push(predicateHolds(definition.requires, environmentOf(definitions, names), context, encodeTerm));
  const { result, holds } = applyOracle(definition, given, context, encodeTerm);
  const leaves = valueTerms(result).flatMap((term) => (term.kind === "symbol" ? [term] : []));
  return terms.and(...conditions, terms.forAll(leaves, terms.not(holds)));
}
