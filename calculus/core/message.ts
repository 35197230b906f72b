/** Messages of protocols: a label with the sorts of its payload. */
import type { Role } from "./choreography.ts";
import type { Type } from "../syntax/index.ts";

/** S ::= a type of values, maybe refined | a session end Q@r that is delegated */
export type Sort = { readonly kind: "value"; readonly type: Type } | { readonly kind: "session"; readonly protocol: string; readonly role: Role };

export interface Message {
  readonly label: string;
  /** Names are for refinements and reports; they do not tell messages apart. */
  readonly payload: readonly { readonly name?: string; readonly sort: Sort }[];
}
