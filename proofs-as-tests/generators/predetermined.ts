/** Which programs have a single outcome: nothing in their text is chosen, answered by an oracle, or may fail. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";

/** True when no `any`, no `choose`, no function without body, no division and no assumption occurs. */
export function isPredetermined(program: ParsedFile): boolean {
  return !occurs(program, (node) => {
    switch (node["kind"]) {
      case "any":
      case "choose":
      case "assume":
        return true;
      case "function":
        return node["body"] === undefined;
      case "binary":
        return node["operator"] === "/" || (node["operator"] === "%" && !isNonZero(node["right"]));
      default:
        return false;
    }
  });
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function isNonZero(value: unknown): boolean {
  return isNode(value) && value["kind"] === "integer" && value["value"] !== 0n;
}

function occurs(value: unknown, wanted: (node: Node) => boolean): boolean {
  if (!isNode(value)) return false;
  return wanted(value) || Object.values(value).some((part) => occurs(part, wanted));
}
