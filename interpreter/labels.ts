/** Labels as text: what a person reads of a step; and when two steps do the same. */
import { labelKey } from "../calculus/semantics/index.ts";
import type { Label, OracleAnswer } from "../calculus/semantics/index.ts";
import type { Value } from "../calculus/core/index.ts";
import { printValue } from "../calculus/values/index.ts";
import { assertNever } from "../calculus/assert-never.ts";

const tuple = (values: readonly Value[]): string => values.map(printValue).join(", ");

/** What a message says: `receipt(3)`, `buy`, `("TAPL")` for a communication without a label. */
export function messageText(label: string, values: readonly Value[]): string {
  const name = label === "_" ? "" : label;
  return values.length > 0 ? `${name}(${tuple(values)})` : name || "()";
}

/** `price("TAPL") = 42` */
export function oracleText(answer: OracleAnswer): string {
  return `${answer.name}(${tuple(answer.arguments)}) = ${printValue(answer.result)}`;
}

/** What the step does, for its subject: `sends buy to Seller`, `chooses branch 2`, `fails: division by zero`. Values are in concrete syntax. */
export function actionText(label: Label): string {
  switch (label.kind) {
    case "send":
      return `sends ${messageText(label.label, label.values)} to ${label.to}`;
    case "receive":
      return `receives ${messageText(label.label, label.values)} from ${label.from}`;
    case "local":
      return "takes a local step";
    case "any":
      return `picks ${printValue(label.value)}`;
    case "choose":
      return `chooses branch ${label.branch + 1}`;
    case "violate":
      return `violates ${label.site}`;
    case "stop":
      return "stops: its assumption is false";
    case "fail":
      return `fails: ${label.reason}`;
    default:
      return assertNever(label);
  }
}

/** The label in one line: `Buyer sends ("TAPL") to Seller`, with the oracle answers that it consulted. */
export function labelText(label: Label): string {
  const role = label.kind === "send" ? label.from : label.kind === "receive" ? label.to : label.role;
  const answers = oraclesOf(label);
  return `${role} ${actionText(label)}${answers.length === 0 ? "" : ` with ${answers.map(oracleText).join(", ")}`}`;
}

/** The answers of functions without body that the step consulted. */
export function oraclesOf(label: Label): readonly OracleAnswer[] {
  return label.kind === "receive" || label.kind === "choose" ? [] : label.oracles;
}

/** Whether two labels are equal, values and oracle answers included. */
export function sameLabel(left: Label, right: Label): boolean {
  return left === right || labelKey(left) === labelKey(right);
}
