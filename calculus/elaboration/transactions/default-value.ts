/** A value of every type, for fields that hold none yet. */
import { assertNever } from "../../assert-never.ts";
import type { Definitions } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import type { Expression, Type } from "../../syntax/index.ts";

const span = nowhere;

/** The type that a refined or renamed type is about; types inside it stay. */
export function unrefined(type: Type, { types }: Definitions): Type {
  let base = type;
  for (;;) {
    const named = base.kind === "named" ? types.get(base.name.text) : undefined;
    if (base.kind === "refined") base = base.base;
    else if (named !== undefined) base = named;
    else return base;
  }
}

/** The least value of the type as an expression, refinements aside; undefined for an enum whose constructors all contain it. */
export function defaultValue(type: Type, definitions: Definitions, around: ReadonlySet<string> = new Set()): Expression | undefined {
  const base = unrefined(type, definitions);
  switch (base.kind) {
    case "primitive":
      return primitives[base.name];
    case "list":
      return { kind: "list", items: [], span };
    case "set":
      return { kind: "set", items: [], span };
    case "map":
      return { kind: "map", entries: [], span };
    case "option":
      return { kind: "name", name: { text: "none", span }, span };
    case "named":
      return around.has(base.name.text) ? undefined : ofNamed(base.name.text, definitions, new Set(around).add(base.name.text));
    case "refined":
      return defaultValue(base.base, definitions, around);
    default:
      return assertNever(base);
  }
}

const primitives: Readonly<Record<"bool" | "int" | "string" | "unit", Expression>> = {
  bool: { kind: "boolean", value: false, span },
  int: { kind: "integer", value: 0n, span },
  string: { kind: "string", value: "", span },
  unit: { kind: "unit", span },
};

function ofNamed(text: string, definitions: Definitions, around: ReadonlySet<string>): Expression | undefined {
  const name = { text, span };
  const record = definitions.records.get(text);
  if (record !== undefined) {
    const fields = record.fields.flatMap((field) => {
      const value = defaultValue(field.type, definitions, around);
      return value === undefined ? [] : [{ name: { text: field.name, span }, value }];
    });
    return fields.length === record.fields.length ? { kind: "record", name, fields, span } : undefined;
  }
  for (const constructor of definitions.enums.get(text)?.constructors ?? []) {
    const values = constructor.payload.flatMap((type) => defaultValue(type, definitions, around) ?? []);
    if (values.length < constructor.payload.length) continue;
    const made = { text: constructor.name, span };
    return values.length === 0 ? { kind: "name", name: made, span } : { kind: "call", name: made, arguments: values, span };
  }
  return undefined;
}
