/**
 * Variables of loops, which nuScr has for refinements: `rec X [count<A>: int{count >= 0} = 0] { … continue X [count + 1]; }`. The roles that keep a variable are read
 * over: who knows its value is found from the messages (`refinement-unknown-to-sender`).
 */
import type { Expression, LoopVariable } from "../../../calculus/syntax/index.ts";
import type { Reading, Scope } from "./reading.ts";
import { readRefinement } from "./refinements.ts";

/** Reads `[x<A, B>: int = e, …]` behind the name of a loop, if it stands there. */
export function readVariables(reading: Reading, scope: Scope): readonly LoopVariable[] {
  const { cursor } = reading;
  const variables: LoopVariable[] = [];
  if (!cursor.accept("[")) return variables;
  do variables.push(readVariable(reading, scope));
  while (cursor.accept(","));
  cursor.expect("]", "`,` or `]`");
  return variables;
}

/** `x<A, B>: int{e} = e` */
function readVariable(reading: Reading, scope: Scope): LoopVariable {
  const { cursor } = reading;
  const name = cursor.name("the name of a variable");
  cursor.expect("<", "`<` and the roles that keep the variable");
  do {
    const role = cursor.name("a role that keeps the variable");
    if (!scope.roles.some(({ text }) => text === role.text)) cursor.report("unknown-role", role.span, `there is no role \`${role.text}\` here`);
  } while (cursor.accept(","));
  cursor.expect(">", "`,` or `>`");
  cursor.expect(":");
  const base = reading.types.named(cursor.name("the type of the variable"));
  const refinement = cursor.accept("{") ? readRefinement(reading, name) : undefined;
  if (refinement !== undefined) cursor.expect("}", "an operator or `}`");
  const type = refinement === undefined ? base : ({ kind: "refined", base, predicate: refinement, span: cursor.spanFrom(base.span.start) } as const);
  cursor.expect("=");
  return { name, type, initial: readRefinement(reading, undefined), span: cursor.spanFrom(name.span.start) };
}

/** Reads `[e, …]` behind `continue X`, if it stands there. */
export function readNewValues(reading: Reading): readonly Expression[] {
  const { cursor } = reading;
  const values: Expression[] = [];
  if (!cursor.accept("[")) return values;
  do values.push(readRefinement(reading, undefined));
  while (cursor.accept(","));
  cursor.expect("]", "`,` or `]`");
  return values;
}
