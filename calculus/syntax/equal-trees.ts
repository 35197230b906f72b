/** When two trees say the same: the comparison behind "both parsers agree" and "parse ∘ print is the identity". */

/** The first difference between two trees as a path with both values, or undefined if there is none. */
export interface TreeDifference {
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/**
 * Compares two syntax trees (or parts of them) field by field; with `spans` false, places are ignored.
 * A field that is absent equals one that is undefined. Linear in their size; recursion is bounded by their height.
 */
export function differenceOfTrees(left: unknown, right: unknown, spans: boolean): TreeDifference | undefined {
  return difference(left, right, spans, "");
}

/** Whether two trees are equal, places aside. */
export function equalTrees(left: unknown, right: unknown): boolean {
  return difference(left, right, false, "") === undefined;
}

function difference(left: unknown, right: unknown, spans: boolean, path: string): TreeDifference | undefined {
  if (Object.is(left, right)) return undefined;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null || Array.isArray(left) !== Array.isArray(right))
    return { path, left, right };
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return { path: `${path}.length`, left: left.length, right: right.length };
    for (let index = 0; index < left.length; index++) {
      const found = difference(left[index], right[index], spans, `${path}[${String(index)}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    if (!spans && key === "span") continue;
    const found = difference(Reflect.get(left, key), Reflect.get(right, key), spans, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
