/** What `any` and initial values may be, as shapes. */
import type { Definitions, Domain } from "../../../calculus/core/index.ts";
import type { MachineVariable } from "../../../calculus/machine/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { closedDomain, closedOutcome, refinementsIn } from "../../../calculus/values/index.ts";
import type { Cell } from "./knowledge.ts";
import { join, meet, noShape, shapeOfValue } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { shapeOfType } from "./type-shape.ts";

/** A domain with more values than this is described by its type. */
const maximumEnumerated = 4_096;

/** All values that are chosen from a domain without variables. */
export function shapeOfDomain(domain: Domain, type: Type, definitions: Definitions): Shape {
  const all = shapeOfType(domain.kind === "type" ? domain.type : type, definitions);
  const values = closedDomain(domain, definitions);
  if (values?.kind !== "finite" || values.values.length > maximumEnumerated) return all;
  return meet(
    values.values.reduce<Shape>((shape, value) => join(shape, shapeOfValue(value)), noShape),
    all,
  );
}

/** Whether the refinements in a type mention a variable: then its values depend on where they are chosen. */
export function mentionsVariables(type: Type, variables: ReadonlySet<string>, definitions: Definitions): boolean {
  const mentions = (expression: Expression): boolean =>
    (expression.kind === "name" && variables.has(expression.name.text)) || partsOf(expression).some(mentions);
  return refinementsIn(type, definitions).some(mentions);
}

/** What a variable holds at the start. */
export function initialCell({ type, initial }: MachineVariable, definitions: Definitions): Cell {
  if (initial === undefined) return { shape: noShape, mayBeUnset: true };
  if (initial.kind === "value") return { shape: shapeOfValue(initial.value), mayBeUnset: false };
  if (initial.kind === "any") return { shape: shapeOfDomain(initial.domain, type, definitions), mayBeUnset: false };
  const outcome = closedOutcome(initial.expression, definitions);
  return {
    shape: outcome.kind === "value" ? meet(shapeOfValue(outcome.value), shapeOfType(type, definitions)) : shapeOfType(type, definitions),
    mayBeUnset: false,
  };
}
