/** Values as the language writes them: the text parses as an expression that evaluates to the value. */
import type { Value } from "../core/index.ts";
import { printString } from "../syntax/index.ts";

/** The value in concrete syntax: `3`, `"TAPL"`, `Some(3)`, `R(f: true)`, `[1, 2]`, `set[1]`, `map["k": 1]`, `unit`. */
export function printValue(value: Value): string {
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return value.toString();
    case "string":
      return printString(value);
    default:
      break;
  }
  switch (value.kind) {
    case "unit":
      return "unit";
    case "variant":
      return value.payload.length === 0 ? value.name : `${value.name}(${value.payload.map(printValue).join(", ")})`;
    case "record":
      return `${value.name}(${value.fields.map(([name, field]) => `${name}: ${printValue(field)}`).join(", ")})`;
    case "list":
      return `[${value.items.map(printValue).join(", ")}]`;
    case "set":
      return `set[${value.items.map(printValue).join(", ")}]`;
    case "endpoint":
      return `${value.session}/${value.role}`;
    case "map":
      return `map[${value.entries.map(([key, item]) => `${printValue(key)}: ${printValue(item)}`).join(", ")}]`;
  }
}
