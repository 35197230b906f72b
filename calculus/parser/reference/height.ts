/** The limit on the height of expressions, checked on a finished tree; the hand-written parser checks it on the way. */
import type { ParsedFile } from "../../syntax/index.ts";
import { highestExpression } from "../expressions.ts";

const operatorKinds: ReadonlySet<unknown> = new Set(["unary", "binary", "field", "index", "not", "and", "or", "implies"]);

/** Whether some expression or formula of the tree is higher than the parsers allow. */
export function isTooHigh(tree: ParsedFile): boolean {
  return heightOf(tree.declarations) > highestExpression;
}

function heightOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  let highest = 0;
  for (const value of Object.values(node) as unknown[]) highest = Math.max(highest, heightOf(value));
  return isOperator(node) ? highest + 1 : highest;
}

/** An `if` whose branches are blocks is a statement. */
function isOperator(node: object): boolean {
  const kind: unknown = Reflect.get(node, "kind");
  return operatorKinds.has(kind) || (kind === "if" && !isBlock(Reflect.get(node, "then")));
}

function isBlock(node: unknown): boolean {
  return typeof node === "object" && node !== null && "statements" in node;
}
