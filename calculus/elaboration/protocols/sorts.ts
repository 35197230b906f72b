/** Payloads of protocols and contexts as written, and as messages: declared names of types are expanded, refinements stay. */
import { assertNever } from "../../assert-never.ts";
import type { Definitions, Message, Sort } from "../../core/index.ts";
import type { Name, PayloadItem, Type } from "../../syntax/index.ts";

/** A statement that sends or receives: of a protocol or of a context. */
interface MessageStatement {
  readonly label: Name;
  readonly payload: readonly PayloadItem[];
}

/** Returns the message of a statement; asked again for the same statement, the same object. */
export function messages(definitions: Definitions): (statement: MessageStatement) => Message {
  const known = new Map<MessageStatement, Message>();
  const types = expander(definitions);
  const payload = ({ name, sort }: PayloadItem): Message["payload"][number] => ({
    ...(name === undefined ? {} : { name: name.text }),
    sort: sortOf(sort, types),
  });
  return (statement) => {
    const before = known.get(statement);
    if (before !== undefined) return before;
    const message: Message = { label: statement.label.text, payload: statement.payload.map(payload) };
    known.set(statement, message);
    return message;
  };
}

function sortOf(sort: PayloadItem["sort"], types: (type: Type) => Type): Sort {
  return sort.kind === "value" ? { kind: "value", type: types(sort.type) } : { kind: "session", protocol: sort.protocol.text, role: sort.role.text };
}

/** Returns the type with the names of `type` declarations replaced by what they stand for. */
export function expandedTypes(definitions: Definitions): (type: Type) => Type {
  return expander(definitions);
}

/** The type with the names of `type` declarations replaced by what they stand for; each name once, and chains of names take no stack. */
function expander({ types }: Definitions): (type: Type) => Type {
  const expanded = new Map<string, Type>();

  /** Names that are not expanded yet stay and are put on the list. */
  function expand(type: Type, missing: string[]): Type {
    switch (type.kind) {
      case "primitive":
        return type;
      case "named": {
        const name = type.name.text;
        if (!types.has(name)) return type;
        if (!expanded.has(name)) missing.push(name);
        return expanded.get(name) ?? type;
      }
      case "list":
      case "set":
      case "option":
        return { ...type, element: expand(type.element, missing) };
      case "map":
        return { ...type, key: expand(type.key, missing), value: expand(type.value, missing) };
      case "refined":
        return { ...type, base: expand(type.base, missing) };
      default:
        return assertNever(type);
    }
  }

  return (type) => {
    const names: string[] = [];
    const first = expand(type, names);
    if (names.length === 0) return first;
    // A name that waits for itself stands in a recursive declaration, which the checks refuse.
    const met = new Set(names);
    for (let name = names.at(-1); name !== undefined; name = names.at(-1)) {
      const declared = types.get(name);
      const missing: string[] = [];
      const whole = declared === undefined || expanded.has(name) ? undefined : expand(declared, missing);
      const waiting = missing.filter((each) => !met.has(each));
      if (waiting.length > 0) {
        names.push(...waiting);
        for (const each of waiting) met.add(each);
      } else {
        names.pop();
        if (whole !== undefined) expanded.set(name, whole);
      }
    }
    return expand(type, []);
  };
}
