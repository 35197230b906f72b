/** What an analysis knows of variables, as formulas of the language: the bounds that states at a cut point are within. What cannot be written is left out. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import { printValue } from "../../../calculus/values/index.ts";
import type { Shape } from "../../compiled/analysis/index.ts";
import type { Known } from "../head-first/known.ts";
import type { NamedVariable } from "../head-first/variable-names.ts";

/** The facts about variables at a cut point; `false` where nobody comes. Linear in what is known. */
export function factsOf(known: readonly Known[] | undefined, variables: readonly NamedVariable[]): readonly string[] {
  if (known === undefined) return ["false"];
  return variables.flatMap(({ text, index }) => {
    const here = known[index];
    if (here === undefined) return [];
    const { shape, mayBeUnset, sizes = new Map<string, number>() } = here;
    if (shape.kind === "none") return mayBeUnset ? [`not ${text} is set`] : ["false"];
    return [...(mayBeUnset ? [] : [`${text} is set`]), ...within(text, shape), ...[...sizes].flatMap(([place, size]) => sizeFacts(text, place, size))];
  });
}

/** In both ways in which sizes are told, of which one has a type; none for what is inside of lists, sets, maps and enums. */
function sizeFacts(text: string, place: string, size: number): readonly string[] {
  return /[^.\w]/.test(place) ? [] : ["length", "size"].map((name) => `${name}(${text}${place}) <= ${String(size)}`);
}

function within(text: string, shape: Shape): readonly string[] {
  switch (shape.kind) {
    case "none":
    case "any":
      return [];
    case "boolean":
      return shape.mayBeFalse && shape.mayBeTrue ? [] : [shape.mayBeTrue ? text : `not ${text}`];
    case "integer": {
      const { low, high } = shape;
      if (low !== undefined && low === high) return [`${text} == ${String(low)}`];
      return [...(low === undefined ? [] : [`${text} >= ${String(low)}`]), ...(high === undefined ? [] : [`${text} <= ${String(high)}`])];
    }
    case "constants":
      return shape.values.every(isWritten) ? [anyOf(shape.values.map((value) => `${text} == ${printValue(value)}`))] : [];
    case "record":
      return shape.fields.flatMap(([field, part]) => within(`${text}.${field}`, part));
    case "sum":
      return cases(text, shape);
    default:
      return assertNever(shape);
  }
}

/** Options by what is in them; of enums which constructors without payload they can be. */
function cases(text: string, shape: Extract<Shape, { kind: "sum" }>): readonly string[] {
  const some = shape.cases.find(({ name }) => name === "some");
  if (some !== undefined || shape.cases.some(({ name }) => name === "none")) {
    const inside = some?.payload[0] === undefined ? [] : within(`unwrap(${text})`, some.payload[0]);
    if (some === undefined) return [`is_none(${text})`];
    return shape.cases.length === 1 ? [`is_some(${text})`, ...inside] : inside.map((fact) => `is_none(${text}) or ${fact}`);
  }
  return shape.cases.every(({ payload }) => payload.length === 0) ? [anyOf(shape.cases.map(({ name }) => `${text} == ${name}`))] : [];
}

function anyOf(parts: readonly string[]): string {
  return parts.join(" or ");
}

/** Ends of sessions have no literal. */
function isWritten(value: Value): boolean {
  if (typeof value !== "object") return true;
  switch (value.kind) {
    case "endpoint":
      return false;
    case "unit":
      return true;
    case "variant":
      return value.payload.every(isWritten);
    case "record":
      return value.fields.every(([, part]) => isWritten(part));
    case "list":
    case "set":
      return value.items.every(isWritten);
    case "map":
      return value.entries.every(([key, part]) => isWritten(key) && isWritten(part));
    default:
      return assertNever(value);
  }
}
