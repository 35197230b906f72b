/** Labels as text and as keys: what a person reads of a step, and when two steps do the same. */
import type { Label, OracleAnswer } from "../calculus/semantics/index.ts";
import type { Value } from "../calculus/core/index.ts";
import { printText, printValue } from "../calculus/values/print.ts";
import { valueKey } from "../calculus/values/key.ts";
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

const valuesKey = (values: readonly Value[]): string => values.map(valueKey).join("");

/** A text that is equal exactly for equal labels, whatever the names in them. Linear in the label. */
export function labelKey(label: Label): string {
  const oracles = oraclesOf(label).map((answer) => `${printText(answer.name)}(${valuesKey(answer.arguments)})${valueKey(answer.result)}`);
  const shape = shapeKey(label);
  switch (label.kind) {
    case "send":
    case "receive":
      return `${shape}<${valuesKey(label.values)}>${oracles.join("")}`;
    case "any":
      return `${shape}${valueKey(label.value)}${oracles.join("")}`;
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
      return `${shape}${oracles.join("")}`;
    default:
      return assertNever(label);
  }
}

/** As `labelKey`, without values and oracle answers: what kind of step, whose, with whom. */
export function shapeKey(label: Label): string {
  switch (label.kind) {
    case "send":
    case "receive":
      return `${label.kind} ${printText(label.from)}${printText(label.to)}${printText(label.label)}`;
    case "local":
    case "any":
    case "stop":
      return `${label.kind} ${printText(label.role)}`;
    case "choose":
      return `choose ${printText(label.role)}${label.branch}`;
    case "violate":
      return `violate ${printText(label.role)}${printText(label.site)}`;
    case "fail":
      return `fail ${printText(label.role)}${printText(label.reason)}`;
    default:
      return assertNever(label);
  }
}

/** Whether two labels are equal, values and oracle answers included. */
export function sameLabel(left: Label, right: Label): boolean {
  return left === right || labelKey(left) === labelKey(right);
}
