/** Sorts of SMT-LIB 2.6 (Barrett, Fontaine and Tinelli, The SMT-LIB Standard 2.6, §3.5, and the theories Core, Ints, FixedSizeBitVectors, ArraysEx, datatypes). */

export type Sort =
  | { readonly kind: "bool" }
  | { readonly kind: "int" }
  /** Words of `width` ≥ 1 bits; signed where an operation makes a difference, as its name says. */
  | { readonly kind: "bits"; readonly width: number }
  /** Constructors without arguments, in the order of their numbers. */
  | { readonly kind: "enumeration"; readonly name: string; readonly members: readonly string[] }
  /** An uninterpreted sort. */
  | { readonly kind: "opaque"; readonly name: string }
  | { readonly kind: "array"; readonly index: Sort; readonly element: Sort };

export const boolSort: Sort = { kind: "bool" };
export const intSort: Sort = { kind: "int" };

/** The sort as SMT-LIB writes it; equal sorts and only they have the same text. */
export function printSort(sort: Sort): string {
  switch (sort.kind) {
    case "bool":
      return "Bool";
    case "int":
      return "Int";
    case "bits":
      return `(_ BitVec ${String(sort.width)})`;
    case "enumeration":
    case "opaque":
      return printSymbol(sort.name);
    case "array":
      return `(Array ${printSort(sort.index)} ${printSort(sort.element)})`;
  }
}

export function sameSort(left: Sort, right: Sort): boolean {
  return left === right || printSort(left) === printSort(right);
}

const simpleSymbol = /^[A-Za-z~!@$%^&*_+=<>.?/-][0-9A-Za-z~!@$%^&*_+=<>.?/-]*$/;
const reserved: ReadonlySet<string> = new Set([
  "_",
  "!",
  "as",
  "let",
  "exists",
  "forall",
  "match",
  "par",
  "true",
  "false",
  "BINARY",
  "DECIMAL",
  "HEXADECIMAL",
  "NUMERAL",
  "STRING",
]);

/** A symbol of SMT-LIB, between bars where it is not a simple one. @throws Error if it has a bar or a backslash, which no symbol can have. */
export function printSymbol(name: string): string {
  if (simpleSymbol.test(name) && !reserved.has(name)) return name;
  if (/[|\\]/.test(name)) throw new Error(`no symbol of SMT-LIB: ${name}`);
  return `|${name}|`;
}
