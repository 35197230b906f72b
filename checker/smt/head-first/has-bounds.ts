/** Whether exploration has any hope of an end: what the variables of a choreography hold has bounds. */
import type { Model } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { analyse, typedMachine } from "../../compiled/analysis/index.ts";
import type { Shape } from "../../compiled/analysis/index.ts";
import { forSolvers } from "./program.ts";

/** Whether an analysis finds finitely many values for every variable of the choreography, head first; also false where it has no machine. */
export function hasBounds(model: Model, subject: string): boolean {
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  return machine.ok && analyse(typedMachine(machine.built.machine)).variables.every((cells) => cells.every(({ shape }) => isBounded(shape)));
}

function isBounded(shape: Shape): boolean {
  switch (shape.kind) {
    case "none":
    case "boolean":
    case "constants":
      return true;
    case "integer":
      return shape.low !== undefined && shape.high !== undefined;
    case "sum":
      return shape.cases.every(({ payload }) => payload.every(isBounded));
    case "record":
      return shape.fields.every(([, field]) => isBounded(field));
    case "any":
      return false;
  }
}
