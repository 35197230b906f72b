/** The refinements that a type has anywhere inside: through aliases, elements, records and enums. */
import { assertNever } from "../assert-never.ts";
import type { Definitions } from "../core/index.ts";
import type { Expression, Type } from "../syntax/index.ts";

/** The predicates, each declared type looked into once. Linear in the types reached. */
export function refinementsIn(type: Type, definitions: Definitions): readonly Expression[] {
  const found: Expression[] = [];
  const seen = new Set<string>();
  const pending = [type];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    switch (next.kind) {
      case "primitive":
        break;
      case "refined":
        found.push(next.predicate);
        pending.push(next.base);
        break;
      case "option":
      case "list":
      case "set":
        pending.push(next.element);
        break;
      case "map":
        pending.push(next.key, next.value);
        break;
      case "named":
        if (!seen.has(next.name.text)) pending.push(...partsOfNamed(next.name.text, definitions));
        seen.add(next.name.text);
        break;
      default:
        assertNever(next);
    }
  }
  return found;
}

function partsOfNamed(name: string, { types, enums, records }: Definitions): readonly Type[] {
  const alias = types.get(name);
  if (alias !== undefined) return [alias];
  const payloads = enums.get(name)?.constructors.flatMap(({ payload }) => payload) ?? [];
  return [...payloads, ...(records.get(name)?.fields.map((field) => field.type) ?? [])];
}
