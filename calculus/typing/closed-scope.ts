/** Expressions that see no role's state: constants, initial values, refinements, contracts and bodies of functions. */
import type { Name, Type } from "../syntax/index.ts";
import { unknownType } from "../values/index.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

export interface ClosedPlace {
  /** What stands here, for messages: "a constant", "a refinement". */
  readonly what: string;
  /** The variables that it sees besides constants: parameters, `value`, `result`. */
  readonly variables?: ReadonlyMap<string, Type>;
  readonly oracles: "allowed" | "refused";
}

/** Returns the scope of an expression in such a place. */
export function closedScope(program: Program, reporter: Reporter, place: ClosedPlace): ExpressionScope {
  const variables = place.variables ?? new Map<string, Type>();
  return {
    program,
    reporter,
    variable: (name) => variables.get(name.text),
    variables: () => variables.keys(),
    isRole: (name) => program.roles.has(name),
    ownersAreRoles: false,
    roleField: (role, field, span) => {
      reporter.report("remote-read", span, `${place.what} does not depend on the state of a role, so \`${role.text}.${field.text}\` cannot be read here`);
      return unknownType;
    },
    explainUnknown: (name) => explainField(name, program, reporter, place),
    oracles: place.oracles,
  };
}

function explainField(name: Name, program: Program, reporter: Reporter, place: ClosedPlace): boolean {
  const role = program.fieldOwner(name.text);
  const field = role?.fields.get(name.text);
  if (role === undefined || field === undefined) return false;
  reporter.report("unknown-name", name.span, `${place.what} does not see the fields of roles, so \`${name.text}\` is unknown here`, {
    labels: [{ span: field.declaration.name.span, message: `a field of ${role.name.text}` }],
  });
  return true;
}
