/** Patterns as written, as patterns of the calculus. */
import { assertNever } from "../assert-never.ts";
import type { CorePattern } from "../core/index.ts";
import type { Pattern } from "../syntax/index.ts";

/** Returns the pattern without its places in the text. */
export function patternOf(pattern: Pattern): CorePattern {
  switch (pattern.kind) {
    case "constructor":
      return { kind: "constructor", name: pattern.name.text, variables: pattern.variables.map((variable) => variable.text) };
    case "literal":
      return { kind: "literal", value: pattern.value };
    case "wildcard":
      return { kind: "wildcard" };
    default:
      return assertNever(pattern);
  }
}
