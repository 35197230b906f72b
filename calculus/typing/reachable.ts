/** What a property of a choreography may speak of: its roles, their fields, the locals and labels of it and of all choreographies that it calls. */
import { noLabel } from "../core/index.ts";
import type { Block, Name, Statement, Type } from "../syntax/index.ts";
import { joinTypes, unknownType } from "../values/index.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { RoleScope } from "./role-scope.ts";
import { allStatements } from "./all-statements.ts";

export interface Observable {
  readonly roles: ReadonlyMap<string, ObservableRole>;
  /** Labels of statements. */
  readonly labels: ReadonlySet<string>;
  /** Labels of messages. */
  readonly messages: ReadonlySet<string>;
}

export interface ObservableRole {
  readonly role: Name;
  readonly fields: ReadonlyMap<string, Type>;
  readonly locals: ReadonlyMap<string, Type>;
}

/** Returns what is observable in runs of the choreography. Linear in the calls it reaches, times the roles that a formal role may be. */
export function observable(declaration: ChoreographyDeclaration, program: Program, scopes: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>): Observable {
  const roles = new Map<string, { role: Name; fields: Map<string, Type>; locals: Map<string, Type> }>();
  for (const { name } of declaration.roles) {
    const fields = scopes.get(declaration.name.text)?.get(name.text)?.fields ?? new Map<string, { type: Type }>();
    roles.set(name.text, { role: name, fields: new Map([...fields].map(([field, { type }]) => [field, type])), locals: new Map() });
  }
  const labels = new Set<string>();
  const messages = new Set<string>();
  const visited = new Set<string>();
  const bodies = new Set<string>();
  const pending: { readonly choreography: string; readonly formal: string; readonly owner: string }[] = [];

  const enter = (choreography: string, formal: string, owner: string): void => {
    const key = `${choreography} ${formal} ${owner}`;
    if (visited.has(key)) return;
    visited.add(key);
    pending.push({ choreography, formal, owner });
  };
  for (const { name } of declaration.roles) enter(declaration.name.text, name.text, name.text);

  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { choreography, formal, owner } = next;
    const into = roles.get(owner)?.locals;
    for (const [name, { type }] of scopes.get(choreography)?.get(formal)?.locals ?? []) {
      const before = into?.get(name);
      into?.set(name, before === undefined ? type : (joinTypes(before, type) ?? unknownType));
    }
    const body = program.choreographies.get(choreography)?.body;
    if (body === undefined) continue;
    const seen = contentsOf(body);
    for (const call of seen.calls) {
      const callee = program.choreographies.get(call.choreography.text);
      const position = call.roles.findIndex((role) => role.text === formal);
      const parameter = callee?.roles[position];
      if (parameter !== undefined) enter(call.choreography.text, parameter.name.text, owner);
    }
    if (bodies.has(choreography)) continue;
    bodies.add(choreography);
    for (const label of seen.labels) labels.add(label);
    for (const message of seen.messages) messages.add(message);
  }
  return { roles, labels, messages };
}

interface Contents {
  readonly calls: readonly Extract<Statement, { kind: "call" }>[];
  readonly labels: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
}

const contents = new WeakMap<Block, Contents>();

/** What a body calls, labels and sends; gathered once. */
function contentsOf(body: Block): Contents {
  const known = contents.get(body);
  if (known !== undefined) return known;
  const calls: Extract<Statement, { kind: "call" }>[] = [];
  const labels = new Set<string>();
  const messages = new Set<string>();
  for (const statement of allStatements(body)) {
    if (statement.label !== undefined) labels.add(statement.label.text);
    if (statement.kind === "call") calls.push(statement);
    if (statement.kind === "communicate" || statement.kind === "select") messages.add(statement.message?.text ?? noLabel);
  }
  const found: Contents = { calls, labels, messages };
  contents.set(body, found);
  return found;
}
