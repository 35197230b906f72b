/** The roles of a choreography: those of its list, each a declared role or a formal one with a declared role's state. */
import type { Fix } from "../diagnostics/index.ts";
import type { Name } from "../syntax/index.ts";
import { checkImplementation } from "./implementation.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import type { RoleScope } from "./role-scope.ts";

export interface RolesInScope {
  /** The scope of a role that acts; reports one that is not in the list, once per name. */
  readonly find: (role: Name) => RoleScope | undefined;
}

/** Returns the lookup of roles in a choreography's body. */
export function rolesInScope(declaration: ChoreographyDeclaration, scopes: ReadonlyMap<string, RoleScope>, program: Program, reporter: Reporter): RolesInScope {
  const reported = new Set<string>();
  return {
    find: (role) => {
      const scope = scopes.get(role.text);
      if (scope !== undefined || reported.has(role.text)) return scope;
      reported.add(role.text);
      const declared = program.roles.get(role.text);
      if (declared === undefined) {
        reporter.unknown("unknown-role", role, "role", () => scopes.keys());
        return undefined;
      }
      reporter.report("role-not-in-scope", role.span, `${role.text} acts here, but is not a role of \`${declaration.name.text}\``, {
        labels: [{ span: declaration.name.span, message: `its roles are ${[...scopes.keys()].join(", ") || "none"}` }],
        ...addRole(declaration, role.text),
      });
      return undefined;
    },
  };
}

function addRole(declaration: ChoreographyDeclaration, role: string): { readonly fix?: Fix } {
  const last = declaration.roles.at(-1);
  if (last === undefined) return {};
  const end = (last.state ?? last.name).span.end;
  return { fix: { title: `add ${role} to the roles`, edits: [{ span: { ...last.name.span, start: end, end }, replacement: `, ${role}` }] } };
}

/** Reports what is wrong in the role list and the value parameters of a choreography. */
export function checkHeader(declaration: ChoreographyDeclaration, program: Program, reporter: Reporter): void {
  if (declaration.roles.length === 0) reporter.report("no-roles", declaration.name.span, `\`${declaration.name.text}\` lists no role`);
  const seen = new Map<string, Name>();
  for (const { name, state } of declaration.roles) {
    const before = seen.get(name.text);
    if (before !== undefined)
      reporter.report("duplicate-name", name.span, `role \`${name.text}\` stands twice in the list`, {
        labels: [{ span: before.span, message: "first here" }],
      });
    seen.set(name.text, name);
    const declared = state ?? name;
    if (!program.roles.has(declared.text)) {
      const notes = state === undefined ? [`declare it (\`role ${name.text};\`), or name the role whose state it has (\`${name.text}: Worker\`)`] : [];
      reporter.unknown("unknown-role", declared, "role", () => program.roles.keys(), { notes });
    }
    const other = state === undefined ? undefined : (program.valueNames.get(name.text) ?? program.typeNames.get(name.text));
    if (other !== undefined) {
      reporter.report("shadowed-name", name.span, `\`${name.text}\` is a ${other.what} and cannot be a formal role too`, {
        labels: [{ span: other.name.span, message: "declared here" }],
      });
    }
  }
  const names = new Map<string, Name>();
  for (const { name, role } of declaration.parameters) {
    const before = names.get(name.text);
    if (before !== undefined)
      reporter.report("duplicate-name", name.span, `parameter \`${name.text}\` is declared twice`, { labels: [{ span: before.span, message: "first here" }] });
    names.set(name.text, name);
    if (!seen.has(role.text)) reporter.unknown("unknown-role", role, `role of \`${declaration.name.text}\`:`, () => seen.keys());
  }
  checkImplementation(declaration, program, reporter);
}
