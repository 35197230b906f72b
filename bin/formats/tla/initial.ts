/** The states in which a machine begins, and what choices range over. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Domain } from "../../../calculus/core/index.ts";
import type { MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { closedDomain, closedOutcome, refinementsIn } from "../../../calculus/values/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Tla } from "./tla-machine.ts";

/** The conjuncts of `Init`. */
export function initialText(tla: Tla): readonly string[] {
  const { processes, channels, network, faults } = tla.machine;
  const record = (fields: readonly string[]): string => (fields.length === 0 ? "<<>>" : `[${fields.join(", ")}]`);
  const several: string[] = [];
  const values = processes.map(({ variables }, process) => {
    const fields = variables.map((variable, index): string => {
      const ways = initialValues(tla, variable);
      const word = tla.words.of(variable.name);
      if (ways === undefined) return `${word} |-> <<>>`;
      if (ways.length === 1) return `${word} |-> <<${present(ways[0])}>>`;
      const bound = `i_${String(process)}_${String(index)}`;
      several.push(`\\E ${bound} \\in {${ways.join(", ")}} :`);
      return `${word} |-> <<${bound}>>`;
    });
    return `${present(tla.roles[process])} |-> ${record(fields)}`;
  });
  return [
    `at = ${record(tla.roles.map((role) => `${role} |-> 0`))}`,
    `status = ${record(tla.roles.map((role) => `${role} |-> "runs"`))}`,
    `queue = ${record(channels.map((_, index) => `${present(tla.channels[index])} |-> ${network.order === "bag" ? "EmptyBag" : "<<>>"}`))}`,
    `spent = <<${(faults?.clauses ?? []).map(() => "0").join(", ")}>>`,
    [...several, `val = ${record(values)}`].join(" "),
  ];
}

/** The values that a variable may have at the start; undefined where it is not set. */
export function initialValues(tla: Tla, { initial }: MachineVariable): readonly string[] | undefined {
  if (initial === undefined) return undefined;
  const { definitions } = tla.machine;
  switch (initial.kind) {
    case "value":
      return [tla.terms.value(initial.value)];
    case "expression": {
      tla.at(initial.expression.span);
      const outcome = closedOutcome(initial.expression, definitions);
      if (outcome.kind !== "value") throw new CannotSay(`an initial value that ${outcome.reason}`);
      return [tla.terms.value(outcome.value)];
    }
    case "any":
      return domainValues(tla, initial.domain, new Set());
    default:
      return assertNever(initial);
  }
}

/** The values of a domain, which may not depend on `variables`. Throws CannotSay. */
export function domainValues(tla: Tla, domain: Domain, variables: ReadonlySet<string>): readonly string[] {
  const { definitions } = tla.machine;
  for (const expression of domain.kind === "range" ? [domain.low, domain.high] : refinementsIn(domain.type, definitions)) {
    tla.at(expression.span);
    if (mentions(expression, variables)) throw new CannotSay("a choice that depends on variables");
  }
  const values = closedDomain(domain, definitions);
  if (values?.kind !== "finite") throw new CannotSay("a choice from infinitely many values, or too many");
  return values.values.map((value) => tla.terms.value(value));
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return (expression.kind === "name" && names.has(expression.name.text)) || partsOf(expression).some((part) => mentions(part, names));
}
