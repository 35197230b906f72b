/**
 * Locals of a callee never meet fields of the actual role. A formal role `P: Worker` has Worker's fields; the role that plays it may have more,
 * and a local of the callee with such a name would be that field instead.
 */
import type { Name, Statement } from "../syntax/index.ts";
import { allStatements } from "./all-statements.ts";
import type { Program, TransactionDeclaration } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import type { RoleScope } from "./role-scope.ts";

type Call = Extract<Statement, { kind: "call" }>;

/** A formal role that a declared role plays, and where that began. */
interface Played {
  readonly choreography: string;
  readonly formal: string;
  readonly since: Name;
}

/**
 * Reports calls that make a role play a formal one whose choreography, or one to which that passes it on, has a local with the name of a field that
 * the formal role lacks. Linear in the calls, for each role that is passed for a formal one.
 */
export function checkFrames(program: Program, choreographies: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>, reporter: Reporter): void {
  const scopes = new Map([...choreographies, ...[...program.transactions.values()].map(scopesOfTransaction)]);
  const passings = passingsOf(program);
  const starts = new Map<string, Played[]>();
  for (const [choreography, passed] of passings) {
    for (const [actual, list] of passed) {
      const scope = scopes.get(choreography)?.get(actual);
      // A formal role's state is met where the declared role that plays it is.
      if (scope === undefined || scope.state !== actual) continue;
      const known = starts.get(actual);
      if (known === undefined) starts.set(actual, [...list]);
      else known.push(...list);
    }
  }
  for (const [role, list] of starts) follow(role, list, program, passings, scopes, reporter);
}

function follow(
  role: string,
  starts: readonly Played[],
  program: Program,
  passings: Passings,
  scopes: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>,
  reporter: Reporter,
): void {
  const fields = program.roles.get(role)?.fields;
  if (fields === undefined || fields.size === 0) return;
  const visited = new Set<string>();
  const pending = [...starts];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const key = `${next.choreography} ${next.formal}`;
    if (visited.has(key)) continue;
    visited.add(key);
    const scope = scopes.get(next.choreography)?.get(next.formal);
    for (const [name, local] of scope?.bindings ?? []) {
      const field = fields.get(name)?.declaration.name;
      if (field === undefined) continue;
      reporter.report("shadowed-name", next.since.span, `${role} has a field \`${name}\`, which the called choreography uses as a local variable`, {
        labels: [
          { span: local.span, message: "the local variable" },
          { span: field.span, message: "the field" },
        ],
      });
    }
    for (const { choreography, formal } of passings.get(next.choreography)?.get(next.formal) ?? []) pending.push({ choreography, formal, since: next.since });
  }
}

/** A transaction is a choreography of one role, whose locals are its parameters, and its result where it is compensated. */
function scopesOfTransaction({ name, role, parameters, result }: TransactionDeclaration): readonly [string, ReadonlyMap<string, RoleScope>] {
  const bindings = new Map(parameters.map((parameter) => [parameter.name.text, parameter.name]));
  if (result !== undefined) bindings.set("result", { text: "result", span: result.span });
  return [name.text, new Map([[role.text, { role, state: role.text, fields: new Map(), locals: new Map(), bindings }]])];
}

/** For each choreography and role of it, the formal roles for which its calls pass that role. */
type Passings = ReadonlyMap<string, ReadonlyMap<string, readonly Played[]>>;

function passingsOf(program: Program): Passings {
  const passings = new Map<string, Map<string, Played[]>>();
  for (const [name, declaration] of program.choreographies) {
    const passed = new Map<string, Played[]>();
    for (const statement of allStatements(declaration.body)) {
      if (statement.kind === "call") gather(statement, program, passed);
      if (statement.kind === "perform") gatherPerformed(statement, program, passed);
    }
    passings.set(name, passed);
  }
  return passings;
}

function gather(call: Call, program: Program, into: Map<string, Played[]>): void {
  const callee = program.choreographies.get(call.choreography.text);
  callee?.roles.forEach((role, index) => {
    const actual = call.roles[index];
    if (role.state === undefined || actual === undefined) return;
    add(into, actual.text, { choreography: callee.name.text, formal: role.name.text, since: actual });
  });
}

/** A declared role performs its own transactions only. */
function gatherPerformed({ transaction, role }: Extract<Statement, { kind: "perform" }>, program: Program, into: Map<string, Played[]>): void {
  const declaration = program.transactions.get(transaction.text);
  if (declaration === undefined || declaration.role.text === role.text) return;
  add(into, role.text, { choreography: transaction.text, formal: declaration.role.text, since: role });
}

function add(into: Map<string, Played[]>, actual: string, played: Played): void {
  const list = into.get(actual);
  if (list === undefined) into.set(actual, [played]);
  else list.push(played);
}
