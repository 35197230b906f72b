/** What one role of a procedure knows: its fields, which persist, and the locals of the frame, whose types are fixed by their first binding. */
import type { Block, Name, Type } from "../syntax/index.ts";
import { allStatements } from "./all-statements.ts";
import type { ChoreographyDeclaration, Field, Program } from "./program.ts";

export interface Local {
  /** The first binding in the text. */
  readonly name: Name;
  /** Grows while elements of collections are undetermined. */
  type: Type;
  readonly parameter: boolean;
}

export interface RoleScope {
  readonly role: Name;
  /** The declared role whose state it has. */
  readonly state: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly locals: Map<string, Local>;
  /** First bindings anywhere in the body, fields left out. */
  readonly bindings: ReadonlyMap<string, Name>;
}

const noFields: ReadonlyMap<string, Field> = new Map();

/** Returns the scopes of a choreography's roles; of two equal parameters the first counts. Linear in the body. */
export function roleScopes(declaration: ChoreographyDeclaration, program: Program): ReadonlyMap<string, RoleScope> {
  const bound = new Map<string, Map<string, Name>>();
  const scopes = new Map<string, RoleScope>();
  for (const { name, state } of declaration.roles) {
    if (scopes.has(name.text)) continue;
    const bindings = new Map<string, Name>();
    bound.set(name.text, bindings);
    const declared = state?.text ?? name.text;
    scopes.set(name.text, { role: name, state: declared, fields: program.roles.get(declared)?.fields ?? noFields, locals: new Map(), bindings });
  }
  const bind = (role: Name, variable: Name): void => {
    const bindings = bound.get(role.text);
    if (bindings === undefined || variable.text === "_" || bindings.has(variable.text)) return;
    if (scopes.get(role.text)?.fields.has(variable.text) !== true) bindings.set(variable.text, variable);
  };
  for (const parameter of declaration.parameters) bind(parameter.role, parameter.name);
  eachBinding(declaration.body, bind);
  return scopes;
}

function eachBinding(body: Block, bind: (role: Name, variable: Name) => void): void {
  for (const statement of allStatements(body)) {
    switch (statement.kind) {
      case "communicate":
        for (const variable of statement.variables) bind(statement.to, variable);
        break;
      case "assign":
        bind(statement.role, statement.variable);
        break;
      case "perform":
        if (statement.variable !== undefined) bind(statement.role, statement.variable);
        break;
      case "local":
        for (const each of statement.assignments) bind(statement.role, each.variable);
        break;
      case "match":
        for (const { pattern } of statement.cases) {
          if (pattern.kind === "constructor") for (const variable of pattern.variables) bind(statement.role, variable);
        }
        break;
      default:
        break;
    }
  }
}

const ownersOf = new WeakMap<ReadonlyMap<string, RoleScope>, ReadonlyMap<string, readonly RoleScope[]>>();

/** The roles that have a variable of this name, in the order of the list; for the words of an error. The table is built when first asked for. */
export function ownersOfVariable(scopes: ReadonlyMap<string, RoleScope>, name: string): readonly RoleScope[] {
  let owners = ownersOf.get(scopes);
  if (owners === undefined) {
    const table = new Map<string, RoleScope[]>();
    for (const scope of scopes.values()) {
      for (const variable of [...scope.fields.keys(), ...scope.bindings.keys()]) {
        const list = table.get(variable);
        if (list === undefined) table.set(variable, [scope]);
        else list.push(scope);
      }
    }
    ownersOf.set(scopes, (owners = table));
  }
  return owners.get(name) ?? [];
}
