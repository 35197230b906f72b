/** The ends of further sessions that a process acts on, or passes on, without having received them: a system has to give them to its role. */
import { statementsOfProcess } from "../../elaboration/index.ts";
import type { Name, ProcessStatement } from "../../syntax/index.ts";
import { components } from "../graph.ts";
import { heldEnds, scopesOf } from "../processes/scope.ts";
import type { ProcessDeclaration, Program } from "../program.ts";
import { namesIn } from "../references.ts";

/** For each process the variables, with a place where each is used. */
export type EndsNeeded = ReadonlyMap<string, ReadonlyMap<string, { readonly span: Name["span"] }>>;

/** Returns what the processes need, those that they call included. Linear in their text but for what is shared by callers. */
export function endsNeeded(program: Program): EndsNeeded {
  const held = heldEnds(program);
  const needed = new Map<string, Map<string, { readonly span: Name["span"] }>>();
  const calls = new Map<string, readonly string[]>();
  for (const [name, declaration] of program.processes) {
    needed.set(name, ownEnds(declaration, held.get(declaration.role.text) ?? new Set(), program));
    calls.set(
      name,
      statementsOfProcess(declaration.body).flatMap((statement) => (statement.kind === "call" ? [statement.process.text] : [])),
    );
  }
  const callees = (name: string): readonly string[] => calls.get(name) ?? [];
  for (const component of components(needed.keys(), callees)) {
    const all = new Map(component.flatMap((name) => [...[...callees(name), name].flatMap((each) => [...(needed.get(each) ?? [])])]));
    for (const name of component) needed.set(name, all);
  }
  return needed;
}

function ownEnds(declaration: ProcessDeclaration, held: ReadonlySet<string>, program: Program): Map<string, { readonly span: Name["span"] }> {
  const { own } = scopesOf(declaration, program);
  const ends = new Map<string, { readonly span: Name["span"] }>();
  for (const statement of statementsOfProcess(declaration.body)) {
    for (const { text, span } of mentioned(statement)) {
      if (held.has(text) && !own.bindings.has(text) && !own.fields.has(text) && !ends.has(text)) ends.set(text, { span });
    }
  }
  return ends;
}

/** The variables that are acted on, or sent. */
function mentioned(statement: ProcessStatement): readonly Name[] {
  switch (statement.kind) {
    case "send": {
      const sent = statement.arguments.flatMap((argument) => [...namesIn(argument)].map((text) => ({ text, span: argument.span })));
      return statement.session === undefined ? sent : [statement.session, ...sent];
    }
    case "select":
      return statement.alternatives.flatMap(({ action }) =>
        action.kind === "send" ? action.arguments.flatMap((argument) => [...namesIn(argument)].map((text) => ({ text, span: argument.span }))) : [],
      );
    case "receive":
    case "branch":
      return statement.session === undefined ? [] : [statement.session];
    default:
      return [];
  }
}
