/**
 * Folds over global and local types from the leaves up. Types share subterms, so they are graphs of objects: every object is visited once, and types
 * of any length take no stack.
 */
import { present } from "../present.ts";
import type { GlobalType, LocalType } from "../core/index.ts";

/** The objects of a type, parts before what they are part of, the type itself last. */
export interface Ordered<T> {
  readonly types: readonly T[];
  /** For each object, the positions of its direct parts: the body of a recursion, the continuations of the branches in their order. */
  readonly parts: readonly (readonly number[])[];
}

const none: readonly never[] = [];

function order<T extends object>(root: T, partsOf: (type: T) => readonly T[]): Ordered<T> {
  const positions = new Map<T, number>();
  const types: T[] = [];
  const parts: (readonly number[])[] = [];
  const waiting: T[] = [root];
  // -1 marks an object whose parts are being visited.
  for (let type = waiting.at(-1); type !== undefined; type = waiting.at(-1)) {
    const position = positions.get(type);
    if (position === undefined) {
      positions.set(type, -1);
      const children = partsOf(type);
      for (let index = children.length - 1; index >= 0; index--) waiting.push(present(children[index]));
      continue;
    }
    waiting.pop();
    if (position !== -1) continue;
    positions.set(type, types.length);
    types.push(type);
    const children = partsOf(type);
    parts.push(children.length === 0 ? none : children.map((child) => present(positions.get(child))));
  }
  return { types, parts };
}

function globalParts(type: GlobalType): readonly GlobalType[] {
  if (type.kind === "recursion") return [type.body];
  return type.kind === "choice" ? type.branches.map(({ continuation }) => continuation) : none;
}

function localParts(type: LocalType): readonly LocalType[] {
  if (type.kind === "recursion") return [type.body];
  return type.kind === "select" || type.kind === "branch" ? type.branches.map(({ continuation }) => continuation) : none;
}

/** The distinct objects of a global type, each once. Linear. */
export function orderGlobalType(root: GlobalType): Ordered<GlobalType> {
  return order(root, globalParts);
}

/** The distinct objects of a local type, each once. Linear. */
export function orderLocalType(root: LocalType): Ordered<LocalType> {
  return order(root, localParts);
}

/** Visits the objects in order; `visit` gets the results of the direct parts, in their order. Returns the result of the last, the type itself. */
export function foldOrdered<T, Result>({ types, parts }: Ordered<T>, visit: (type: T, parts: readonly Result[], position: number) => Result): Result {
  const results: Result[] = [];
  for (const [position, type] of types.entries()) {
    const own = present(parts[position]);
    results.push(visit(type, own.length === 0 ? none : own.map((part) => results[part] as Result), position));
  }
  return results.at(-1) as Result;
}

/** Folds a global type: `visit` gets each distinct object once, with the results of its direct parts. */
export function foldGlobalType<Result>(root: GlobalType, visit: (type: GlobalType, parts: readonly Result[]) => Result): Result {
  return foldOrdered(orderGlobalType(root), visit);
}

/** Folds a local type, as `foldGlobalType` does. */
export function foldLocalType<Result>(root: LocalType, visit: (type: LocalType, parts: readonly Result[]) => Result): Result {
  return foldOrdered(orderLocalType(root), visit);
}
