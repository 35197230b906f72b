/** Closed expressions have values, of the types declared: constants and initial values are evaluated, so that a mistake is met before any run. */
import type { Definitions } from "../core/index.ts";
import type { Expression, FieldDeclaration } from "../syntax/index.ts";
import { elaborateDomain } from "../elaboration/index.ts";
import { closedDomainFailure, closedOutcome } from "../values/index.ts";
import type { Program } from "./program.ts";
import { dependenciesFirst, valueGraph } from "./recursion.ts";
import { checkInitialRefinement } from "./refined-initial-values.ts";
import type { Reporter } from "./reporter.ts";

/** Reports constants and initial values of a well-typed program that have none, and initial values that their type excludes. */
export function checkClosedExpressions(program: Program, reporter: Reporter): void {
  const { definitions } = program;
  let failing = false;
  // Each constant once, after those that it mentions: evaluation keeps what it knows of them.
  for (const name of dependenciesFirst(valueGraph(definitions))) {
    const value = definitions.constants.get(name);
    if (value === undefined) continue;
    const problem = problemOf({ kind: "name", name: { text: name, span: value.span }, span: value.span }, definitions);
    if (problem === undefined) continue;
    failing = true;
    reporter.report(codeOf(problem), value.span, `constant \`${name}\` has no ${knownOr(problem)}value: ${problem.reason}`);
  }
  // Initial values may use the constants.
  if (failing) return;
  for (const role of program.roles.values()) for (const { declaration } of role.fields.values()) checkInitial(declaration, definitions, reporter);
}

function checkInitial(declaration: FieldDeclaration, definitions: Definitions, reporter: Reporter): void {
  const { initial, name, type } = declaration;
  const [problem, span] =
    initial.kind === "expression"
      ? [problemOf(initial.expression, definitions), initial.expression.span]
      : [closedDomainFailure(elaborateDomain(initial.domain, type), definitions), initial.domain.span];
  if (problem === undefined) checkInitialRefinement(declaration, definitions, reporter);
  else reporter.report(codeOf(problem), span, `\`${name.text}\` has no ${knownOr(problem)}initial value: ${problem.reason}`);
}

type Problem = NonNullable<ReturnType<typeof closedDomainFailure>>;

/** A limit of ours is no finding about the program. */
function codeOf({ kind }: Problem): "constant-fails" | "evaluation-limit" {
  return kind === "limit" ? "evaluation-limit" : "constant-fails";
}

function knownOr({ kind }: Problem): string {
  return kind === "limit" ? "known " : "";
}

function problemOf(expression: Expression, definitions: Definitions): Problem | undefined {
  const outcome = closedOutcome(expression, definitions);
  return outcome.kind === "value" ? undefined : outcome;
}
