/**
 * When two messages are the same: equal labels and equal sorts of the payload. Names of the payload and refinements are data; they do not tell messages
 * apart (docs/language.md, protocols).
 */
import type { Message, Sort } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import { typeKey } from "../values/index.ts";

/** A text that is equal for exactly the messages that are the same. Linear in the payload. */
export function messageKey({ label, payload }: Message): string {
  return payload.length === 0 ? label : `${label}(${payload.map(({ sort }) => sortKey(sort)).join(",")})`;
}

/** A text that is equal for exactly the sorts that are the same. */
export function sortKey(sort: Sort): string {
  return sort.kind === "session" ? `${sort.protocol}@${sort.role}` : typeKey(withoutRefinements(sort.type));
}

function withoutRefinements(type: Type): Type {
  switch (type.kind) {
    case "refined":
      return withoutRefinements(type.base);
    case "list":
    case "set":
    case "option":
      return { ...type, element: withoutRefinements(type.element) };
    case "map":
      return { ...type, key: withoutRefinements(type.key), value: withoutRefinements(type.value) };
    default:
      return type;
  }
}
