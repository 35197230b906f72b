/** Values in replies to `(get-value …)` (SMT-LIB 2.6, §4.2.6), as Z3 and cvc5 write them. */
import type { ModelValue, Sort, Term } from "../terms/index.ts";
import { itemsOf, nameOf, shortText } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";

export type ReadValues = { readonly ok: true; readonly values: readonly ModelValue[] } | { readonly ok: false; readonly problem: string };

/** The values of these terms, in the order in which they were asked. */
export function readValues(terms: readonly Term[], reply: readonly SExpression[]): ReadValues {
  const pairs = itemsOf(reply[0]);
  if (reply.length !== 1 || pairs?.length !== terms.length) return { ok: false, problem: "not as many values as terms" };
  const members = new Map<string, number>();
  const values: ModelValue[] = [];
  for (const [index, term] of terms.entries()) {
    const pair = itemsOf(pairs[index]);
    const written = pair?.[1];
    if (pair?.length !== 2 || written === undefined) return { ok: false, problem: "no pair of a term and its value" };
    const value = valueOf(term.sort, written, members);
    if (value === undefined) return { ok: false, problem: `no value of ours: ${shortText(written)}` };
    values.push(value);
  }
  return { ok: true, values };
}

function valueOf(sort: Sort, written: SExpression, members: Map<string, number>): ModelValue | undefined {
  switch (sort.kind) {
    case "bool": {
      const name = nameOf(written);
      return name === "true" || name === "false" ? { kind: "boolean", value: name === "true" } : undefined;
    }
    case "int": {
      const value = integerOf(written);
      return value === undefined ? undefined : { kind: "integer", value };
    }
    case "bits": {
      const word = wordOf(written);
      return word?.width === sort.width ? { kind: "word", ...word } : undefined;
    }
    case "enumeration": {
      const name = plainName(written);
      return name !== undefined && sort.members.includes(name) ? { kind: "member", name } : undefined;
    }
    case "opaque": {
      // cvc5 quotes neither the name of the sort within that of the member nor the member: the same text is the same member.
      if (written.kind === "literal" || written.kind === "string") return undefined;
      const key = `${sort.name}|${JSON.stringify(written)}`;
      const index = members.get(key) ?? [...members.keys()].filter((one) => one.startsWith(`${sort.name}|`)).length;
      members.set(key, index);
      return { kind: "opaque", index };
    }
    case "array":
      return undefined;
  }
}

/** A symbol, or `(as symbol sort)`. */
function plainName(written: SExpression): string | undefined {
  const items = itemsOf(written);
  return items === undefined ? nameOf(written) : items.length === 3 && nameOf(items[0]) === "as" ? nameOf(items[1]) : undefined;
}

/** A numeral, or `(- numeral)`; undefined for everything else. */
export function integerOf(written: SExpression): bigint | undefined {
  if (written.kind === "literal") return /^[0-9]+$/.test(written.text) ? BigInt(written.text) : undefined;
  const items = itemsOf(written);
  const [minus, numeral] = items ?? [];
  if (items?.length !== 2 || nameOf(minus) !== "-" || numeral?.kind !== "literal") return undefined;
  const value = integerOf(numeral);
  return value === undefined ? undefined : -value;
}

/** `#b…`, `#x…`, or `(_ bv… width)`; undefined for everything else. The value is without sign. */
export function wordOf(written: SExpression): { readonly value: bigint; readonly width: number } | undefined {
  if (written.kind === "literal") {
    const digits = written.text.slice(2);
    if (/^#b[01]+$/.test(written.text)) return { value: BigInt(`0b${digits}`), width: digits.length };
    return /^#x[0-9a-fA-F]+$/.test(written.text) ? { value: BigInt(`0x${digits}`), width: 4 * digits.length } : undefined;
  }
  const [underscore, number, width] = itemsOf(written) ?? [];
  const name = nameOf(number) ?? "";
  if (nameOf(underscore) !== "_" || !/^bv[0-9]+$/.test(name) || width?.kind !== "literal" || !/^[0-9]{1,9}$/.test(width.text)) return undefined;
  const value = BigInt(name.slice(2));
  return value < 1n << BigInt(width.text) ? { value, width: Number(width.text) } : undefined;
}
