/** The text of an assertion's condition: it names the violation in labels, equal for equal conditions. */
import type { Role } from "../core/index.ts";
import type { Expression } from "../syntax/index.ts";
import { expressionKey } from "../values/index.ts";

/** `A.(x > 0)` */
export function conditionText(role: Role, condition: Expression): string {
  return `${role}.(${expressionKey(condition)})`;
}
