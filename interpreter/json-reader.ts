/**
 * Reading JSON from strangers: readers that check what they find and name the place where it is not as it should be. Nothing found is ever used as a
 * property name, and nothing beyond the named members is accepted.
 */

/** Thrown inside this folder only, by readers; `readJson` turns it into a value. */
class Malformed extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** A value that was read together with its place: `$.steps[3].label`. */
export interface Found {
  readonly value: unknown;
  readonly path: string;
}

export type Reading<T> = { readonly kind: "read"; readonly value: T } | { readonly kind: "malformed"; readonly path: string; readonly message: string };

/** Refuses what was found. */
export function refuse(found: Found, message: string): never {
  throw new Malformed(found.path, message);
}

/** Parses `text` (at most `maxLength` code units) and reads it. Never throws for what the text holds. */
export function readJson<T>(text: string, maxLength: number, reader: (found: Found) => T): Reading<T> {
  if (text.length > maxLength) return { kind: "malformed", path: "$", message: `longer than ${maxLength} characters` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "malformed", path: "$", message: "not JSON" };
  }
  try {
    return { kind: "read", value: reader({ value, path: "$" }) };
  } catch (problem) {
    if (problem instanceof Malformed) return { kind: "malformed", path: problem.path, message: problem.message };
    throw problem;
  }
}

/** The members of an object that has exactly these names, apart from the optional ones. */
export function members<Name extends string>(found: Found, required: readonly Name[], optional: readonly Name[] = []): (name: Name) => Found {
  const { value, path } = found;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(found, "expected an object");
  const own = new Map<string, unknown>(Object.entries(value));
  for (const name of required) if (!own.has(name)) refuse(found, `"${name}" is missing`);
  const known = new Set<string>([...required, ...optional]);
  for (const name of own.keys()) if (!known.has(name)) refuse(found, `${JSON.stringify(name.slice(0, 40))} is not a member here`);
  return (name) => ({ value: own.get(name), path: `${path}.${name}` });
}

/** The items of an array of at most `maxItems`. */
export function items(found: Found, maxItems: number): readonly Found[] {
  const { value, path } = found;
  if (!Array.isArray(value)) return refuse(found, "expected an array");
  if (value.length > maxItems) refuse(found, `more than ${maxItems} items`);
  return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }));
}

/** The items of an array of exactly two. */
export function pair(found: Found): readonly [Found, Found] {
  const [first, second, ...rest] = items(found, 2);
  return first === undefined || second === undefined || rest.length > 0 ? refuse(found, "expected a pair") : [first, second];
}

/** A text of at most `maxLength` code units. */
export function text(found: Found, maxLength: number): string {
  const { value } = found;
  if (typeof value !== "string") return refuse(found, "expected a string");
  return value.length > maxLength ? refuse(found, `longer than ${maxLength} characters`) : value;
}

/** A whole number from `low` on. */
export function natural(found: Found, low: number): number {
  const { value } = found;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= low ? value : refuse(found, `expected a whole number from ${low} on`);
}

/** One of these texts. */
export function oneOf<T extends string | number | boolean>(found: Found, options: readonly T[]): T {
  const chosen = options.find((option) => option === found.value);
  return chosen ?? refuse(found, `expected ${options.map((option) => JSON.stringify(option)).join(" or ")}`);
}
