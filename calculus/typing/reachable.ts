/** What a property of a choreography may speak of: its roles, their fields, the locals and labels of it and of all choreographies that it calls. */
import { noLabel } from "../core/index.ts";
import { sagaLabels } from "../elaboration/index.ts";
import type { Block, Statement, Type } from "../syntax/index.ts";
import { joinTypes } from "../values/index.ts";
import { allStatements } from "./all-statements.ts";
import type { ChoreographyDeclaration, Field, Program } from "./program.ts";
import type { Local, RoleScope } from "./role-scope.ts";

type Scopes = ReadonlyMap<string, ReadonlyMap<string, RoleScope>>;

/** A local variable of a role, whose current frame may be that of any call. */
export interface ObservableLocal {
  readonly first: Local;
  readonly type: Type;
  /** A local of the same name in another choreography, with another type. */
  readonly conflict: Local | undefined;
}

export interface Observable {
  readonly roles: ReadonlyMap<string, ReadonlyMap<string, Field>>;
  readonly local: (role: string, variable: string) => ObservableLocal | undefined;
  /** Names of the locals of a role, for suggestions. */
  readonly locals: (role: string) => Iterable<string>;
  /** Labels of statements. */
  readonly labels: () => ReadonlySet<string>;
  /** Labels of messages. */
  readonly messages: () => ReadonlySet<string>;
}

/** Returns what is observable in runs of the choreography. What it calls is looked at when a question needs it, once. */
export function observable(declaration: ChoreographyDeclaration, program: Program, scopes: Scopes): Observable {
  const own = scopes.get(declaration.name.text) ?? new Map<string, RoleScope>();
  let reached: Reached | undefined;
  const reach = (): Reached => (reached ??= reachedFrom(declaration, program, scopes));
  const known = new Map<string, ObservableLocal | undefined>();
  return {
    roles: new Map([...own].map(([role, { fields }]) => [role, fields])),
    local: (role, variable) => {
      const key = `${role} ${variable}`;
      if (!known.has(key)) known.set(key, joinLocals(reach().scopes.get(role) ?? [], variable));
      return known.get(key);
    },
    locals: (role) => (reach().scopes.get(role) ?? []).flatMap((scope) => [...scope.locals.keys()]),
    labels: () => reach().labels,
    messages: () => reach().messages,
  };
}

function joinLocals(scopes: readonly RoleScope[], variable: string): ObservableLocal | undefined {
  let found: ObservableLocal | undefined;
  for (const scope of scopes) {
    const local = scope.locals.get(variable);
    if (local === undefined) continue;
    if (found === undefined) found = { first: local, type: local.type, conflict: undefined };
    else {
      const type = joinTypes(found.type, local.type);
      found = { first: found.first, type: type ?? found.type, conflict: found.conflict ?? (type === undefined ? local : undefined) };
    }
  }
  return found;
}

interface Reached {
  /** The scopes that each role of the choreography has in it and in what it calls, under whatever names. */
  readonly scopes: ReadonlyMap<string, readonly RoleScope[]>;
  readonly labels: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
}

/** Linear in the calls that are reached, times the roles that a formal role may be. */
function reachedFrom(declaration: ChoreographyDeclaration, program: Program, scopes: Scopes): Reached {
  const found = new Map<string, RoleScope[]>();
  const labels = new Set<string>();
  const messages = new Set<string>();
  const visited = new Set<string>();
  const bodies = new Set<Block>();
  const pending: { readonly choreography: ChoreographyDeclaration; readonly formal: string; readonly owner: string }[] = [];

  const enter = (choreography: ChoreographyDeclaration, formal: string, owner: string): void => {
    const key = `${choreography.name.text} ${formal} ${owner}`;
    if (visited.has(key)) return;
    visited.add(key);
    pending.push({ choreography, formal, owner });
  };
  for (const { name } of declaration.roles) enter(declaration, name.text, name.text);

  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { choreography, formal, owner } = next;
    const scope = scopes.get(choreography.name.text)?.get(formal);
    const list = found.get(owner) ?? [];
    if (scope !== undefined) list.push(scope);
    found.set(owner, list);
    const contents = contentsOf(choreography.body);
    for (const call of contents.calls) {
      const callee = program.choreographies.get(call.choreography.text);
      const parameter = callee?.roles[call.roles.findIndex((role) => role.text === formal)];
      if (callee !== undefined && parameter !== undefined) enter(callee, parameter.name.text, owner);
    }
    if (bodies.has(choreography.body)) continue;
    bodies.add(choreography.body);
    for (const label of contents.labels) labels.add(label);
    for (const message of contents.messages) messages.add(message);
  }
  return { scopes: found, labels, messages };
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
    else if (statement.kind === "saga") for (const label of Object.values(sagaLabels)) messages.add(label);
  }
  const found: Contents = { calls, labels, messages };
  contents.set(body, found);
  return found;
}
