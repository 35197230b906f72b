/** Terms and values as texts that are equal iff they are, places in the source left out. */

/** The text; keys in alphabetical order, `span` and `site` left out. Linear, but for sorting. */
export function canonicalText(value: unknown): string {
  if (typeof value === "bigint") return `${String(value)}n`;
  if (value === undefined) return "undefined";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const entries = Object.entries(value).filter(([key, of]) => key !== "span" && key !== "site" && of !== undefined);
  return `{${entries
    .map(([key, of]) => `${key}:${canonicalText(of)}`)
    .sort()
    .join(",")}}`;
}
