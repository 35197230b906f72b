/** What is judged of whole runs, under a fairness: declared properties of that kind, and `terminating` of choreographies. */
import type { Model, PropertyDefinition } from "../calculus/core/index.ts";
import type { Fairness } from "../calculus/syntax/index.ts";
import { isRunProperty, usualFairness } from "./liveness/index.ts";
import type { WrittenRunProperty } from "./liveness/index.ts";

/** A declared property that is about whole runs. */
type RunPropertyDefinition = PropertyDefinition & { readonly property: WrittenRunProperty };

/** Whether the declared property is about whole runs. */
export function isAboutWholeRuns(definition: PropertyDefinition): definition is RunPropertyDefinition {
  return isRunProperty(definition.property);
}

/** Whether a property of this name is declared that is about whole runs. */
export function declaresRunProperty({ properties }: Model, name: string): boolean {
  return properties.some((definition) => definition.name === name && isAboutWholeRuns(definition));
}

/** The fairness under which an expectation that names `written` asks for a property. */
export function expectedFairness({ property }: RunPropertyDefinition, written: Fairness | undefined): Fairness {
  return written ?? property.fairness ?? usualFairness;
}

/** Whether the item of a choreography is judged under a fairness. */
export function isFairItem({ procedures }: Model, subject: string, property: string): boolean {
  return procedures.has(subject) && property === "terminating";
}
