/** Values from JSON (the inverse of `encodeValue`), checked: integers are plain decimals, sets and maps are in canonical order, nesting is bounded. */
import type { Value } from "../calculus/core/index.ts";
import { compareValues } from "../calculus/values/index.ts";
import type { Found } from "./json-reader.ts";
import { items, members, oneOf, pair, refuse, text } from "./json-reader.ts";

const nesting = 200;
const manyItems = 1_000_000;
const longText = 1_000_000;
const manyDigits = 65_536;
const longName = 1024;

/** A name of a role, variable, function, constructor, label or rule. */
export function decodeName(found: Found): string {
  return text(found, longName);
}

/** A list of values. */
export function decodeValues(found: Found, depth = 0): readonly Value[] {
  return items(found, manyItems).map((item) => decodeValue(item, depth));
}

/** The value that was encoded; refuses anything else. Linear, apart from the conversion of long integers. */
export function decodeValue(found: Found, depth = 0): Value {
  if (depth > nesting) return refuse(found, `nested deeper than ${nesting}`);
  const { value } = found;
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return text(found, longText);
  const kind = typeof value === "object" && value !== null ? Object.keys(value)[0] : undefined;
  switch (kind) {
    case "int":
      return decodeInteger(members(found, ["int"])("int"));
    case "unit":
      oneOf(members(found, ["unit"])("unit"), [true]);
      return { kind: "unit" };
    case "variant": {
      const member = members(found, ["variant", "payload"]);
      return { kind, name: decodeName(member("variant")), payload: decodeValues(member("payload"), depth + 1) };
    }
    case "record": {
      const member = members(found, ["record", "fields"]);
      const fields = items(member("fields"), manyItems).map((field): readonly [string, Value] => {
        const [name, item] = pair(field);
        return [decodeName(name), decodeValue(item, depth + 1)];
      });
      return { kind, name: decodeName(member("record")), fields };
    }
    case "list":
      return { kind, items: decodeValues(members(found, ["list"])("list"), depth + 1) };
    case "set": {
      const member = members(found, ["set"])("set");
      const elements = decodeValues(member, depth + 1);
      ascending(member, elements);
      return { kind, items: elements };
    }
    case "endpoint": {
      const [session, role] = pair(members(found, ["endpoint"])("endpoint"));
      return { kind, session: decodeName(session), role: decodeName(role) };
    }
    case "map": {
      const member = members(found, ["map"])("map");
      const entries = items(member, manyItems).map((entry): readonly [Value, Value] => {
        const [key, item] = pair(entry);
        return [decodeValue(key, depth + 1), decodeValue(item, depth + 1)];
      });
      ascending(
        member,
        entries.map(([key]) => key),
      );
      return { kind, entries };
    }
    default:
      return refuse(found, "expected a value");
  }
}

function decodeInteger(found: Found): bigint {
  const digits = text(found, manyDigits);
  return /^(?:0|-?[1-9][0-9]*)$/.test(digits) ? BigInt(digits) : refuse(found, "expected a decimal integer");
}

function ascending(found: Found, values: readonly Value[]): void {
  values.forEach((value, index) => {
    const previous = values[index - 1];
    if (previous !== undefined && compareValues(previous, value) >= 0) refuse(found, "expected ascending order without repetition");
  });
}
