/** What a model says of a term. */

/**
 * The value of a term in a model. Words are read as numbers without sign. A member of an uninterpreted sort is known by its number only: equal numbers, equal members
 * of that sort.
 */
export type ModelValue =
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "word"; readonly value: bigint; readonly width: number }
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "opaque"; readonly index: number };
