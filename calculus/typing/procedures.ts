/** A choreography as a whole: header, labels, and its body walked until the types of its locals are settled. */
import type { Name, Statement } from "../syntax/index.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import { collect } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";
import { roleScopes } from "./role-scope.ts";
import type { RoleScope } from "./role-scope.ts";
import { checkHeader } from "./roles-in-scope.ts";
import { allStatements } from "./all-statements.ts";
import { checkBody } from "./statements.ts";
import { checkType } from "./type-expressions.ts";
import { typesOfLocals } from "./types-of-locals.ts";
import { hasUnknownPart } from "../values/index.ts";
import type { LocalTypes } from "./types-of-locals.ts";

/** Walks of one body before a type that still grows counts as infinite. Each walk settles at least one part of a type that has an end. */
const maximumWalks = 8;

/**
 * Reports what is wrong in a choreography, calls and recursion between choreographies apart, and returns its roles with their locals.
 * One walk of the body, and another for as long as elements of collections become known after their first use.
 */
export function checkProcedure(declaration: ChoreographyDeclaration, program: Program, reporter: Reporter): ReadonlyMap<string, RoleScope> {
  checkHeader(declaration, program, reporter);
  for (const parameter of declaration.parameters) checkType(parameter.type, program, reporter);
  const unsupported = checkStatementForms(declaration, reporter);
  let types: LocalTypes = new Map();
  for (let walk = 1; ; walk++) {
    const found = collect();
    const scopes = roleScopes(declaration, program);
    const refined = checkBody(declaration, scopes, types, program, found);
    // What a later construct does to variables is unknown, so nothing is said about them.
    if (unsupported) return scopes;
    if (refined && walk < maximumWalks) {
      types = typesOfLocals(scopes);
      continue;
    }
    for (const { code, span, message, ...details } of found.diagnostics) reporter.report(code, span, message, details);
    if (found.diagnostics.length === 0) reportUndetermined(scopes, refined, reporter);
    return scopes;
  }
}

function reportUndetermined(scopes: ReadonlyMap<string, RoleScope>, infinite: boolean, reporter: Reporter): void {
  for (const [role, scope] of scopes) {
    for (const { name, type } of scope.locals.values()) {
      if (!hasUnknownPart(type)) continue;
      const message = infinite ? `the type of \`${role}.${name.text}\` contains itself` : `nothing says what \`${role}.${name.text}\` holds`;
      reporter.report("ambiguous-type", name.span, message, { notes: ["a field has a declared type: make it a field of the role, or bind a value first"] });
    }
  }
}

/** Statement labels are unique; later constructs are refused. Returns whether there are any of those. */
function checkStatementForms(declaration: ChoreographyDeclaration, reporter: Reporter): boolean {
  const labels = new Map<string, Name>();
  let unsupported = false;
  for (const statement of allStatements(declaration.body)) {
    checkLabel(statement, labels, reporter);
    if (statement.kind !== "unsupported") continue;
    unsupported = true;
    reporter.report("not-yet-supported", statement.span, `\`${statement.construct}\` is not supported yet`);
  }
  return unsupported;
}

function checkLabel({ label }: Statement, labels: Map<string, Name>, reporter: Reporter): void {
  if (label === undefined) return;
  const before = labels.get(label.text);
  if (before === undefined) labels.set(label.text, label);
  else reporter.report("duplicate-label", label.span, `label \`'${label.text}\` is used twice`, { labels: [{ span: before.span, message: "first here" }] });
}
