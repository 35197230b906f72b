/** Closed expressions have values: constants and initial values are evaluated, so that a failing one is met before any run. */
import type { Definitions } from "../core/index.ts";
import type { Expression } from "../syntax/index.ts";
import { elaborateDomain } from "../elaboration/index.ts";
import { closedDomainFailure, closedOutcome } from "../values/index.ts";
import type { Program } from "./program.ts";
import { dependenciesFirst, valueGraph } from "./recursion.ts";
import type { Reporter } from "./reporter.ts";

/** Reports constants and initial values of a well-typed program that have none. */
export function checkClosedExpressions(program: Program, reporter: Reporter): void {
  const { definitions } = program;
  let failing = false;
  // Each constant once, after those that it mentions: evaluation keeps what it knows of them.
  for (const name of dependenciesFirst(valueGraph(definitions))) {
    const value = definitions.constants.get(name);
    if (value === undefined) continue;
    const reason = failureOf({ kind: "name", name: { text: name, span: value.span }, span: value.span }, definitions);
    if (reason === undefined) continue;
    failing = true;
    reporter.report("constant-fails", value.span, `constant \`${name}\` has no value: ${reason}`);
  }
  // Initial values may use the constants.
  if (failing) return;
  for (const role of program.roles.values()) {
    for (const { declaration } of role.fields.values()) {
      const { initial } = declaration;
      const [reason, span] =
        initial.kind === "expression"
          ? [failureOf(initial.expression, definitions), initial.expression.span]
          : [closedDomainFailure(elaborateDomain(initial.domain, declaration.type), definitions), initial.domain.span];
      if (reason !== undefined) reporter.report("constant-fails", span, `\`${declaration.name.text}\` has no initial value: ${reason}`);
    }
  }
}

function failureOf(expression: Expression, definitions: Definitions): string | undefined {
  const outcome = closedOutcome(expression, definitions);
  return outcome.kind === "value" ? undefined : outcome.reason;
}
