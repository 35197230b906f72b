/**
 * Variables of loops, which nuScr has for refinements: `rec X [count<A>: int = 0] { … continue X [count + 1]; }`. Protocols have none here. Their types are checked
 * and they are left out, with every refinement that speaks of them; the warning `check-not-made` says so in each place. No other verdict depends on them: who
 * sends what to whom is the same with them and without.
 */
import type { Expression, Name } from "../../../calculus/syntax/index.ts";
import { checkType, namesIn } from "./expression-types.ts";
import type { LoopVariable, Reading, Scope } from "./reading.ts";
import { readRefinement } from "./refinements.ts";

/** Reads `[x<A, B>: int = e, …]` behind the name of a loop, if it stands there. */
export function readVariables(reading: Reading, scope: Scope, loop: Name): readonly LoopVariable[] {
  const { cursor } = reading;
  const variables: LoopVariable[] = [];
  if (!cursor.is("[")) return variables;
  const { start } = cursor.advance();
  do {
    const variable = readVariable(reading, scope);
    const before = variables.find(({ name }) => name.text === variable.name.text);
    if (before !== undefined) {
      cursor.report("duplicate-name", variable.name.span, `\`${variable.name.text}\` is declared twice`, {
        labels: [{ span: before.name.span, message: "first here" }],
      });
    }
    variables.push(variable);
  } while (cursor.accept(","));
  cursor.expect("]", "`,` or `]`");
  cursor.warn("check-not-made", cursor.spanFrom(start), `the values of the variables of \`${loop.text}\` are not judged`, [
    "neither what they are in a round, nor whether the roles that keep them know what they are computed from; their types are checked",
  ]);
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
  const type = cursor.name("the type of the variable").text;
  if (cursor.accept("{")) {
    checkType(readRefinement(reading, name), "bool", reading, type);
    cursor.expect("}", "an operator or `}`");
  }
  cursor.expect("=");
  checkType(readRefinement(reading, undefined), type, reading);
  return { name, type };
}

/** Reads `[e, …]` behind `continue X`: as many values as the loop has variables, of their types. */
export function readNewValues(reading: Reading, loop: Name): void {
  const { cursor } = reading;
  const variables = reading.loops.findLast(({ name }) => name.text === loop.text)?.variables;
  const { start } = cursor.token();
  const values: Expression[] = [];
  if (cursor.accept("[")) {
    do values.push(readRefinement(reading, undefined));
    while (cursor.accept(","));
    cursor.expect("]", "`,` or `]`");
  }
  // A loop that does not exist is reported with the protocol.
  if (variables === undefined) return;
  if (values.length !== variables.length) {
    const message = `\`${loop.text}\` has ${String(variables.length)} variables, but is given ${String(values.length)} values`;
    cursor.report("wrong-argument-count", values.length === 0 ? loop.span : cursor.spanFrom(start), message);
    return;
  }
  for (const [index, value] of values.entries()) checkType(value, variables[index]?.type ?? "", reading);
}

/** Whether a refinement of a payload of the type `own` speaks of variables of loops. It is checked then, and the warning says that it is not judged. */
export function leaveToVariables(reading: Reading, predicate: Expression, own: string): boolean {
  const { cursor, loops } = reading;
  if (loops.every(({ variables }) => variables.length === 0)) return false;
  const variables = new Set(loops.flatMap((loop) => loop.variables.map(({ name }) => name.text)));
  const named = namesIn(predicate).find(({ text }) => variables.has(text));
  if (named === undefined) return false;
  checkType(predicate, "bool", reading, own);
  cursor.warn("check-not-made", predicate.span, `this refinement depends on \`${named.text}\`, a variable of a loop, and is not judged`, [
    "the payload may be any value of its type here",
  ]);
  return true;
}
