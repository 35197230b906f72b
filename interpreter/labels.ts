/** Labels as text: what a person reads of a step; and when two steps do the same. */
import { labelKey, subject } from "../calculus/semantics/index.ts";
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
      return `receives ${label.kept === true ? "a copy of " : ""}${messageText(label.label, label.values)} from ${label.from}`;
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
    case "crash":
      return label.restarts ? "crashes and starts again" : "crashes for good";
    case "lose":
      return `loses ${messageText(label.label, label.values)}`;
    case "reorder":
      return `lets the next message overtake ${messageText(label.label, label.values)}`;
    default:
      return assertNever(label);
  }
}

/** The label in one line: `Buyer sends ("TAPL") to Seller`, with the oracle answers that it consulted. */
export function labelText(label: Label): string {
  const answers = oraclesOf(label);
  const who = label.kind === "lose" || label.kind === "reorder" ? `the network from ${label.from} to ${label.to}` : subject(label);
  return `${who} ${actionText(label)}${answers.length === 0 ? "" : ` with ${answers.map(oracleText).join(", ")}`}`;
}

/** The answers of functions without body that the step consulted. */
export function oraclesOf(label: Label): readonly OracleAnswer[] {
  return "oracles" in label ? label.oracles : [];
}

/** Whether two labels are equal, values and oracle answers included. */
export function sameLabel(left: Label, right: Label): boolean {
  return left === right || labelKey(left) === labelKey(right);
}
