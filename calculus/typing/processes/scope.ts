/** What a process knows: the fields of the role that it plays, its parameters, what it binds, and the session ends that systems give to its role. */
import { statementsOfProcess } from "../../elaboration/index.ts";
import type { Name } from "../../syntax/index.ts";
import { unknownType } from "../../values/index.ts";
import type { ExpressionScope } from "../expression-scope.ts";
import type { ProcessDeclaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { roleExpressions } from "../role-expressions.ts";
import type { Assigned } from "../role-expressions.ts";
import type { RoleScope } from "../role-scope.ts";

/** For each role, the variables in which some system gives it the end of a further session. */
export type HeldEnds = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the ends that the systems of a program give to roles. Linear in the systems. */
export function heldEnds(program: Program): HeldEnds {
  const held = new Map<string, Set<string>>();
  for (const { sessions } of program.systems.values()) {
    for (const { holder, variable } of sessions.flatMap(({ ends }) => ends)) {
      const known = held.get(holder.text);
      if (known === undefined) held.set(holder.text, new Set([variable.text]));
      else known.add(variable.text);
    }
  }
  return held;
}

/** Returns the scopes of the roles of a process's protocol, its own with everything that it binds; `own` is that one. Linear in the body. */
export function scopesOf(declaration: ProcessDeclaration, program: Program): { readonly own: RoleScope; readonly all: ReadonlyMap<string, RoleScope> } {
  const scopeOf = (role: Name, bindings: ReadonlyMap<string, Name>): RoleScope => ({
    role,
    state: role.text,
    fields: program.roles.get(role.text)?.fields ?? new Map(),
    locals: new Map(),
    bindings,
  });
  const own = scopeOf(declaration.role, bindingsOf(declaration, program));
  const others = declaration.protocol === undefined ? peersOf(declaration) : (program.protocols.get(declaration.protocol.text)?.roles ?? []);
  const all = new Map([...others.map((role) => [role.text, scopeOf(role, new Map())] as const), [own.role.text, own]]);
  return { own, all };
}

/** The roles that a process speaks to in its own session, each at its first place. Linear in the body. */
export function peersOf({ body }: ProcessDeclaration): readonly Name[] {
  const peers = new Map<string, Name>();
  const meet = (name: Name | undefined): void => {
    if (name !== undefined && !peers.has(name.text)) peers.set(name.text, name);
  };
  for (const statement of statementsOfProcess(body)) {
    switch (statement.kind) {
      case "send":
        if (statement.session === undefined) meet(statement.to);
        break;
      case "receive":
        if (statement.session === undefined) meet(statement.from);
        break;
      case "branch":
        if (statement.session === undefined) meet(statement.from);
        for (const { from } of statement.cases) meet(from);
        break;
      case "select":
        for (const { action } of statement.alternatives) if (action.kind !== "skip") meet(action.kind === "send" ? action.to : action.from);
        break;
      default:
        break;
    }
  }
  return [...peers.values()];
}

/** The first binding of each variable, fields left out. */
function bindingsOf(declaration: ProcessDeclaration, program: Program): ReadonlyMap<string, Name> {
  const fields = program.roles.get(declaration.role.text)?.fields;
  const bindings = new Map<string, Name>();
  const bind = (name: Name): void => {
    if (name.text !== "_" && fields?.has(name.text) !== true && !bindings.has(name.text)) bindings.set(name.text, name);
  };
  for (const { name } of declaration.parameters) bind(name);
  for (const statement of statementsOfProcess(declaration.body)) {
    switch (statement.kind) {
      case "receive":
        statement.variables.forEach(bind);
        break;
      case "branch":
        for (const { variables } of statement.cases) variables.forEach(bind);
        break;
      case "assign":
        bind(statement.variable);
        break;
      case "select":
        for (const { action, updates } of statement.alternatives) {
          if (action.kind === "receive") action.variables.forEach(bind);
          for (const { variable } of updates) bind(variable);
        }
        break;
      case "match":
        for (const { pattern } of statement.cases) if (pattern.kind === "constructor") pattern.variables.forEach(bind);
        break;
      default:
        break;
    }
  }
  return bindings;
}

/** Returns what expressions of a process see. The end of a session is a value whose type only the session typing knows. */
export function processExpressions(
  { own, all }: ReturnType<typeof scopesOf>,
  ends: ReadonlySet<string>,
  assigned: Assigned,
  program: Program,
  reporter: Reporter,
): ExpressionScope {
  const scope = roleExpressions(own, all, assigned, program, reporter, (owner) => `${owner} can send it`);
  return {
    ...scope,
    variable: (name) => scope.variable(name) ?? (ends.has(name.text) && !own.bindings.has(name.text) ? unknownType : undefined),
    variables: () => [...scope.variables(), ...ends],
  };
}
