/** A canonical text of a label: equal for equal labels only. */
import type { Value } from "../core/index.ts";
import { assertNever } from "../assert-never.ts";
import { valueKey } from "../values/index.ts";
import type { Label, OracleAnswer } from "./label.ts";

const keys = new WeakMap<Label, string>();

/** Equal keys iff equal labels: kind, roles, message, values, oracle answers. Memoised. */
export function labelKey(label: Label): string {
  const known = keys.get(label);
  if (known !== undefined) return known;
  const key = compute(label);
  keys.set(label, key);
  return key;
}

function compute(label: Label): string {
  switch (label.kind) {
    case "send":
      return `${label.from}!${label.to} ${label.label}⟨${values(label.values)}⟩${oracles(label.oracles)}`;
    case "receive":
      return `${label.to}?${label.from} ${label.label}⟨${values(label.values)}⟩${label.kept === true ? ` kept${byClause(label.clause)}` : ""}`;
    case "local":
      return `τ_${label.role}${oracles(label.oracles)}`;
    case "any":
      return `τ_${label.role}(any ${valueKey(label.value)})${oracles(label.oracles)}`;
    case "choose":
      return `τ_${label.role}(choose ${String(label.branch)})`;
    case "violate":
      return `τ_${label.role}(✗ ${label.site})${oracles(label.oracles)}`;
    case "stop":
      return `stop_${label.role}${oracles(label.oracles)}`;
    case "fail":
      return `fail_${label.role}(${label.reason})${oracles(label.oracles)}`;
    case "crash":
      return `crash_${label.role}(${label.restarts ? `restarts ${label.values.map(([name, value]) => `${name} = ${valueKey(value)}`).join(", ")}` : "for good"})${byClause(label.clause)}`;
    case "lose":
    case "reorder":
      return `${label.kind} ${label.from}→${label.to} ${label.label}⟨${values(label.values)}⟩ at ${String(label.position)}${byClause(label.clause)}`;
    default:
      return assertNever(label);
  }
}

function byClause(clause: number | undefined): string {
  return clause === undefined ? "" : ` by ${String(clause)}`;
}

function values(list: readonly Value[]): string {
  return list.map(valueKey).join(", ");
}

function oracles(answers: readonly OracleAnswer[]): string {
  if (answers.length === 0) return "";
  return ` [${answers.map(({ name, arguments: given, result }) => `${name}(${values(given)}) = ${valueKey(result)}`).join(", ")}]`;
}
