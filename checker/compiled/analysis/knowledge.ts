/** What is known of the variables where an expression is evaluated: shapes, narrowed by the conditions that have been passed. */
import type { Term } from "../../../calculus/machine/index.ts";
import { join, meet, noShape, recordOf, sumOf } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** What a variable may hold, and whether it may hold nothing. */
export interface Cell {
  readonly shape: Shape;
  readonly mayBeUnset: boolean;
}

export interface Knowledge {
  readonly variable: (process: number, index: number) => Cell;
  /** By `variableKey`; these count before `variable`. */
  readonly narrowed: ReadonlyMap<number, Cell>;
  /** What `let`s have bound, and to which term where that is a place. */
  readonly locals: ReadonlyMap<number, { readonly shape: Shape; readonly alias?: Term }>;
}

/** A number for a variable. */
export function variableKey(process: number, index: number): number {
  return process * 2 ** 24 + index;
}

/** Nothing but what holds of the variables in general. */
export function knowing(variable: Knowledge["variable"]): Knowledge {
  return { variable, narrowed: new Map(), locals: new Map() };
}

/** What is known of a variable here. */
export function cellOf(knowledge: Knowledge, process: number, index: number): Cell {
  return knowledge.narrowed.get(variableKey(process, index)) ?? knowledge.variable(process, index);
}

/** With a local bound; `alias` is the term that it stands for, if narrowing the one narrows the other. */
export function bindLocal(knowledge: Knowledge, number: number, shape: Shape, alias?: Term): Knowledge {
  const isPlace = alias?.kind === "variable" || alias?.kind === "local";
  return { ...knowledge, locals: new Map(knowledge.locals).set(number, { shape, ...(isPlace ? { alias } : {}) }) };
}

/** What is known whichever of the two holds; undefined is what cannot be. */
export function either(left: Knowledge | undefined, right: Knowledge | undefined): Knowledge | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right;
  const narrowed = new Map<number, Cell>();
  for (const [key, cell] of left.narrowed) {
    const other = right.narrowed.get(key);
    if (other !== undefined) narrowed.set(key, { shape: join(cell.shape, other.shape), mayBeUnset: cell.mayBeUnset || other.mayBeUnset });
  }
  const locals = new Map(left.locals);
  for (const [number, bound] of left.locals) locals.set(number, { ...bound, shape: join(bound.shape, right.locals.get(number)?.shape ?? bound.shape) });
  return { variable: left.variable, narrowed, locals };
}

/**
 * What is known once the place that the term stands for, if it is one, is known to hold a value of the shape: variables, locals, fields of records and
 * contents of options are places. Undefined: it cannot.
 */
export function narrow(knowledge: Knowledge, place: Term, shape: Shape): Knowledge | undefined {
  if (shape.kind === "none") return undefined;
  switch (place.kind) {
    case "variable": {
      const before = cellOf(knowledge, place.process, place.index);
      const after = meet(before.shape, shape);
      if (after.kind === "none") return undefined;
      if (after === before.shape && !before.mayBeUnset) return knowledge;
      return { ...knowledge, narrowed: new Map(knowledge.narrowed).set(variableKey(place.process, place.index), { shape: after, mayBeUnset: false }) };
    }
    case "local": {
      const before = knowledge.locals.get(place.number);
      if (before === undefined) return knowledge;
      const after = meet(before.shape, shape);
      if (after.kind === "none") return undefined;
      const inner = { ...knowledge, locals: new Map(knowledge.locals).set(place.number, { ...before, shape: after }) };
      return before.alias === undefined ? inner : narrow(inner, before.alias, after);
    }
    case "field": {
      const before = placeShape(knowledge, place.of);
      if (before?.kind !== "record") return knowledge;
      const fields = before.fields.map(([name, part], position): readonly [string, Shape] => [name, position === place.position ? meet(part, shape) : part]);
      return narrow(knowledge, place.of, recordOf(before.name, fields));
    }
    case "builtin": {
      const [inside] = place.arguments;
      return place.name === "unwrap" && inside !== undefined ? narrow(knowledge, inside, sumOf([{ name: "some", payload: [shape] }])) : knowledge;
    }
    default:
      return knowledge;
  }
}

/** The shape of a place; undefined of a term that is none. */
export function placeShape(knowledge: Knowledge, place: Term): Shape | undefined {
  switch (place.kind) {
    case "variable":
      return cellOf(knowledge, place.process, place.index).shape;
    case "local":
      return knowledge.locals.get(place.number)?.shape;
    case "field": {
      const of = placeShape(knowledge, place.of);
      return of?.kind === "record" ? of.fields[place.position]?.[1] : undefined;
    }
    case "builtin": {
      const [inside] = place.arguments;
      const of = place.name === "unwrap" && inside !== undefined ? placeShape(knowledge, inside) : undefined;
      return of?.kind === "sum" ? (of.cases.find(({ name }) => name === "some")?.payload[0] ?? noShape) : undefined;
    }
    default:
      return undefined;
  }
}
