/** Values: what expressions evaluate to and messages carry. Integers are mathematical (bigint). */
export type Value =
  | boolean
  | bigint
  | string
  | { readonly kind: "unit" }
  | { readonly kind: "variant"; readonly name: string; readonly payload: readonly Value[] } //          enum constructors, some(v), none
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly (readonly [string, Value])[] } // in declaration order
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "set"; readonly items: readonly Value[] } //                                        sorted by `compareValues`, no duplicates
  | { readonly kind: "map"; readonly entries: readonly (readonly [Value, Value])[] } //                  sorted by key, no duplicate keys
  | { readonly kind: "endpoint"; readonly session: string; readonly role: string }; //                   the end q/C of a further session; no expression makes one
