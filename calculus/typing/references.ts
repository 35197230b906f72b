/** Which names an expression or a type mentions. */
import { assertNever } from "../assert-never.ts";
import type { Expression, Name, Type } from "../syntax/index.ts";
import { partsOf } from "../syntax/index.ts";

/** The names of variables, constants, functions and constructors in an expression. Linear, without recursion. */
export function namesIn(expression: Expression | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const pending = expression === undefined ? [] : [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "name" || next.kind === "call") names.add(next.name.text);
    pending.push(...partsOf(next));
  }
  return names;
}

/** The declared types that a type mentions, refinements left out. */
export function namesInType(type: Type): readonly Name[] {
  switch (type.kind) {
    case "primitive":
      return [];
    case "named":
      return [type.name];
    case "list":
    case "set":
    case "option":
      return namesInType(type.element);
    case "map":
      return [...namesInType(type.key), ...namesInType(type.value)];
    case "refined":
      return namesInType(type.base);
    default:
      return assertNever(type);
  }
}
