/**
 * Locals of a callee never meet fields of the actual role. A formal role `P: Worker` has Worker's fields; the role that plays it may have more,
 * and a local of the callee with such a name would be that field instead.
 */
import type { Name, Statement } from "../syntax/index.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import type { RoleScope } from "./role-scope.ts";
import { allStatements } from "./all-statements.ts";

type Call = Extract<Statement, { kind: "call" }>;

/** Locals of a formal role, in its own choreography and in those to which it is passed on as another formal role. */
type Locals = Map<string, Name>;

/** Reports calls whose actual role has a field with the name of a local of the callee, or of a choreography that the callee calls. */
export function checkFrames(program: Program, scopes: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>, reporter: Reporter): void {
  if (![...program.choreographies.values()].some((declaration) => declaration.roles.some((role) => role.state !== undefined))) return;
  const callsOf = new Map<string, readonly Call[]>();
  for (const [name, declaration] of program.choreographies) {
    callsOf.set(
      name,
      allStatements(declaration.body).filter((statement) => statement.kind === "call"),
    );
  }
  const locals = localsOfFormals(program, scopes, callsOf);
  for (const [name, calls] of callsOf) {
    for (const call of calls) {
      eachFormal(call, program, (formal, actual, callee) => {
        const scope = scopes.get(name)?.get(actual.text);
        const caught = locals.get(callee.name.text)?.get(formal);
        if (scope === undefined || caught === undefined) return;
        for (const [local, where] of caught) {
          const field = scope.fields.get(local);
          if (field === undefined) continue;
          reporter.report("shadowed-name", actual.span, `${actual.text} has a field \`${local}\`, which the called choreography uses as a local variable`, {
            labels: [
              { span: where.span, message: "the local variable" },
              { span: field.declaration.name.span, message: "the field" },
            ],
          });
        }
      });
    }
  }
}

function eachFormal(call: Call, program: Program, visit: (formal: string, actual: Name, callee: ChoreographyDeclaration) => void): void {
  const callee = program.choreographies.get(call.choreography.text);
  callee?.roles.forEach((role, index) => {
    const actual = call.roles[index];
    if (role.state !== undefined && actual !== undefined) visit(role.name.text, actual, callee);
  });
}

function localsOfFormals(
  program: Program,
  scopes: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>,
  callsOf: ReadonlyMap<string, readonly Call[]>,
): ReadonlyMap<string, ReadonlyMap<string, Locals>> {
  const result = new Map<string, Map<string, Locals>>();
  for (const [name, roles] of scopes) result.set(name, new Map([...roles].map(([role, scope]) => [role, new Map(scope.bindings)])));
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, calls] of callsOf) {
      for (const call of calls) {
        eachFormal(call, program, (formal, actual, callee) => {
          const own = result.get(name)?.get(actual.text);
          const passed = result.get(callee.name.text)?.get(formal);
          // Roles that stand for themselves are met at the call itself.
          const isFormal = program.choreographies.get(name)?.roles.some((role) => role.state !== undefined && role.name.text === actual.text) === true;
          if (own === undefined || passed === undefined || !isFormal) return;
          for (const [local, where] of passed) {
            if (own.has(local)) continue;
            own.set(local, where);
            changed = true;
          }
        });
      }
    }
  }
  return result;
}
