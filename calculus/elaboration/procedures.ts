/** Choreographies as procedures: formal roles, the declared role whose state each has, parameters, and the elaborated body. */
import type { FieldDefinition, Procedure, Role } from "../core/index.ts";
import type { Declaration, Type } from "../syntax/index.ts";
import { elaborateBody } from "./statements.ts";
import { unchecked } from "./unchecked.ts";

type ChoreographyDeclaration = Extract<Declaration, { kind: "choreography" }>;

/** Returns the procedures of the declarations by name. `roles` are the declared roles with their fields. */
export function proceduresOf(declarations: readonly Declaration[], roles: ReadonlyMap<Role, readonly FieldDefinition[]>): ReadonlyMap<string, Procedure> {
  const choreographies = new Map<string, ChoreographyDeclaration>();
  for (const declaration of declarations) if (declaration.kind === "choreography") choreographies.set(declaration.name.text, declaration);

  const fieldTypes = new Map<Role, ReadonlyMap<string, Type>>();
  for (const [role, fields] of roles) fieldTypes.set(role, new Map(fields.map((field) => [field.name, field.type])));

  const signature = (name: string): { roles: readonly Role[]; owners: readonly Role[] } => {
    const callee = choreographies.get(name) ?? unchecked(`no choreography ${name}`);
    return { roles: callee.roles.map((role) => role.name.text), owners: callee.parameters.map((parameter) => parameter.role.text) };
  };

  const procedures = new Map<string, Procedure>();
  for (const [name, declaration] of choreographies) {
    const stateOf = new Map(declaration.roles.map((role) => [role.name.text, role.state?.text ?? role.name.text]));
    const parameters = declaration.parameters.map((parameter) => ({ name: parameter.name.text, type: parameter.type, role: parameter.role.text }));
    const declaredType = (role: Role, variable: string): Type | undefined =>
      fieldTypes.get(stateOf.get(role) ?? role)?.get(variable) ?? parameters.find((parameter) => parameter.role === role && parameter.name === variable)?.type;
    procedures.set(name, {
      name,
      roles: declaration.roles.map((role) => role.name.text),
      stateOf,
      parameters,
      ...(declaration.implements === undefined ? {} : { implements: declaration.implements.text }),
      body: elaborateBody(declaration.body, { signature, declaredType }),
      span: declaration.span,
    });
  }
  return procedures;
}
