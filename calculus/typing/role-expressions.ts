/** What an expression at a role sees: that role's fields and the locals that are certainly set, nothing of another role. */
import type { Fix } from "../diagnostics/index.ts";
import type { Name } from "../syntax/index.ts";
import { unknownType } from "../values/index.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import type { MustFlow } from "./must-flow.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { ownersOfVariable } from "./role-scope.ts";
import type { RoleScope } from "./role-scope.ts";

/** Facts are the bindings of locals: each is the first binding's name, one object per role and variable. */
export type Assigned = MustFlow<Name>;

/** In a choreography a role can be sent what it cannot read. */
function sendFirst(owner: string, variable: string, reader: string): string {
  return `${owner} can send it: \`${owner}.${variable} -> ${reader}.${variable};\``;
}

/** Returns the scope of expressions at the role; `scopes` are those of all roles of the procedure, `remedy` says how a variable of another role gets here. */
export function roleExpressions(
  scope: RoleScope,
  scopes: ReadonlyMap<string, RoleScope>,
  assigned: Assigned,
  program: Program,
  reporter: Reporter,
  remedy: (owner: string, variable: string, reader: string) => string = sendFirst,
): ExpressionScope {
  const own = scope.role.text;
  return {
    program,
    reporter,
    variable: (name) => {
      const field = scope.fields.get(name.text);
      if (field !== undefined) return field.type;
      const binding = scope.bindings.get(name.text);
      if (binding === undefined) return undefined;
      if (!assigned.has(binding)) {
        const where = binding.span.start > name.span.start ? "first set here" : "not set on every path from here";
        reporter.report("unassigned-variable", name.span, `\`${own}.${name.text}\` may not be set here`, { labels: [{ span: binding.span, message: where }] });
        assigned.add(binding);
      }
      return scope.locals.get(name.text)?.type ?? unknownType;
    },
    variables: () => [...scope.fields.keys(), ...scope.bindings.keys()],
    isRole: (name) => scopes.has(name) || program.roles.has(name),
    ownersAreRoles: false,
    roleField: (role, field, span) => {
      if (role.text === own) {
        const fix: Fix = { title: `write \`${field.text}\``, edits: [{ span, replacement: field.text }] };
        reporter.report("role-as-value", span, `inside an expression at ${own} its variables are written without \`${own}.\``, { fix });
      } else {
        reporter.report("remote-read", span, `${own} cannot read \`${role.text}.${field.text}\``, { notes: [remedy(role.text, field.text, own)] });
      }
      return unknownType;
    },
    explainUnknown: (name) => {
      const [other] = ownersOfVariable(scopes, name.text);
      const declared = other?.fields.get(name.text)?.declaration.name ?? other?.bindings.get(name.text);
      if (other === undefined || declared === undefined) return false;
      const role = other.role.text;
      reporter.report("remote-read", name.span, `\`${name.text}\` is a variable of ${role}, which ${own} cannot read`, {
        labels: [{ span: declared.span, message: `\`${role}.${name.text}\`` }],
        notes: [remedy(role, name.text, own)],
      });
      return true;
    },
    oracles: "allowed",
  };
}
