/** Canonical keys of values: equal keys exactly for equal values, so that states can be compared and stored by text. */
import type { Value } from "../core/index.ts";

const keys = new WeakMap<object, string>();

function concatenate(values: readonly Value[]): string {
  let text = "";
  for (const value of values) text += valueKey(value);
  return text;
}

function compositeKey(value: Exclude<Value, boolean | bigint | string>): string {
  switch (value.kind) {
    case "unit":
      return "U";
    case "variant":
      return value.payload.length === 0 ? `V${value.name};` : `V${value.name}(${concatenate(value.payload)})`;
    case "record": {
      let text = `R${value.name}(`;
      for (const [name, field] of value.fields) text += `${name}=${valueKey(field)}`;
      return `${text})`;
    }
    case "list":
      return `[${concatenate(value.items)}]`;
    case "set":
      return `{${concatenate(value.items)}}`;
    case "endpoint":
      return `E${value.session}/${value.role};`;
    case "map": {
      let text = "<";
      for (const [key, item] of value.entries) text += valueKey(key) + valueKey(item);
      return `${text}>`;
    }
  }
}

/**
 * A text that determines the value; every key is self-delimiting, so concatenations of keys are injective too.
 * Linear in the value; keys of values with parts are kept, so a shared part is written once.
 */
export function valueKey(value: Value): string {
  switch (typeof value) {
    case "boolean":
      return value ? "T" : "F";
    case "bigint":
      return `${value};`;
    case "string":
      return `"${value.length}:${value}`;
    default: {
      const known = keys.get(value);
      if (known !== undefined) return known;
      const key = compositeKey(value);
      keys.set(value, key);
      return key;
    }
  }
}
