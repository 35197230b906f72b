/** Membership of values in types, refinements included. */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Value } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import type { Refinement } from "./evident.ts";
import { newMachine, run } from "./machine.ts";
import type { Local, Machine } from "./machine.ts";

/**
 * Whether the refinement holds of the value in this pass. One that is undefined for the value does not hold.
 * An oracle question or a limit that was met is left in `machine.interruption`, and the answer is then false.
 */
export function satisfies(value: Value, { subject, predicate }: Refinement, local: Local, machine: Machine): boolean {
  const holds = run(predicate, (name) => (name === subject ? value : local(name)), machine);
  if (machine.interruption?.kind === "failure") machine.interruption = undefined;
  return holds === true;
}

function inhabitsNamed(value: Value, name: string, definitions: Definitions, local: Local, machine: Machine): boolean {
  const declared = definitions.types.get(name);
  if (declared !== undefined) return belongs(value, declared, definitions, local, machine);
  if (typeof value !== "object") return false;
  if (value.kind === "variant") {
    const constructor = definitions.enums.get(name)?.constructors.find((candidate) => candidate.name === value.name);
    if (constructor?.payload.length !== value.payload.length) return false;
    return value.payload.every((item, index) => belongs(item, constructor.payload[index] as Type, definitions, local, machine));
  }
  if (value.kind !== "record" || value.name !== name) return false;
  const fields = definitions.records.get(name)?.fields;
  if (fields?.length !== value.fields.length) return false;
  return fields.every((field, index) => {
    const [fieldName, item] = value.fields[index] as readonly [string, Value];
    return fieldName === field.name && belongs(item, field.type, definitions, local, machine);
  });
}

/** As `inhabits`, with the names that refinements may use and the pass whose oracle answers they read. */
export function belongs(value: Value, type: Type, definitions: Definitions, local: Local, machine: Machine): boolean {
  switch (type.kind) {
    case "primitive":
      switch (type.name) {
        case "bool":
          return typeof value === "boolean";
        case "int":
          return typeof value === "bigint";
        case "string":
          return typeof value === "string";
        case "unit":
          return typeof value === "object" && value.kind === "unit";
      }
    case "named":
      return inhabitsNamed(value, type.name.text, definitions, local, machine);
    case "refined":
      return belongs(value, type.base, definitions, local, machine) && satisfies(value, { subject: "value", predicate: type.predicate }, local, machine);
    case "option": {
      if (typeof value !== "object" || value.kind !== "variant") return false;
      const [content] = value.payload;
      if (value.name === "none") return content === undefined;
      return value.name === "some" && content !== undefined && belongs(content, type.element, definitions, local, machine);
    }
    case "list":
    case "set":
      return typeof value === "object" && value.kind === type.kind && value.items.every((item) => belongs(item, type.element, definitions, local, machine));
    case "map":
      return (
        typeof value === "object" &&
        value.kind === "map" &&
        value.entries.every(([key, item]) => belongs(key, type.key, definitions, local, machine) && belongs(item, type.value, definitions, local, machine))
      );
    default:
      return assertNever(type);
  }
}

/** Whether the value belongs to the type, all its refinements included. A refinement that needs a function without body does not hold. Linear in the value. */
export function inhabits(value: Value, type: Type, definitions: Definitions): boolean {
  return belongs(value, type, definitions, () => undefined, newMachine(definitions, new Map()));
}

/**
 * Whether the type certainly does not have the value: it is not known of refinements that need a function without body or are beyond the limits of
 * evaluation. `local` has the values of other names that refinements speak of. Linear in the value.
 */
export function isExcluded(value: Value, type: Type, definitions: Definitions, local: Local = () => undefined): boolean {
  const pass = newMachine(definitions, new Map());
  return !belongs(value, type, definitions, local, pass) && pass.interruption === undefined;
}
