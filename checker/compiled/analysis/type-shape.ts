/** All values of a type as a shape: refinements are disregarded, a type that contains itself is anything below its first level. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions } from "../../../calculus/core/index.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { unitValue } from "../../../calculus/values/index.ts";
import { anyShape, booleanShape, integerShape, recordOf, shapeOfValue, sumOf } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** A sum or record with more parts than this is not looked into. */
const maximumParts = 64;

const known = new WeakMap<Definitions, Map<Type, Shape>>();

/** The shape that has every value of the type. Linear in the types reached, cut at `maximumParts`; computed once. */
export function shapeOfType(type: Type, definitions: Definitions): Shape {
  let own = known.get(definitions);
  if (own === undefined) known.set(definitions, (own = new Map<Type, Shape>()));
  const before = own.get(type);
  if (before !== undefined) return before;
  const shape = compute(type, definitions);
  own.set(type, shape);
  return shape;
}

function compute(type: Type, definitions: Definitions): Shape {
  let parts = 0;
  const visit = (one: Type, within: readonly string[]): Shape => {
    parts += 1;
    if (parts > maximumParts) return anyShape;
    switch (one.kind) {
      case "primitive":
        switch (one.name) {
          case "bool":
            return booleanShape;
          case "int":
            return integerShape;
          case "string":
            return anyShape;
          case "unit":
            return shapeOfValue(unitValue);
        }
      case "refined":
        return visit(one.base, within);
      case "option":
        return sumOf([
          { name: "none", payload: [] },
          { name: "some", payload: [visit(one.element, within)] },
        ]);
      case "list":
      case "set":
      case "map":
        return anyShape;
      case "named":
        return within.includes(one.name.text) ? anyShape : named(one.name.text, [...within, one.name.text]);
      default:
        return assertNever(one);
    }
  };
  const named = (name: string, within: readonly string[]): Shape => {
    const alias = definitions.types.get(name);
    if (alias !== undefined) return visit(alias, within);
    const constructors = definitions.enums.get(name)?.constructors;
    if (constructors !== undefined) return sumOf(constructors.map((one) => ({ name: one.name, payload: one.payload.map((part) => visit(part, within)) })));
    const fields = definitions.records.get(name)?.fields;
    if (fields === undefined) return anyShape;
    return recordOf(
      name,
      fields.map((field) => [field.name, visit(field.type, within)]),
    );
  };
  return visit(type, []);
}
