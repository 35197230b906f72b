/** Syntax trees as text without their places: equal texts exactly for trees that differ in spans only. */

/** A canonical text: members sorted by name, spans and absent members left out. Linear in the tree. */
export function syntaxKey(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(syntaxKey).join()}]`;
  const members = Object.entries(value).filter(([name, member]) => name !== "span" && member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${name}:${syntaxKey(member)}`)
    .join()}}`;
}
