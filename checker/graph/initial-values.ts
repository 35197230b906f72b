/** What tells initial states of one system apart: the values of the fields that may hold any of several. */
import type { Model } from "../../calculus/core/index.ts";
import type { World } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { choicesOf } from "../counterexample/confirm.ts";

/** `A.n = 1` for each such field, in the order of roles and fields. */
export function initialValues(model: Model, world: World): readonly string[] {
  return choicesOf(model, world).map(({ request, value }) => `${request.description} = ${printValue(value)}`);
}
