/** The table of built-in functions: one place for their types and their meaning (docs/language.md, built-in functions). */
import type { Type } from "../../syntax/index.ts";
import { describeType } from "../types.ts";
import { collectionFunctions } from "./collections.ts";
import { listFunctions } from "./lists.ts";
import { scalarFunctions } from "./scalars.ts";
import { applySignature, describeParameters } from "./signature.ts";
import type { Builtin } from "./signature.ts";

/** Every built-in function by name. `some` is among them; `none` is a name, not a function. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [...listFunctions, ...collectionFunctions, ...scalarFunctions].map((builtin) => [builtin.name, builtin]),
);

/** Whether `name` is taken by a built-in, so that no declaration may use it. */
export function isBuiltin(name: string): boolean {
  return name === "none" || builtins.has(name);
}

/**
 * The type of a built-in applied to arguments of these types, or what is wrong with them.
 * Argument types have their declared names expanded; `unknownType` fits everywhere, and stays in the result where nothing determines it.
 * `problem` is a clause for a message: "expects (list<t>, t) but is given (int, int)".
 */
export function builtinResult(
  name: string,
  argumentTypes: readonly Type[],
): { readonly kind: "result"; readonly result: Type } | { readonly kind: "problem"; readonly problem: string } {
  const builtin = builtins.get(name);
  if (builtin === undefined) return { kind: "problem", problem: `there is no built-in function ${name}` };
  for (const candidate of builtin.signatures) {
    const result = applySignature(candidate, argumentTypes);
    if (result !== undefined) return { kind: "result", result };
  }
  const expected = builtin.signatures.map(describeParameters).join(" or ");
  return { kind: "problem", problem: `${name} expects ${expected} but is given (${argumentTypes.map(describeType).join(", ")})` };
}
