/** What is chosen where a run of a model is executed. */
import type { Value } from "../../../calculus/core/index.ts";
import type { DomainValues } from "../../../calculus/values/index.ts";
import { equalValues } from "../../../calculus/values/index.ts";

/** The wanted value where the domain has it, and any where nothing is wanted. */
export function picked(domain: DomainValues, wanted: Value | undefined): readonly Value[] {
  if (wanted === undefined) {
    const some = domain.kind === "finite" ? domain.values[0] : domain.sample(0n);
    return some === undefined ? [] : [some];
  }
  const has = domain.kind === "finite" ? domain.values.some((value) => equalValues(value, wanted)) : domain.contains(wanted);
  return has ? [wanted] : [];
}
