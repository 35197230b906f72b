/** Calls: the callee exists, its roles are distinct and have the state it needs, its arguments have the types of its parameters. */
import type { Fix } from "../diagnostics/index.ts";
import type { Name, Statement } from "../syntax/index.ts";
import { describeType, joinTypes } from "../values/index.ts";
import { expect } from "./expressions.ts";
import { counted } from "./wording.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import type { RoleScope } from "./role-scope.ts";
import type { RolesInScope } from "./roles-in-scope.ts";

type Call = Extract<Statement, { kind: "call" }>;

/** Reports what is wrong in a call. */
export function checkCall(call: Call, roles: RolesInScope, expressionsAt: (scope: RoleScope) => ExpressionScope, program: Program, reporter: Reporter): void {
  const scopes = call.roles.map((role) => roles.find(role));
  checkDistinct(call, reporter);
  const callee = program.choreographies.get(call.choreography.text);
  if (callee === undefined) {
    reporter.unknown("unknown-choreography", call.choreography, "choreography", () => program.choreographies.keys());
    return;
  }
  const declared = [{ span: callee.name.span, message: "declared here" }];
  if (callee.roles.length !== call.roles.length) {
    const message = `\`${callee.name.text}\` has ${counted(callee.roles.length, "role")}, but is given ${String(call.roles.length)}`;
    reporter.report("wrong-role-count", call.span, message, { labels: declared });
  }
  callee.roles.forEach((formal, index) => {
    const actual = call.roles[index];
    const scope = scopes[index];
    if (actual !== undefined && scope !== undefined) checkRole(formal, actual, scope, call, program, reporter);
  });
  if (callee.parameters.length !== call.arguments.length) {
    const message = `\`${callee.name.text}\` takes ${counted(callee.parameters.length, "value")}, but is given ${String(call.arguments.length)}`;
    reporter.report("wrong-argument-count", call.span, message, { labels: declared });
  }
  call.arguments.forEach((argument, index) => {
    const parameter = callee.parameters[index];
    const position = callee.roles.findIndex((formal) => formal.name.text === parameter?.role.text);
    const owner = scopes[position];
    if (parameter === undefined || owner === undefined) return;
    expect(argument, program.base(parameter.type), expressionsAt(owner), () => [
      { span: parameter.name.span, message: `the parameter, at ${owner.role.text} here` },
    ]);
  });
}

function checkDistinct(call: Call, reporter: Reporter): void {
  const seen = new Map<string, Name>();
  for (const role of call.roles) {
    const before = seen.get(role.text);
    if (before === undefined) seen.set(role.text, role);
    else
      reporter.report("aliased-roles", role.span, `${role.text} cannot play two roles of one call`, {
        labels: [{ span: before.span, message: "it plays this one" }],
      });
  }
}

function checkRole(formal: ChoreographyDeclaration["roles"][number], actual: Name, scope: RoleScope, call: Call, program: Program, reporter: Reporter): void {
  const labels = [{ span: formal.name.span, message: "the role of the called choreography" }];
  if (formal.state === undefined) {
    if (formal.name.text === actual.text || !program.roles.has(formal.name.text)) return;
    const passInstead: Fix = { title: `pass ${formal.name.text}`, edits: [{ span: actual.span, replacement: formal.name.text }] };
    reporter.report("wrong-role", actual.span, `this role is ${formal.name.text} itself, so ${actual.text} cannot play it`, {
      labels,
      notes: [`a formal role is written with the role whose state it has: \`P: ${formal.name.text}\``],
      ...(call.roles.some((role) => role.text === formal.name.text) ? {} : { fix: passInstead }),
    });
    return;
  }
  const needed = program.roles.get(formal.state.text)?.fields;
  if (needed === undefined || scope.state === formal.state.text || !program.roles.has(scope.state)) return;
  const lacking: string[] = [];
  for (const [name, field] of needed) {
    const has = scope.fields.get(name);
    if (has === undefined || joinTypes(has.type, field.type) === undefined) lacking.push(`\`${name}: ${describeType(field.type)}\``);
  }
  if (lacking.length === 0) return;
  reporter.report("role-state-mismatch", actual.span, `${actual.text} lacks ${lacking.join(", ")} of ${formal.state.text}`, { labels });
}
